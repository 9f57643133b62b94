import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { desktop, expectAccessible, hasChromium, openBrowser, openPage, phone, shoot } from '../support/browser.ts'
import { Chat } from '../support/chat.ts'
import { adminPassword, startTestService, type TestService, workingTime } from '../support/service.ts'

describe.skipIf(!hasChromium)('content health in a real browser', { timeout: 60_000 }, () => {
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

  it('an editor finds what nobody answered, downloads a stub, and looks at a card in three languages', async () => {
    const { page, context, faults } = await openPage(browser, desktop, `${service.url}/console/content`)
    await page.getByLabel('Lietotājvārds').fill('admin')
    await page.getByLabel('Parole').fill(adminPassword)
    await page.getByRole('button', { name: 'Pieteikties' }).click()
    await page.getByText('Šajā laikā vēl neviens neko nav jautājis.').waitFor()
    await expectAccessible(page)

    for (const text of ['kā pieteikt zvejas licenci', 'zvejas licence kur', 'Cik maksā pase?', 'kā iegūt ieroča atļauju'])
      await (await new Chat(service.url).start()).say(text)
    await page.reload()
    await page.locator('.groups summary').first().click()
    await expectAccessible(page)
    await shoot(page, 'content-desktop')
    const download = page.waitForEvent('download')
    await page.locator('.groups details[open]').getByRole('link', { name: 'Lejupielādēt markdown sagatavi' }).click()
    expect((await download).suggestedFilename()).toMatch(/\.md$/)

    await page.getByLabel('Meklēt kartīti').fill('pase')
    await page.locator('tbody').getByRole('link').first().click()
    await page.getByRole('heading', { name: 'Kā to rāda tērzēšana' }).waitFor()
    await page.getByRole('button', { name: 'RU', exact: true }).last().click()
    await page.locator('.answers').getByText('Проверено').first().waitFor()
    await expectAccessible(page)
    await shoot(page, 'content-card-desktop')
    await page.setViewportSize(phone)
    await shoot(page, 'content-card-phone')
    await page.getByRole('link', { name: /Visas kartītes/ }).click()
    await page.locator('.groups').waitFor()
    await expectAccessible(page)
    await shoot(page, 'content-phone')
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    expect(faults).toEqual([])
    await context.close()
  })
})
