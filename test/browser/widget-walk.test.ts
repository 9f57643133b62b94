import { mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { desktop, hasChromium, openBrowser } from '../support/browser.ts'
import { addOperator, Desk } from '../support/chat.ts'
import { snippet } from '../support/host-page.ts'
import { adminPassword } from '../support/service.ts'
import { turns, type WidgetWorld, widgetWorld } from '../support/widget.ts'

const folder = resolve(import.meta.dirname, '../../coverage')

describe.skipIf(!hasChromium)('a whole conversation without a mouse and without eyes', { timeout: 90_000 }, () => {
  let world: WidgetWorld
  let browser: Browser
  beforeAll(async () => {
    world = await widgetWorld()
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await world?.stop()
  })

  it('leads by keys alone to a person and back, and all of it is said', async () => {
    const { host, service } = world
    const anna = await addOperator(service.url, await new Desk(service.url).signIn('admin', adminPassword), 'anna', 'Anna Ozola')
    host.show({ body: `<h1>Slimības pabalsts</h1><p><a href="#x">Saite lapā</a></p>${snippet(service.url)}` })
    const context = await browser.newContext({ viewport: desktop, locale: 'lv-LV', timezoneId: 'Europe/Riga' })
    const page = await context.newPage()
    await page.goto(host.origin)
    const reader = await screenReader(page)
    const { log } = reader
    /** Tab until something with this name has focus; more presses than there are stops would be a trap. */
    const tabTo = async (name: RegExp, key = 'Tab') => {
      for (let presses = 0; presses < 40; presses++) {
        await page.keyboard.press(key)
        const focused = await reader.focused()
        if (name.test(focused)) {
          log(`[${key} ×${presses + 1}] ${focused}`)
          return
        }
      }
      throw new Error(`${name} was not reached by ${key}`)
    }
    const press = async (key: string) => {
      await page.keyboard.press(key)
      log(`[${key}]`)
    }
    const write = async (text: string) => {
      await page.keyboard.type(text)
      await page.keyboard.press('Enter')
      log(`[types] ${text}`)
    }
    const heard = async (speaker: string, text: string | RegExp) => {
      await turns(page, speaker).getByText(text).last().waitFor()
      await reader.listen()
    }

    await tabTo(/button "Jautāt asistentam"/)
    await press('Enter')
    await heard('assistant', 'automātiska programma')
    log(await reader.focused())
    await write('Cik ilgi jāgaida slimības pabalsts?')
    await heard('assistant', 'Lēmums: 10 darba dienas')
    await tabTo(/button "Runāt ar cilvēku"/, 'Shift+Tab')
    await press('Enter')
    await heard('assistant', 'nododu sarunu')
    await page.locator('vpppd-chat .wait').waitFor()
    await reader.listen()
    const { id } = await service.store.db.selectFrom('cases').select('id').executeTakeFirstOrThrow()
    await anna.json('POST', `/api/v1/cases/${id}/claim`, {})
    await heard('system', 'Tagad Jums atbild cilvēks')
    await anna.json('POST', `/api/v1/cases/${id}/typing`)
    await page.locator('vpppd-chat .status').getByText('Operators raksta…').waitFor()
    await reader.listen()
    await anna.json('POST', `/api/v1/cases/${id}/messages`, { text: 'Labdien! Lēmums būs pirmdien.' })
    await heard('operator', 'Lēmums būs pirmdien.')
    expect(await reader.focused(), 'focus stays in the field through all of it').toMatch(/textbox "Jūsu jautājums"/)
    await write('Liels paldies!')
    await turns(page, 'client').locator('.state').getByText('Nosūtīts').waitFor()
    await anna.json('POST', `/api/v1/cases/${id}/close`, { outcome: 'solved' })
    await heard('system', 'Operators sarunu noslēdza')
    await tabTo(/button "5"/, 'Shift+Tab')
    await press('Enter')
    await heard('system', 'Paldies par vērtējumu!')
    await tabTo(/button "Palīdzība un Jūsu dati"/)
    await press('Enter')
    await page.locator('vpppd-chat .help').waitFor()
    log(await reader.focused())
    await tabTo(/button "Dzēst manu sarunu"/)
    await press('Enter')
    log(await reader.focused())
    await press('Enter')
    await press('Escape')
    expect(await reader.focused()).toMatch(/button "Palīdzība un Jūsu dati"/)
    await press('Escape')
    expect(await reader.focused(), 'focus goes back to where it came from').toMatch(/button "Jautāt asistentam"/)
    log(await reader.focused())

    const said = reader.lines.join('\n')
    mkdirSync(folder, { recursive: true })
    writeFileSync(resolve(folder, 'widget-walk-through.txt'), `${said}\n`)
    expect(said.match(/polite: .*Lēmums būs pirmdien\./g), 'each is said once').toHaveLength(1)
    for (const words of [
      /polite: Asistents \(automātisks\):.*Lēmums: 10 darba dienas/,
      /polite: Gaidām operatoru\. Jūsu vieta rindā/,
      /polite: Ziņa no VPPPD:.*Tagad Jums atbild cilvēks/,
      /polite: Operators raksta…/,
      /polite: Operators Anna Ozola \(cilvēks\):/,
    ])
      expect(said).toMatch(words)
    expect(said, 'what happens interrupts nobody').not.toContain('assertive')
    await context.close()
  })

  it('has a tree in which every part has a name and a role', async () => {
    const { host, service } = world
    host.show({ body: `<h1>Slimības pabalsts</h1>${snippet(service.url)}` })
    const context = await browser.newContext({ viewport: desktop, locale: 'lv-LV' })
    const page = await context.newPage()
    await page.goto(host.origin)
    await page.getByRole('button', { name: 'Jautāt asistentam' }).click()
    await page.keyboard.type('mums piedzima bērns, ko tagad kārtot?')
    await page.keyboard.press('Enter')
    await page.locator('vpppd-chat .plan .tools').waitFor()
    const tree = await page.getByRole('dialog').ariaSnapshot()
    writeFileSync(resolve(folder, 'widget-tree.txt'), `${tree}\n`)
    for (const part of [
      /dialog "VPPPD asistents"/,
      /heading "VPPPD asistents" \[level=2\]/,
      /button "LV, latviešu" \[pressed\]/,
      /log "Saruna"/,
      /checkbox "Maternitātes pabalsts"/,
      /link "vsaa\.gov\.lv \(atvērsies jaunā cilnē\)"/,
      /textbox "Jūsu jautājums"/,
      /button "Sūtīt"/,
    ])
      expect(tree).toMatch(part)
    expect(tree).not.toMatch(/- (button|link|textbox|checkbox)(:| \[|$)/m)
    await context.close()
  })
})

interface ScreenReader {
  lines: string[]
  log(line: string): void
  /** Role, name and state of what has focus, from the browser's accessibility tree. */
  focused(): Promise<string>
  /** Adds what live regions have said since the last time. */
  listen(): Promise<void>
}

/** What a screen reader would say: live regions as they change, and what has focus. */
async function screenReader(page: Page): Promise<ScreenReader> {
  const lines: string[] = []
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Accessibility.enable')
  await page.evaluate(() => {
    const root = document.querySelector('vpppd-chat')?.shadowRoot
    const said: string[] = []
    Object.assign(window, { said })
    const visible = (node: Node): string => {
      if (node instanceof Text) return node.data
      if (!(node instanceof Element) || node.matches('[hidden]') || getComputedStyle(node).display === 'none') return ''
      return [...node.childNodes].map(visible).filter(Boolean).join(' ')
    }
    const say = (region: Element, text: string) => {
      const live = region.getAttribute('aria-live') ?? (region.getAttribute('role') === 'alert' ? 'assertive' : 'polite')
      const words = text.replace(/\s+/g, ' ').trim()
      if (live !== 'off' && words && region.getClientRects().length > 0) said.push(`${live}: ${words}`)
    }
    for (const region of root?.querySelectorAll('[role=log], [role=status]') ?? [])
      new MutationObserver((changes) => {
        // A status is read whole (it is atomic), a log by what was added.
        if (region.getAttribute('role') === 'status') return say(region, visible(region))
        for (const { addedNodes } of changes) for (const node of addedNodes) if (node.isConnected) say(region, visible(node))
      }).observe(region, { childList: true, subtree: true })
  })
  return {
    lines,
    log: (line) => lines.push(line),
    focused: () => describeFocus(devtools),
    async listen() {
      lines.push(...((await page.evaluate('window.said.splice(0)')) as string[]))
    },
  }
}

async function describeFocus(devtools: CDPSession): Promise<string> {
  const { result } = await devtools.send('Runtime.evaluate', {
    expression:
      '(() => { let f = document.activeElement; while (f?.shadowRoot?.activeElement) f = f.shadowRoot.activeElement; return f })()',
  })
  const { nodes } = await devtools.send('Accessibility.getPartialAXTree', { objectId: result.objectId ?? '', fetchRelatives: false })
  const [node] = nodes
  const states = (node?.properties ?? [])
    .filter(({ name, value }) => ['expanded', 'pressed', 'disabled', 'checked', 'invalid'].includes(name) && value.value !== 'false')
    .map(({ name, value }) => (value.value === true || value.value === 'true' ? name : `${name}=${value.value}`))
  return [`${node?.role?.value} "${node?.name?.value ?? ''}"`, ...states].join(', ')
}
