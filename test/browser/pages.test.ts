import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { desktop, expectAccessible, hasChromium, openBrowser, openPage, phone, shoot } from '../support/browser.ts'
import { startTestService, type TestService, workingTime } from '../support/service.ts'

const narrow = { width: 320, height: 640 }
const states = {
  portal: '/?',
  ask: '/ask?',
  'ask-answer': '/ask?q=Cik+maks%C4%81+pase%3F',
  'ask-plan': '/ask?q=Mums+piedzima+b%C4%93rns%2C+kas+j%C4%81k%C4%81rto%3F',
  'ask-person': '/ask?q=gribu+run%C4%81t+ar+cilv%C4%93ku',
  embed: '/embed?color=%23808080&heading=VSAA',
  'embed-preview': '/embed/preview?color=%2300573f&position=left',
  accessibility: '/accessibility?',
  privacy: '/privacy?',
}

describe.skipIf(!hasChromium)('the pages around the chat', { timeout: 180_000 }, () => {
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

  const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  const enlarge = (page: Page) =>
    page.evaluate(() => {
      document.documentElement.style.fontSize = '200%'
    })

  it.each(Object.entries(states))('%s is accessible in three languages and fits every screen', async (name, path) => {
    const { page, context, faults } = await openPage(browser, phone, `${service.url}${path}&lang=lv`)
    for (const lang of ['lv', 'ru', 'en']) {
      await page.setViewportSize(phone)
      await page.goto(`${service.url}${path}&lang=${lang}`)
      await expectAccessible(page)
      await shoot(page, `pages-${name}-${lang}-390`)
      await page.setViewportSize(desktop)
      await shoot(page, `pages-${name}-${lang}-1440`)
      await page.setViewportSize(narrow)
      expect(await sideways(page), `${name} in ${lang} at 320 px`).toBeLessThanOrEqual(0)
    }
    await page.setViewportSize({ width: 1280, height: 900 })
    await enlarge(page)
    expect(await sideways(page), `${name} with text of 200 %`).toBeLessThanOrEqual(0)
    await expectAccessible(page)
    await shoot(page, `pages-${name}-200`)
    expect(faults.filter((fault) => !/status of 400/.test(fault))).toEqual([])
    await context.close()
  })

  it('keeps its shapes with forced colours and without motion', async () => {
    const context = await browser.newContext({ viewport: desktop, forcedColors: 'active', reducedMotion: 'reduce' })
    const page = await context.newPage()
    for (const [name, path] of Object.entries(states)) {
      await page.goto(`${service.url}${path}&lang=lv`)
      await expectAccessible(page)
      await shoot(page, `pages-${name}-forced`)
    }
    await context.close()
  })

  it('works by keyboard alone: past the header, a question, a further one, and to a person', async () => {
    const { page, context, faults } = await openPage(browser, desktop, `${service.url}/ask?lang=lv`)
    const focused = () =>
      page.evaluate(() => document.activeElement?.textContent?.trim() || (document.activeElement as HTMLElement | null)?.id)
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Pāriet uz saturu')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('q')
    await page.keyboard.type('Cik maksā pase?')
    await page.keyboard.press('Enter')
    await page.getByText('50 eiro').waitFor()
    await page.getByRole('link', { name: 'Cik ilgi jāgaida' }).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/choice=/)
    // The answer is where the reader is, and where Tab goes on.
    expect(await page.evaluate(() => (document.querySelector('#answer')?.getBoundingClientRect().top ?? -1) < innerHeight / 2)).toBe(true)
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.closest('.answer') !== null)).toBe(true)
    expect(faults).toEqual([])
    await context.close()
  })

  it('answers without script: from the home page to an answer, a button of it, and the next question', async () => {
    const context = await browser.newContext({ viewport: phone, javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(`${service.url}/?lang=lv`)
    // Chromium with scripts switched off from outside does not draw <noscript>; that it is sent must do.
    expect(await page.content()).toMatch(/<noscript>.*Tērzēšanai vajag JavaScript/)
    await page.getByLabel('Jūsu jautājums').fill('Kā deklarēt dzīvesvietu?')
    await page.getByRole('button', { name: 'Jautāt', exact: true }).click()
    await page.getByRole('heading', { name: 'Atbilde' }).waitFor()
    await page
      .locator('.answer .words')
      .getByText(/dzīvesviet/i)
      .first()
      .waitFor()
    await shoot(page, 'pages-no-script')
    await page.locator('.answer .chips a').first().click()
    await page.waitForURL(/choice=/)
    await page.getByLabel('Jūsu jautājums').fill('un cik tas maksā?')
    await page.getByRole('button', { name: 'Jautāt', exact: true }).click()
    await page.waitForURL(/about=/)
    await page
      .locator('.answer .words')
      .getByText(/Dzīvesvietas deklarēšana/)
      .first()
      .waitFor()
    await page.locator('.languages a[lang=ru]').click()
    await page.getByRole('heading', { name: 'Ответ' }).waitFor()
    await context.close()
  })

  it('says what is wrong with an empty question, at the field', async () => {
    const { page, context } = await openPage(browser, phone, `${service.url}/ask?lang=lv&q=`)
    await page.getByRole('alert').getByText('Uzrakstiet jautājumu.').waitFor()
    expect(await page.getByLabel('Jūsu jautājums').getAttribute('aria-describedby')).toContain('q-fault')
    await expectAccessible(page)
    await shoot(page, 'pages-ask-fault')
    await context.close()
  })

  it('builds the snippet as one chooses, checks the colour, copies it, and shows the chat so', async () => {
    const { page, context, faults } = await openPage(browser, desktop, `${service.url}/embed?lang=lv`)
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByLabel('Krāsa').fill('#808080')
    await page.getByRole('status').getByText('Vajag vismaz 4,5 : 1').waitFor()
    await expectAccessible(page)
    await page.getByLabel('Krāsa').fill('#00573f')
    await page.getByRole('status').getByText('Labi.').waitFor()
    await page.getByLabel('Virsraksts').fill('VSAA palīgs')
    await page.getByLabel('Apakšā pa kreisi').check()
    await page.getByLabel('Iestāde', { exact: true }).selectOption('vsaa')
    const line = `<script src="${service.url}/widget.js" defer data-institution="vsaa" data-color="#00573f" data-position="left" data-heading="VSAA palīgs"></script>`
    expect(await page.locator('#snippet').textContent()).toBe(line)
    await page.getByRole('button', { name: 'Kopēt' }).click()
    await page.getByText('Nokopēts.').waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(line)

    await page.locator('#preview').evaluate((frame) => frame.scrollIntoView({ block: 'end' }))
    const preview = page.frameLocator('#preview')
    const launch = preview.getByRole('button', { name: 'Jautāt asistentam' })
    await preview.locator('vpppd-chat[heading="VSAA palīgs"]').waitFor({ state: 'attached' })
    expect(await launch.evaluate((button) => getComputedStyle(button).backgroundColor)).toBe('rgb(0, 87, 63)')
    const { x = 9999 } = (await launch.boundingBox()) ?? {}
    const frame = await page.locator('#preview').boundingBox()
    expect(x - (frame?.x ?? 0)).toBeLessThan(60)
    await launch.click()
    await preview.getByText('VSAA palīgs').first().waitFor()
    await shoot(page, 'pages-embed-built')
    expect(faults).toEqual([])
    await context.close()
  })

  it.each(['plain', 'agency', 'municipality', 'form', 'visitors'])('the look %s is accessible, closed and open', async (name) => {
    const position = ['plain', 'agency', 'municipality', 'form', 'visitors'].indexOf(name)
    const { page, context, faults } = await openPage(browser, { width: 900, height: 700 }, `${service.url}/embed?lang=lv`)
    await page.locator('.looks > li').nth(position).getByRole('link', { name: 'Priekšskatījums' }).click()
    await page.locator('vpppd-chat').waitFor({ state: 'attached' })
    await expectAccessible(page)
    await page.getByRole('button', { name: /Jautāt asistentam|Ask the assistant/ }).click()
    await page.locator('vpppd-chat .turn.assistant').first().waitFor()
    await expectAccessible(page)
    await shoot(page, `pages-look-${name}`)
    expect(faults).toEqual([])
    await context.close()
  })
})
