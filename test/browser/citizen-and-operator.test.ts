import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { desktop, expectAccessible, hasChromium, openBrowser, openPage, phone, shoot } from '../support/browser.ts'
import { adminPassword, startTestService, type TestService, workingTime } from '../support/service.ts'

describe.skipIf(!hasChromium)('in a real browser', { timeout: 60_000 }, () => {
  let service: TestService
  let browser: Browser
  beforeAll(async () => {
    service = await startTestService({ clock: () => workingTime })
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await service?.stop()
  })

  const turns = (page: Page, from: string) => page.locator(`vpppd-chat .turn.${from}`)
  const say = async (page: Page, text: string) => {
    await page
      .getByRole('textbox', { name: /Jūsu jautājums|Ваш вопрос|Your question/ })
      .last()
      .fill(text)
    await page.keyboard.press('Enter')
  }
  const signIn = async (page: Page) => {
    await page.getByLabel('Lietotājvārds').fill('admin')
    await page.getByLabel('Parole').fill(adminPassword)
    await page.getByRole('button', { name: 'Pieteikties' }).click()
    await page.getByRole('tab', { name: /Rinda/ }).waitFor()
  }

  it('a citizen asks on a phone and an operator answers at a desk, both accessible in every state', async () => {
    const citizen = await openPage(browser, phone, service.url)
    const operator = await openPage(browser, desktop, `${service.url}/console`)
    await expectAccessible(citizen.page)
    await expectAccessible(operator.page)
    await shoot(citizen.page, 'portal-phone')
    await shoot(operator.page, 'console-sign-in')
    await signIn(operator.page)
    await expectAccessible(operator.page)
    await shoot(operator.page, 'console-empty')

    await citizen.page.getByRole('button', { name: 'Jautāt asistentam' }).click()
    await turns(citizen.page, 'assistant').first().getByText('automātiska programma').waitFor()
    await say(citizen.page, 'Cik ilgi jāgaida slimības pabalsts?')
    await turns(citizen.page, 'assistant').nth(1).getByText('10 darba dienas').waitFor()
    await expectAccessible(citizen.page)
    await shoot(citizen.page, 'chat-answer-phone')

    await citizen.page.locator('vpppd-chat .foot').getByRole('button', { name: 'Runāt ar cilvēku' }).click()
    await turns(citizen.page, 'assistant').nth(2).getByText('nododu sarunu').waitFor()

    await operator.page.getByRole('button', { name: /Prasa cilvēku/ }).click()
    await operator.page.getByRole('button', { name: 'Paņemt sarunu' }).click()
    await turns(citizen.page, 'system').getByText('Tagad Jums atbild cilvēks').waitFor()
    await operator.page.getByLabel('Atbilde klientam').fill('Labdien! Jūsu lēmums būs pirmdien.')
    await operator.page.keyboard.press('Control+Enter')
    await turns(citizen.page, 'operator').getByText('Jūsu lēmums būs pirmdien.').waitFor()
    await say(citizen.page, 'Liels paldies!')
    await operator.page.locator('.transcript').getByText('Liels paldies!').waitFor()
    await expectAccessible(operator.page)
    await expectAccessible(citizen.page)
    await shoot(operator.page, 'console-case')
    await shoot(citizen.page, 'chat-operator-phone')

    await operator.page.getByRole('button', { name: 'Slēgt sarunu' }).click()
    await expectAccessible(operator.page)
    await operator.page.getByRole('button', { name: 'Slēgt', exact: true }).click()
    await turns(citizen.page, 'system').getByText('Operators sarunu noslēdza').waitFor()
    await operator.page.setViewportSize(phone)
    await shoot(operator.page, 'console-case-phone')
    await expectAccessible(operator.page)
    expect([...citizen.faults, ...operator.faults]).toEqual([])
    await citizen.context.close()
    await operator.context.close()
  })

  it('keeps the conversation over a page change, and what was said while the network was away', async () => {
    const { page, context, faults } = await openPage(browser, desktop, `${service.url}/?lang=ru`)
    await page.getByRole('button', { name: 'Спросить ассистента' }).click()
    await say(page, 'сколько стоит новый паспорт?')
    await turns(page, 'assistant').nth(1).getByText('50').waitFor()
    await shoot(page, 'chat-answer-desktop-ru')
    await page.goto(`${service.url}/?lang=lv`)
    await turns(page, 'client').getByText('сколько стоит новый паспорт?').waitFor()
    expect(await turns(page, 'client').count()).toBe(1)

    await context.setOffline(true)
    await say(page, 'Cik ilgi jāgaida slimības pabalsts?')
    await page.locator('vpppd-chat .state').getByText('Sūta').waitFor()
    await context.setOffline(false)
    await turns(page, 'assistant').getByText('10 darba dienas').waitFor({ timeout: 15_000 })
    expect(await turns(page, 'client').count()).toBe(2)
    expect(faults.filter((fault) => !/ERR_INTERNET_DISCONNECTED/.test(fault))).toEqual([])
    await context.close()
  })

  it('works by keyboard alone: opens, asks, presses a suggestion, closes, and focus returns', async () => {
    const { page, context } = await openPage(browser, desktop, `${service.url}/?lang=lv`)
    await page.getByRole('button', { name: 'Jautāt asistentam' }).focus()
    await page.keyboard.press('Enter')
    const active = () => page.evaluate(() => document.querySelector('vpppd-chat')?.shadowRoot?.activeElement?.tagName)
    expect(await active()).toBe('TEXTAREA')
    await page.keyboard.type('cik ilgi jāgaida slimības pabalsts')
    await page.keyboard.press('Enter')
    await turns(page, 'assistant').nth(1).waitFor()
    expect(await active()).toBe('TEXTAREA')
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Enter') // the last suggestion: a person
    await turns(page, 'client').getByText('Runāt ar cilvēku').waitFor()
    await page.keyboard.press('Escape')
    expect(await page.evaluate(() => document.querySelector('vpppd-chat')?.shadowRoot?.activeElement?.className)).toBe('launch')
    await context.close()
  })

  it('fits a screen 320 pixels wide without scrolling sideways', async () => {
    const { page, context } = await openPage(browser, { width: 320, height: 640 }, service.url)
    await page.getByRole('button', { name: 'Jautāt asistentam' }).click()
    await say(page, 'mums piedzima bērns, ko tagad kārtot?')
    await turns(page, 'assistant').nth(1).waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    await expectAccessible(page)
    await shoot(page, 'chat-plan-320')
    await context.close()
  })
})
