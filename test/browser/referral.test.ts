import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { desktop, expectAccessible, hasChromium, openBrowser, openPage, phone, shoot } from '../support/browser.ts'
import { Chat, Desk } from '../support/chat.ts'
import { adminPassword, startTestService, type TestService, workingTime } from '../support/service.ts'

describe.skipIf(!hasChromium)("the specialist's page in a real browser", { timeout: 60_000 }, () => {
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

  async function askedByLink() {
    const desk = await new Desk(service.url).signIn('admin', adminPassword)
    const chat = await new Chat(service.url).start()
    const id = (await chat.say('Gribu runāt ar operatoru')).channelData?.assistant?.caseId ?? ''
    await desk.json('POST', `/api/v1/cases/${id}/claim`, {})
    const { transcript } = await desk.json('GET', `/api/v1/cases/${id}`)
    const { link } = await desk.json('POST', `/api/v1/cases/${id}/refer`, {
      institution: 'pmlp',
      question: `Vai pasi var saņemt ātrāk?\n\n${'Ļotigarsvārdsbezatstarpēm'.repeat(12)}`,
      turns: transcript.map(({ seq }: { seq: number }) => seq),
    })
    return { desk, id, link: link as string }
  }

  it('is answered by keyboard alone, without a script, and says what is missing', async () => {
    const { desk, id, link } = await askedByLink()
    const { context, page, faults } = await openPage(browser, desktop, link)
    await expectAccessible(page)
    await shoot(page, 'referral-desktop')
    // Past the skip link and the languages, into the form.
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Pāriet uz saturu')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('answer')
    await page.keyboard.type('Jā, divās dienās.')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Ilze, PMLP')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Paldies, atbilde ir saņemta' }).waitFor()
    await expectAccessible(page)
    await shoot(page, 'referral-thanks-desktop')
    expect((await desk.json('GET', `/api/v1/cases/${id}`)).referrals).toMatchObject([
      { answer: 'Jā, divās dienās.', answeredBy: 'Ilze, PMLP' },
    ])
    await page.goto(link)
    await page.getByRole('heading', { name: 'Uz šo jautājumu jau ir atbildēts' }).waitFor()
    await expectAccessible(page)
    expect(faults).toEqual([])
    await context.close()
  })

  it('keeps what was written, and its address to itself, when something is missing', async () => {
    const { link } = await askedByLink()
    const { context, page } = await openPage(browser, phone, `${link}?lang=ru`)
    // The browser would stop it: as with one that does not check.
    await page.locator('form').evaluate((form) => form.setAttribute('novalidate', ''))
    await page.getByLabel('Ваш ответ').fill('Да, за два дня.')
    const request = page.waitForRequest((sent) => sent.method() === 'POST')
    await page.getByRole('button', { name: 'Отправить ответ' }).click()
    expect((await (await request).allHeaders()).origin).toBe(new URL(service.url).origin)
    await page.getByRole('alert').waitFor()
    expect(await page.getByLabel('Ваш ответ').inputValue()).toBe('Да, за два дня.')
    await expectAccessible(page)
    await shoot(page, 'referral-fault-phone')
    await page.getByRole('alert').getByRole('link').click()
    expect(await page.evaluate(() => location.hash)).toBe('#name')
    await page.keyboard.press('Tab')
    await context.close()
  })

  it.each(['lv', 'ru', 'en'])('fits into 320 pixels in %s', async (language) => {
    const { link } = await askedByLink()
    const { context, page } = await openPage(browser, { width: 320, height: 640 }, `${link}?lang=${language}`)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    await expectAccessible(page)
    await shoot(page, `referral-320-${language}`)
    await page.goto(`${link}x?lang=${language}`)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    await expectAccessible(page)
    await context.close()
  })

  it('works where scripts are off', async () => {
    const { link } = await askedByLink()
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(link)
    await page.getByRole('link', { name: 'English' }).click()
    await page.getByLabel('Your answer').fill('Yes, in two days.')
    await page.getByLabel('Name and position').fill('Ilze, PMLP')
    await page.getByRole('button', { name: 'Send the answer' }).click()
    await page.getByRole('heading', { name: 'Thank you, we have your answer' }).waitFor()
    await context.close()
  })
})
