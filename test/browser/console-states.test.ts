import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { desktop, expectAccessible, hasChromium, openBrowser, phone, shoot } from '../support/browser.ts'
import { type AtConsole, addPeople, atConsole, clientWhoWaits, startWorkingService } from '../support/console.ts'
import type { TestService } from '../support/service.ts'

const laptop = { width: 1024, height: 768 }
const narrow = { width: 320, height: 640 }
const sizes = { 1440: desktop, 1024: laptop, 390: phone } as const

describe.skipIf(!hasChromium)('every state of the console', { timeout: 150_000 }, () => {
  let service: TestService
  let browser: Browser
  let anna: AtConsole
  beforeAll(async () => {
    service = await startWorkingService()
    browser = await openBrowser()
    await addPeople(service.url, [{ username: 'anna', name: 'Anna Ozola', role: 'lead' }])
    anna = await atConsole(browser, service.url, 'anna', desktop)
  })
  afterAll(async () => {
    await browser?.close()
    await service?.stop()
  })

  /** A picture at each size; accessible at the widest and the narrowest, which scrolls in one direction only. */
  async function look(page: Page, name: string): Promise<void> {
    for (const [width, size] of Object.entries(sizes)) {
      await page.setViewportSize(size)
      await shoot(page, `console-${name}-${width}`)
    }
    await page.setViewportSize(narrow)
    expect(await page.evaluate(() => document.documentElement.scrollWidth), `${name} at 320 px`).toBeLessThanOrEqual(320)
    await expectAccessible(page)
    await page.setViewportSize(desktop)
    await expectAccessible(page)
  }

  it('is accessible without a case: the empty desk, who is on duty, an offer', async () => {
    const { page, faults } = anna
    await look(page, 'empty')
    await page.getByRole('button', { name: /Dežurē/ }).click()
    await page.locator('.people').getByText('Anna Ozola').waitFor()
    await look(page, 'duty')
    await page.getByRole('button', { name: /Dežurē/ }).click()

    await clientWhoWaits(service.url, 'Cik ilgi jāgaida slimības pabalsts?')
    await clientWhoWaits(service.url, 'сколько стоит новый паспорт?', 'ru')
    await page.getByRole('button', { name: 'Paņemt piedāvāto' }).waitFor()
    await look(page, 'offer')
    expect(faults).toEqual([])
  })

  it('is accessible with a case and a draft, and in every dialog', async () => {
    const { page, faults } = anna
    await page.getByRole('tab', { name: /Rinda/ }).click()
    await page.locator('.cases button').filter({ hasText: 'latviešu' }).click()
    await page.keyboard.press('Alt+t')
    await page.getByLabel(/Atbilde klientam/).waitFor()
    await page.keyboard.press('Alt+d')
    await page.waitForFunction(() => (document.activeElement as HTMLTextAreaElement).value.length > 50)
    await look(page, 'case')
    await page.keyboard.press('Alt+k')
    await look(page, 'replies')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Alt+h')
    await look(page, 'keys')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Ziņot redaktoriem' }).first().click()
    await look(page, 'flag')
    await page.keyboard.press('Escape')
    expect(faults).toEqual([])
  })

  it('is accessible in every tab beside the case', async () => {
    const { page, faults } = anna
    await page.locator('.understood summary').first().click()
    await page.keyboard.press('Alt+n')
    await page.keyboard.type('Klients zvanīs rīt.')
    await page.keyboard.press('Control+Enter')
    await page.locator('.notes').getByText('Klients zvanīs rīt.').waitFor()
    await page.getByLabel('Pievienot birku').fill('pabalsti')
    await page.keyboard.press('Enter')
    await page.locator('.about .tags').getByText('pabalsti').waitFor()
    await look(page, 'notes')

    await page.keyboard.press('Alt+i')
    await page.getByLabel('Jautājums speciālistam').fill('Kad būs lēmums?')
    await page.getByRole('button', { name: 'Nosūtīt jautājumu' }).click()
    await page.locator('.referrals > li').waitFor()
    await look(page, 'refer')
    await page.getByRole('tab', { name: 'Klients' }).click()
    await page.locator('.prove summary').click()
    await look(page, 'client')

    await page.keyboard.press('Alt+s')
    await page.keyboard.type('pase')
    await page.locator('.found button').first().waitFor()
    await look(page, 'card-search')
    await page.locator('.found button').first().click()
    await page
      .locator('.card h3')
      .getByText(/[Pp]ase/)
      .waitFor()
    expect(faults).toEqual([])
  })

  it('is accessible while the case is closed, and afterwards', async () => {
    const { page, faults } = anna
    await page.keyboard.press('Alt+c')
    await look(page, 'closing')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByText('Slēgta: Atrisināts').waitFor()
    await look(page, 'closed')
    await page.getByRole('tab', { name: 'Slēgtās' }).click()
    await page.locator('.cases button').first().waitFor()
    await look(page, 'closed-list')
    expect(faults).toEqual([])
  })
})
