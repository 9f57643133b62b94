import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { desktop, expectAccessible, hasChromium, openBrowser, openPage, phone, shoot } from '../support/browser.ts'
import { snippet } from '../support/host-page.ts'
import { launcher, openChat, say, turns, type WidgetWorld, widgetWorld } from '../support/widget.ts'

describe.skipIf(!hasChromium)('the look of the widget', { timeout: 90_000 }, () => {
  let world: WidgetWorld
  let browser: Browser
  beforeAll(async () => {
    world = await widgetWorld()
    browser = await openBrowser()
    world.host.show({ body: `<h1>Slimības pabalsts</h1>${snippet(world.service.url)}` })
  })
  afterAll(async () => {
    await browser?.close()
    await world?.stop()
  })

  /** Through all that the window can show, checked and drawn. */
  const walk = async (page: Page, name: string) => {
    const check = async (state: string) => {
      await expectAccessible(page)
      await shoot(page, `widget-${name}-${state}`)
    }
    await check('closed')
    await openChat(page)
    await say(page, 'Cik ilgi jāgaida slimības pabalsts?')
    await check('answer')
    await turns(page, 'assistant').last().getByRole('button', { name: 'Rādīt visu' }).click()
    await say(page, 'mums piedzima bērns, ko tagad kārtot?')
    await page.getByRole('checkbox').first().check()
    await page.locator('vpppd-chat .plan .tools').waitFor()
    await check('plan')
    await page.getByRole('button', { name: 'Palīdzība un Jūsu dati' }).click()
    await page.getByRole('button', { name: 'Dzēst manu sarunu' }).click()
    await check('help')
    await page.keyboard.press('Escape')
    await page.locator('vpppd-chat .foot').getByRole('button', { name: 'Runāt ar cilvēku' }).click()
    await page.locator('vpppd-chat .wait').waitFor()
    await check('wait')
  }
  const fits = (page: Page) =>
    page.evaluate(() => {
      const root = document.querySelector('vpppd-chat')?.shadowRoot
      const wide = [...(root?.querySelectorAll('.panel, .panel *') ?? [])].filter((part) => {
        const { left, right, width } = part.getBoundingClientRect()
        return width > 1 && (left < -1 || right > innerWidth + 1)
      })
      return wide.map((part) => part.outerHTML.slice(0, 80))
    })

  it('is dark where people want it dark', async () => {
    const { page, context, faults } = await openPage(browser, desktop, 'about:blank')
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.goto(world.host.origin)
    await walk(page, 'dark')
    expect(await page.locator('vpppd-chat .panel').evaluate((panel) => getComputedStyle(panel).backgroundColor)).toBe('rgb(22, 27, 33)')
    expect(faults).toEqual([])
    await context.close()
  })

  it('keeps its shapes in forced colours', async () => {
    const { page, context } = await openPage(browser, desktop, 'about:blank')
    await page.emulateMedia({ forcedColors: 'active' })
    await page.goto(world.host.origin)
    await walk(page, 'forced-colours')
    const borders = await page
      .locator('vpppd-chat')
      .locator('.primary, .turn .body, .options button, textarea')
      .evaluateAll((parts) => parts.map((part) => getComputedStyle(part).borderTopWidth))
    expect(borders).not.toContain('0px')
    await context.close()
  })

  it('fits a screen 320 pixels wide, as at 400 % zoom', async () => {
    const { page, context } = await openPage(browser, { width: 320, height: 256 }, world.host.origin)
    await walk(page, '320')
    expect(await fits(page)).toEqual([])
    await context.close()
  })

  it('grows with the text size that is set in the browser, to 200 %', async () => {
    const large = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--headless', '--no-sandbox', '--disable-gpu', '--blink-settings=defaultFontSize=32'],
    })
    const { page, context } = await openPage(large, phone, world.host.origin)
    await walk(page, 'text-200')
    expect(
      await page
        .locator('vpppd-chat .turn .body')
        .first()
        .evaluate((body) => getComputedStyle(body).fontSize),
    ).toBe('32px')
    expect(await fits(page)).toEqual([])
    await context.close()
    await large.close()
  })

  it('loses nothing with wider text spacing (WCAG 1.4.12)', async () => {
    const { page, context } = await openPage(browser, phone, world.host.origin)
    await launcher(page).waitFor()
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(
        '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }',
      )
      document.querySelector('vpppd-chat')?.shadowRoot?.adoptedStyleSheets.push(sheet)
    })
    await walk(page, 'spacing')
    expect(await fits(page)).toEqual([])
    const cut = await page
      .locator('vpppd-chat')
      .locator('button, .body, .status, .wait')
      .evaluateAll((parts) => parts.filter(({ scrollHeight, clientHeight }) => clientHeight > 0 && scrollHeight > clientHeight + 2).length)
    expect(cut).toBe(0)
    await context.close()
  })

  it('has targets of 24 by 24 pixels at least (WCAG 2.5.8)', async () => {
    const { page, context } = await openPage(browser, phone, world.host.origin)
    await openChat(page)
    await say(page, 'mums piedzima bērns, ko tagad kārtot?')
    await page.locator('vpppd-chat .plan .tools').waitFor()
    const small = await page
      .locator('vpppd-chat')
      .locator('button, input, textarea')
      .evaluateAll((parts) =>
        parts
          .filter((part) => part.getClientRects().length > 0)
          // A label is pressed like its box.
          .map((part) => (part.closest('label') ?? part).getBoundingClientRect())
          .filter(({ width, height }) => width < 24 || height < 24)
          .map(({ width, height }) => `${width}×${height}`),
      )
    expect(small).toEqual([])
    await context.close()
  })
})
