import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../src/store/store.ts'
import { desktop, expectAccessible, hasChromium, openBrowser, openPage, shoot } from '../support/browser.ts'
import { hostPage, snippet } from '../support/host-page.ts'
import { killableService } from '../support/killable-service.ts'
import { workingTime } from '../support/service.ts'
import { field, launcher, openChat, say, turns, widgetWorld } from '../support/widget.ts'

describe.skipIf(!hasChromium)('the widget in bad times', { timeout: 180_000 }, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  it('goes on when the server is killed and started again: what was written meanwhile is answered, once', async () => {
    const host = await hostPage()
    const service = await killableService({ WIDGET_ORIGINS: host.origin })
    await service.start()
    host.show({ body: `<h1>Pase</h1>${snippet(service.url)}` })
    const { page, context } = await openPage(browser, desktop, host.origin)
    await openChat(page)
    await say(page, 'Cik maksā pase?')
    await service.kill()
    await page.locator('vpppd-chat .offline').waitFor()
    await field(page).fill('Cik ilgi jāgaida slimības pabalsts?')
    await field(page).press('Enter')
    await turns(page, 'client').locator('.state').getByText('Vēl nav nosūtīts').waitFor()
    await expectAccessible(page)
    await shoot(page, 'widget-server-gone')
    await service.start()
    await turns(page, 'assistant').getByText('Lēmums: 10 darba dienas').waitFor({ timeout: 40_000 })
    await page.locator('vpppd-chat .offline').waitFor({ state: 'hidden' })
    expect(await turns(page, 'client').locator('.body').allInnerTexts()).toEqual(['Cik maksā pase?', 'Cik ilgi jāgaida slimības pabalsts?'])
    expect(await turns(page, 'assistant').count()).toBe(3)
    await shoot(page, 'widget-server-back')
    await context.close()
    await service.remove()
    await host.close()
  })

  it('stays quick with 10,000 messages, and brings few of them to the next page', async () => {
    const { host, service, stop } = await widgetWorld()
    host.show({ body: `<h1>Pase</h1>${snippet(service.url)}` })
    const { page, context } = await openPage(browser, desktop, host.origin)
    await openChat(page)
    const { id } = await service.store.db.selectFrom('conversations').select('id').executeTakeFirstOrThrow()
    await fill(service.store.db, id)
    await page.reload()
    // All of them come: this browser had seen only the first.
    await field(page).waitFor()
    const typedMeanwhile = await typingTime(page)
    await turns(page, 'assistant').last().getByText('Atbilde 10000.').waitFor({ timeout: 60_000 })
    const typed = await typingTime(page)
    const inPage = await page.locator('vpppd-chat .turn').count()
    process.stdout.write(
      `10,000 messages: ${inPage} in the page, a typed letter is painted in ${typedMeanwhile.toFixed(0)} ms while they come, ${typed.toFixed(0)} ms afterwards (median of 20)\n`,
    )
    expect(inPage).toBeLessThanOrEqual(400)
    expect(Math.max(typed, typedMeanwhile)).toBeLessThan(100)
    await shoot(page, 'widget-10000-messages')
    let bytes = 0
    const received = new Promise<void>((done) => {
      page.on('websocket', (socket) =>
        socket.on('framereceived', ({ payload }) => {
          bytes += payload.length
          if (String(payload).includes('Atbilde 10000.')) done()
        }),
      )
    })
    await page.reload()
    await received
    await turns(page, 'assistant').last().getByText('Atbilde 10000.').waitFor()
    const shown = await page.locator('vpppd-chat .turn').count()
    process.stdout.write(`the next page: ${shown} messages, ${(bytes / 1024).toFixed(0)} kB\n`)
    expect(shown).toBe(200)
    await page.getByRole('button', { name: 'Rādīt vecākas ziņas' }).click()
    await expect.poll(() => page.locator('vpppd-chat .turn').count()).toBe(300)
    expect(await turns(page, 'client').first().innerText()).toContain('Jautājums 9701?')
    await say(page, 'Cik maksā pase?')
    await expectAccessible(page)
    await context.close()
    await stop()
  })

  it('keeps nothing and still works where the browser allows no storage', async () => {
    const { host, service, stop } = await widgetWorld()
    host.show({ body: `<h1>Pase</h1>${snippet(service.url)}` })
    const context = await browser.newContext({ viewport: desktop })
    await context.addInitScript(() => {
      for (const area of ['localStorage', 'sessionStorage'])
        Object.defineProperty(window, area, {
          get() {
            throw new DOMException('denied', 'SecurityError')
          },
        })
    })
    const page = await context.newPage()
    await page.goto(host.origin)
    await openChat(page)
    await say(page, 'Cik maksā pase?')
    await page.reload()
    await launcher(page).waitFor()
    expect(await turns(page, 'client').count()).toBe(0)
    await context.close()
    await stop()
  })
})

/** 5,000 questions and answers, put into the record as if they had been said. */
async function fill(db: Database, id: string): Promise<void> {
  const row = (seq: number) => ({
    conversationId: id,
    seq,
    speaker: seq % 2 === 1 ? ('client' as const) : ('assistant' as const),
    at: workingTime + seq,
    language: 'lv',
    text:
      seq % 2 === 1
        ? `Jautājums ${seq}?`
        : `**Slimības pabalsts**\n\n- Lēmums: 10 darba dienas.\n- Nauda: vēl 2 dienas.\n\nAtbilde ${seq}.`,
    optionsJson: '[]',
    assistantJson: seq % 2 === 1 ? null : '{"decision":"answer"}',
    handledAt: workingTime + seq,
  })
  for (let seq = 2; seq <= 10_000; seq += 100)
    await db
      .insertInto('turns')
      .values(Array.from({ length: Math.min(100, 10_001 - seq) }, (_, index) => row(seq + index)))
      .execute()
  await db.updateTable('conversations').set({ nextSeq: 10_001 }).where('id', '=', id).execute()
}

/** From a key to the frame that shows the letter, median of 20. */
async function typingTime(page: Page): Promise<number> {
  await field(page).focus()
  const times: number[] = []
  for (let letter = 0; letter < 20; letter++) {
    const painted = page.evaluate(
      () =>
        new Promise<number>((done) => {
          const field = document.querySelector('vpppd-chat')?.shadowRoot?.querySelector('textarea')
          field?.addEventListener(
            'keydown',
            ({ timeStamp }) => requestAnimationFrame(() => setTimeout(() => done(performance.now() - timeStamp))),
            { once: true },
          )
          Object.assign(window, { listening: true })
        }),
    )
    await page.waitForFunction('window.listening')
    await page.keyboard.press('a')
    times.push(await painted)
    await page.evaluate('window.listening = false')
  }
  return times.sort((a, b) => a - b)[10] as number
}
