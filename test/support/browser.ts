import { existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'

function findChromium(): boolean {
  if (existsSync(executablePath)) return true
  if (process.env.REQUIRE_SERVERS === '1') throw new Error(`no browser at ${executablePath}, and REQUIRE_SERVERS=1 asks for it`)
  process.stdout.write(`no Chromium at ${executablePath} (set CHROMIUM): the browser tests are skipped\n`)
  return false
}

export const hasChromium = findChromium()

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

export const phone = { width: 390, height: 844 }
export const desktop = { width: 1440, height: 900 }

/** A page whose script errors and refused loads fail the test. */
export async function openPage(
  browser: Browser,
  viewport: { width: number; height: number },
  path: string,
): Promise<{ page: Page; context: BrowserContext; faults: string[] }> {
  // Without motion, so that nothing is measured half faded in.
  const context = await browser.newContext({ viewport, locale: 'lv-LV', timezoneId: 'Europe/Riga', reducedMotion: 'reduce' })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of (401|409)/.test(message.text())) faults.push(message.text())
  })
  await page.goto(path)
  return { page, context, faults }
}

/** Screenshots to look at, kept out of the repository. */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = resolve(import.meta.dirname, '../../coverage/screenshots')
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

/** WCAG 2.2 A and AA by axe, also inside shadow roots. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual([])
}
