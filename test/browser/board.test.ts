import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventLog, writeEvents } from '../reports/event-log.ts'
import { desktop, expectAccessible, hasChromium, openBrowser, openPage, phone, shoot } from '../support/browser.ts'
import { addOperator, Chat, Desk } from '../support/chat.ts'
import { adminPassword, startTestService, type TestService, workingTime } from '../support/service.ts'

const tablet = { width: 1024, height: 768 }

describe.skipIf(!hasChromium)('the quality board in a real browser', { timeout: 90_000 }, () => {
  let service: TestService
  let browser: Browser
  let now = workingTime
  beforeAll(async () => {
    service = await startTestService({ clock: () => now })
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await service?.stop()
  })

  async function open(path: string, username = 'admin', password = adminPassword) {
    const opened = await openPage(browser, desktop, service.url + path)
    await opened.page.getByLabel('Lietotājvārds').fill(username)
    await opened.page.getByLabel('Parole').fill(password)
    await opened.page.getByRole('button', { name: 'Pieteikties' }).click()
    return opened
  }

  it('is empty but whole before anybody has come', async () => {
    const { page, context, faults } = await open('/console/board')
    await page.getByText('Šajā posmā neviens nav nācis.').first().waitFor()
    await expectAccessible(page)
    await page.locator('.figure').first().waitFor()
    await shoot(page, 'board-empty-desktop')
    expect(await page.getByText('šajā posmā nav ierakstu').count()).toBe(2)
    expect(faults).toEqual([])
    await context.close()
  })

  it('shows the queue as it changes, figures with goals, plots with tables, and files to download', async () => {
    await writeEvents(service.store, eventLog(5, 400, Date.parse('2026-10-27T00:00:00Z'), workingTime - 5 * 24 * 3600_000))
    const { page, context, faults } = await open('/console/board')
    const waiting = page.locator('.live div', { hasText: 'Gaida rindā' }).locator('dd')
    await expect.poll(() => waiting.textContent()).toBe('0')
    await (await new Chat(service.url).start()).say('gribu runāt ar cilvēku')
    now += 60_000
    await expect.poll(() => waiting.textContent(), { timeout: 15_000 }).toBe('1')

    const answered = page.locator('.figure', { has: page.getByRole('heading', { name: 'Atbildētie apmeklējumi' }) })
    expect(await answered.locator('.goal').textContent()).toMatch(/Nav izpildīts Mērķis ≥ 95/)
    await answered.getByText('Definīcija').click()
    await answered.getByText('uz pirmo jautājumu atbildēja asistents').waitFor()
    for (const summary of await page.locator('.plot summary').all()) await summary.click()
    for (const split of ['Iestāde', 'Centrs']) await page.locator('.split > summary', { hasText: split }).click()
    await expectAccessible(page)
    await shoot(page, 'board-desktop')
    await page.locator('.plots').scrollIntoViewIfNeeded()
    for (const summary of await page.locator('.plot summary').all()) await summary.click()
    await page.locator('#trend').scrollIntoViewIfNeeded()
    await shoot(page, 'board-plots-desktop')
    await page.locator('#splits').scrollIntoViewIfNeeded()
    await shoot(page, 'board-splits-desktop')

    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Rādītāji, XLSX' }).click()
    expect((await download).suggestedFilename()).toBe('quality-2026-11-01-2026-11-30.xlsx')
    expect(faults).toEqual([])
    await context.close()
  })

  it('is shown for another period, which the address keeps, and in other languages', async () => {
    const { page, context, faults } = await open('/console/board')
    await page.getByRole('combobox', { name: 'Laika posms' }).selectOption('day')
    await page.locator('input[name=day]').fill('2026-11-10')
    await page.locator('input[name=day]').press('Enter')
    await page.getByText('Parādīts: 2026-11-10 – 2026-11-10.').waitFor()
    expect(new URL(page.url()).search).toBe('?day=2026-11-10')
    await page.reload()
    await page.getByText('Parādīts: 2026-11-10 – 2026-11-10.').waitFor()
    await page.getByRole('combobox', { name: 'Laika posms' }).selectOption('own')
    await page.locator('input[name=from]').fill('2026-11-20')
    await page.locator('input[name=to]').fill('2026-11-10')
    await page.getByRole('button', { name: 'Rādīt' }).click()
    await page.getByRole('alert').getByText('must not be later than to').waitFor()
    await page.getByRole('button', { name: 'Mēnesis' }).click()
    await page.getByText('Parādīts: 2026-11-01 – 2026-11-30.').waitFor()
    for (const [code, title] of [
      ['RU', 'Панель качества'],
      ['EN', 'Quality board'],
    ] as const) {
      await page.getByRole('button', { name: code, exact: true }).click()
      await page.getByRole('heading', { name: title }).waitFor()
      await expectAccessible(page)
      await shoot(page, `board-${code.toLowerCase()}-desktop`)
    }
    expect(faults.filter((fault) => !fault.includes('status of 400'))).toEqual([])
    await context.close()
  })

  it.each([
    ['tablet', tablet],
    ['phone', phone],
    ['narrow', { width: 320, height: 640 }],
  ])('fits a %s', async (name, viewport) => {
    const { page, context } = await open('/console/board')
    await page.locator('.figure').first().waitFor()
    await page.setViewportSize(viewport)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(viewport.width)
    await expectAccessible(page)
    await shoot(page, `board-${name}`)
    await page.locator('#trend').scrollIntoViewIfNeeded()
    await shoot(page, `board-plots-${name}`)
    await page.locator('#week').scrollIntoViewIfNeeded()
    await shoot(page, `board-week-${name}`)
    await context.close()
  })

  it('shows an operator the live part and nothing else', async () => {
    const admin = await new Desk(service.url).signIn('admin', adminPassword)
    await addOperator(service.url, admin, 'anna', 'Anna Ozola')
    const { page, context, faults } = await open('/console', 'anna', 'second password')
    await page.getByRole('link', { name: 'Kvalitāte' }).click()
    await page.getByText('Operatori dežūrā').waitFor()
    expect(await page.locator('.figure').count()).toBe(0)
    await expectAccessible(page)
    expect(faults).toEqual([])
    await context.close()
  })
})
