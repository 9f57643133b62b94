import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { idleAfter, idleAfterWaiting, warnFor } from '../../src/web/pages/kiosk/idle-watch.ts'
import { expectAccessible, hasChromium, openBrowser, openPage, shoot } from '../support/browser.ts'
import { startTestService, type TestService, workingTime } from '../support/service.ts'

const tall = { width: 1080, height: 1920 }
const wide = { width: 1920, height: 1080 }
const question = 'Cik ilgi jāgaida slimības pabalsts?'

describe.skipIf(!hasChromium)('the kiosk', { timeout: 120_000 }, () => {
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

  const answers = (page: Page) => page.locator('#turns .assistant')
  const stored = (page: Page) => page.evaluate(() => localStorage.length + sessionStorage.length)
  const openKiosk = async (viewport = tall) => openPage(browser, viewport, `${service.url}/kiosk`)
  const ask = async (page: Page, text = question) => {
    await page.locator('input[name=q]:visible').fill(text)
    await page.keyboard.press('Enter')
    await answers(page).getByText('10 darba dienas').last().waitFor()
  }

  it('is accessible in every state and language, on tall, wide and narrow screens', async () => {
    for (const lang of ['lv', 'ru', 'en']) {
      const { page, context, faults } = await openPage(browser, tall, `${service.url}/kiosk?lang=${lang}`)
      await expectAccessible(page)
      await shoot(page, `kiosk-start-${lang}`)
      await page.locator('.tiles a').first().click()
      await answers(page).nth(1).waitFor()
      for (const [name, size] of Object.entries({ tall, wide, narrow: { width: 320, height: 640 } })) {
        await page.setViewportSize(size)
        await expectAccessible(page)
        await shoot(page, `kiosk-answer-${lang}-${name}`)
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width)
      }
      for (const dialog of ['help', 'clerk']) {
        await page.locator(`#${dialog}`).click()
        await expectAccessible(page)
        await shoot(page, `kiosk-${dialog}-${lang}`)
        await page.keyboard.press('Escape')
      }
      await page.setViewportSize({ width: 1280, height: 900 })
      await page.evaluate(() => {
        document.documentElement.style.fontSize = '200%'
      })
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1280)
      expect(faults).toEqual([])
      await context.close()
    }
  })

  it('has nothing smaller to touch than 44 pixels, and no way out of the kiosk', async () => {
    const { page, context } = await openKiosk()
    const small = () =>
      page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('a, button, input:not([type=hidden])')]
          .filter((element) => element.checkVisibility() && !element.matches('.skip'))
          .map((element) => ({ ...element.getBoundingClientRect().toJSON(), text: element.textContent }))
          .filter(({ width, height }) => width < 44 || height < 44),
      )
    expect(await small()).toEqual([])
    await ask(page)
    expect(await small()).toEqual([])
    const targets = await page.evaluate(() => [...document.querySelectorAll('a')].map(({ href }) => new URL(href).origin))
    expect(new Set(targets)).toEqual(new Set([new URL(service.url).origin]))
    await answers(page).last().getByText('vsaa.gov.lv').waitFor()
    expect(await answers(page).locator('a').count()).toBe(0)
    await context.close()
  })

  it('warns when nobody touches it, goes on when asked to, and otherwise wipes everything', async () => {
    const { page, context } = await openKiosk()
    await page.clock.install()
    await page.reload()
    await ask(page)
    expect(await stored(page)).toBeGreaterThan(0)

    const warning = page.getByRole('alertdialog', { name: 'Vai Jūs vēl esat šeit?' })
    await page.clock.runFor(idleAfter - 2000)
    expect(await warning.count()).toBe(0)
    await page.clock.runFor(3000)
    await warning.getByText(/Atlikušas \d+ s/).waitFor()
    await expectAccessible(page)
    await shoot(page, 'kiosk-idle')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Jā, turpināt')
    await page.keyboard.press('Enter')
    await warning.waitFor({ state: 'hidden' })
    await answers(page).getByText('10 darba dienas').waitFor()

    await page.clock.runFor(idleAfter + 1000)
    await warning.waitFor()
    await page.clock.runFor(warnFor)
    await page.waitForURL(/\/kiosk\?ended/)
    await page.getByText('No šī ekrāna viss ir izdzēsts.').waitFor()
    await shoot(page, 'kiosk-ended')
    await expectAccessible(page)
    expect(await stored(page)).toBe(0)
    expect(await page.getByText('10 darba dienas').count()).toBe(0)
    await page.goBack().catch(() => null)
    expect(await page.getByText('10 darba dienas').count()).toBe(0)
    await context.close()
  })

  it('leaves an empty start page alone, but wipes a half-typed question and another language', async () => {
    const { page, context } = await openKiosk()
    await page.clock.install()
    await page.goto(`${service.url}/kiosk`)
    await page.clock.runFor(idleAfter + warnFor + 5000)
    expect(await page.getByRole('alertdialog').count()).toBe(0)
    await page.locator('#first').fill('mans vārds ir')
    await page.clock.runFor(idleAfter + 1000)
    await page.getByRole('alertdialog').waitFor()
    const wiped = page.waitForNavigation()
    await page.clock.runFor(warnFor + 1000)
    await wiped
    expect(await page.locator('#first').inputValue()).toBe('')

    await page.goto(`${service.url}/kiosk?lang=ru`)
    await page.clock.runFor(idleAfter + 1000)
    await page.getByRole('alertdialog').waitFor()
    await page.clock.runFor(warnFor + 1000)
    await page.waitForURL(/\/kiosk$/)
    await page.getByRole('heading', { name: 'Ko vēlaties uzzināt?' }).waitFor()
    await context.close()
  })

  it('starts over at once, also after a reload, and remembers nothing', async () => {
    const { page, context, faults } = await openKiosk(wide)
    await ask(page)
    await page.reload()
    await page.getByRole('heading', { name: 'Ko vēlaties uzzināt?' }).waitFor()
    expect(await stored(page)).toBe(0)
    await ask(page)
    await page.getByRole('link', { name: 'Sākt no jauna' }).click()
    await page.waitForURL(/ended/)
    expect(await stored(page)).toBe(0)
    expect(await context.cookies()).toEqual([])
    expect(faults).toEqual([])
    await context.close()
  })

  it('goes on in another language in the middle of a conversation', async () => {
    const { page, context, faults } = await openKiosk()
    await ask(page)
    await page.locator('.languages a[lang=en]').click()
    await page
      .getByRole('button', { name: 'Read on' })
      .or(page.getByRole('button', { name: 'Print' }))
      .first()
      .waitFor()
    await answers(page).getByText('10 darba dienas').waitFor()
    await page.locator('input[name=q]:visible').fill('How much does a passport cost?')
    await page.keyboard.press('Enter')
    await answers(page).getByText('50 euro').waitFor()
    expect(await answers(page).last().locator('.body').getAttribute('lang')).toBe('en')
    expect(faults).toEqual([])
    await context.close()
  })

  it('hands over to an operator, waits longer for one, and leaves the queue when the client has gone', async () => {
    const { page, context } = await openKiosk()
    await page.clock.install()
    await page.reload()
    await ask(page)
    await page.getByRole('button', { name: 'Runāt ar cilvēku' }).click()
    await answers(page).getByText('nododu sarunu').waitFor()
    const cases = () => service.store.db.selectFrom('cases').select(['state', 'outcome']).execute()
    expect(await cases()).toEqual([{ state: 'waiting', outcome: null }])
    await page.clock.runFor(idleAfter + 5000)
    expect(await page.getByRole('alertdialog').count()).toBe(0)
    await page.clock.runFor(idleAfterWaiting - idleAfter)
    await page.getByRole('alertdialog').waitFor()
    await page.getByRole('button', { name: 'Beigt tagad' }).click()
    await page.waitForURL(/ended/)
    await vi.waitFor(async () => expect(await cases()).toEqual([{ state: 'closed', outcome: 'left' }]))
    await context.close()
  })

  it('keeps the case of a client who left a phone number', async () => {
    const { page, context } = await openKiosk()
    await ask(page)
    await page.getByRole('button', { name: 'Runāt ar cilvēku' }).click()
    await page.getByRole('button', { name: 'Atstāt tālruni vai e-pastu' }).click()
    await answers(page).getByText('Uzrakstiet savu tālruni').or(page.getByText('Uzrakstiet savu tālruni')).first().waitFor()
    await page.locator('input[name=q]:visible').fill('29 123 456')
    await page.keyboard.press('Enter')
    await page.getByText('Operators Jums piezvanīs').waitFor()
    await page.locator('.languages a[lang=ru]').click()
    await page.getByText('Operators Jums piezvanīs').waitFor()
    await page.locator('#over').click()
    await page.waitForURL(/ended/)
    expect(await stored(page)).toBe(0)
    const waiting = await service.store.db.selectFrom('cases').select('id').where('state', '=', 'waiting').execute()
    expect(waiting).toHaveLength(1)
    await context.close()
  })

  it('calls the clerk with a signal that can be seen and heard, by keyboard too', async () => {
    const { page, context, faults } = await openKiosk()
    await page.evaluate(() => {
      const start = OscillatorNode.prototype.start
      Object.assign(window, { tones: 0 })
      OscillatorNode.prototype.start = function (...args) {
        ;(window as unknown as { tones: number }).tones++
        return start.apply(this, args)
      }
    })
    await page.getByRole('button', { name: 'Pasaukt darbinieku' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'Darbinieks ir pasaukts' }).getByText('Klients lūdz palīdzību').waitFor()
    expect(await page.evaluate(() => (window as unknown as { tones: number }).tones)).toBe(3)
    await page.keyboard.press('Escape')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('clerk')
    expect(faults).toEqual([])
    await context.close()
  })

  it('prints the conversation without the screen around it', async () => {
    const { page, context } = await openKiosk()
    await ask(page)
    await page.evaluate(() => {
      window.print = () => dispatchEvent(new Event('beforeprint'))
    })
    await page.getByRole('button', { name: 'Drukāt' }).click()
    await page.emulateMedia({ media: 'print' })
    await page.getByText(/VPPPD automātiskā asistenta atbildes\. Izdrukāts/).waitFor()
    expect(await answers(page).getByText('10 darba dienas').isVisible()).toBe(true)
    for (const name of ['Drukāt', 'Jautāt', 'Pasaukt darbinieku']) expect(await page.getByRole('button', { name }).count()).toBe(0)
    await shoot(page, 'kiosk-print')
    await context.close()
  })
})
