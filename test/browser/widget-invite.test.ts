import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { desktop, expectAccessible, hasChromium, openBrowser, phone, shoot } from '../support/browser.ts'
import { snippet } from '../support/host-page.ts'
import { launcher, turns, type WidgetWorld, widgetWorld } from '../support/widget.ts'

const form = `<h1>Iesniegums</h1><form><p><label>Vārds <input name="name" required></label></p><p><label>Summa <input name="sum" required></label></p><button>Sūtīt</button></form>`

describe.skipIf(!hasChromium)('an invitation', { timeout: 60_000 }, () => {
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
  beforeEach(async () => {
    await world.service.store.db.deleteFrom('events').execute()
  })

  const invitation = (page: Page) => page.locator('vpppd-chat .invite')
  const counted = async () => {
    const events = await world.service.store.db
      .selectFrom('events')
      .selectAll()
      .where('type', 'like', 'invitation-%')
      .orderBy('type', 'desc')
      .execute()
    return events.map(({ type, dataJson }) => [type, JSON.parse(dataJson).why, JSON.parse(dataJson).topic])
  }
  const visit = async (
    attributes: Record<string, string>,
    viewport = desktop,
    body = form,
  ): Promise<{ page: Page; context: BrowserContext }> => {
    world.host.show({ body: body + snippet(world.service.url, attributes) })
    const context = await browser.newContext({ viewport, locale: 'lv-LV' })
    const page = await context.newPage()
    page.setDefaultTimeout(10_000)
    await page.clock.install()
    await page.goto(world.host.origin)
    await launcher(page).waitFor()
    return { page, context }
  }

  it('comes after a while with a phrase that fits the page, takes no focus, and its card is offered at once', async () => {
    const { page, context } = await visit({ invite: '30', topic: 'vsaa-slimibas-pabalsts' })
    await page.getByLabel('Vārds').focus()
    await page.clock.runFor(12_000)
    await page.getByLabel('Vārds').fill('Anna')
    await page.clock.runFor(12_000)
    expect(await invitation(page).isVisible()).toBe(false)
    await page.clock.runFor(7000)
    await invitation(page).getByText('Vai Jums ir jautājums par pakalpojumu “Slimības pabalsts”?').waitFor()
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).name)).toBe('name')
    expect(await page.getByRole('status').filter({ hasText: 'Slimības pabalsts' }).count()).toBe(1)
    await expectAccessible(page)
    await shoot(page, 'widget-invite')
    await invitation(page).getByRole('button', { name: 'Jautāt' }).click()
    await turns(page, 'assistant').getByText('Slimības pabalsts').first().waitFor()
    await expect.poll(counted).toEqual([
      ['invitation-shown', 'delay', 'vsaa-slimibas-pabalsts'],
      ['invitation-accepted', 'delay', 'vsaa-slimibas-pabalsts'],
    ])
    await context.close()
  })

  it('takes no for an answer, also on the next page and the next day', async () => {
    const { page, context } = await visit({ invite: '5' })
    await page.clock.runFor(6000)
    await invitation(page).getByRole('button', { name: 'Nē, paldies' }).click()
    await invitation(page).waitFor({ state: 'hidden' })
    await page.reload()
    await launcher(page).waitFor()
    await page.clock.runFor(24 * 3600_000)
    expect(await invitation(page).isVisible()).toBe(false)
    expect(await counted()).toEqual([
      ['invitation-shown', 'delay', null],
      ['invitation-refused', 'delay', null],
    ])
    await context.close()
  })

  it('comes sooner to somebody who hesitates in a field of a form, in the language of the page', async () => {
    const { page, context } = await visit({ invite: '600', language: 'ru' })
    await page.getByLabel('Vārds').focus()
    await page.clock.runFor(15_000)
    await page.getByLabel('Vārds').press('A')
    await page.clock.runFor(15_000)
    expect(await invitation(page).isVisible()).toBe(false)
    await page.clock.runFor(6000)
    await invitation(page).getByText('Что-то в форме непонятно?').waitFor()
    expect((await counted())[0]).toEqual(['invitation-shown', 'form', null])
    await context.close()
  })

  it('comes to somebody who tries twice to send a form in vain', async () => {
    const { page, context } = await visit({ invite: '600', language: 'en' })
    await page.getByRole('button', { name: 'Sūtīt' }).click()
    await page.clock.runFor(2000)
    expect(await invitation(page).isVisible()).toBe(false)
    await page.getByRole('button', { name: 'Sūtīt' }).click()
    await invitation(page).getByText('Is something in the form unclear?').waitFor()
    await context.close()
  })

  it.each([
    ['the page asks for none', {}],
    ['the chat has been opened before', { invite: '5' }],
  ])('does not come when %s', async (_, attributes: Record<string, string>) => {
    const { page, context } = await visit(attributes)
    await launcher(page).click()
    await turns(page, 'assistant').first().waitFor()
    await page.getByRole('button', { name: 'Aizvērt sarunu' }).click()
    await page.getByLabel('Vārds').focus()
    await page.clock.runFor(60_000)
    expect(await invitation(page).isVisible()).toBe(false)
    await page.reload()
    await page.getByLabel('Vārds').focus()
    await page.clock.runFor(60_000)
    expect(await invitation(page).isVisible()).toBe(false)
    expect(await counted()).toEqual([])
    await context.close()
  })

  it('is small on a small screen and covers no part of the form', async () => {
    const { page, context } = await visit({ invite: '5', topic: 'vsaa-slimibas-pabalsts' }, phone)
    await page.clock.runFor(6000)
    await invitation(page).waitFor()
    const box = await invitation(page).boundingBox()
    expect(box?.height).toBeLessThan(phone.height / 5)
    const covered = await page.evaluate(() => {
      const parts = [...document.querySelectorAll('input, button')]
      return parts.filter((part) => {
        const { left, top, width, height } = part.getBoundingClientRect()
        return document.elementFromPoint(left + width / 2, top + height / 2) !== part
      }).length
    })
    expect(covered).toBe(0)
    await expectAccessible(page)
    await shoot(page, 'widget-invite-phone')
    await context.close()
  })

  it('never reads what is typed in the form', async () => {
    const sent: string[] = []
    const { page, context } = await visit({ invite: '5' })
    page.on('request', (request) => sent.push(request.url() + (request.postData() ?? '')))
    await page.getByLabel('Vārds').fill('slepens-vards')
    await page.clock.runFor(30_000)
    await invitation(page).waitFor()
    await expect.poll(() => sent.some((request) => request.includes('invitations'))).toBe(true)
    expect(sent.filter((request) => request.includes('slepens'))).toEqual([])
    await context.close()
  })
})
