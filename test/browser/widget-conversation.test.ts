import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { desktop, expectAccessible, hasChromium, openBrowser, openPage, phone, shoot } from '../support/browser.ts'
import { addOperator, Desk } from '../support/chat.ts'
import { cutLine } from '../support/cut-line.ts'
import { snippet } from '../support/host-page.ts'
import { adminPassword } from '../support/service.ts'
import { field, launcher, openChat, say, turns, type WidgetWorld, widgetWorld } from '../support/widget.ts'

const text = '<h1>Slimības pabalsts</h1>'

describe.skipIf(!hasChromium)('a conversation in the widget', { timeout: 90_000 }, () => {
  let world: WidgetWorld
  let browser: Browser
  let anna: Desk
  beforeAll(async () => {
    world = await widgetWorld()
    browser = await openBrowser()
    const admin = await new Desk(world.service.url).signIn('admin', adminPassword)
    anna = await addOperator(world.service.url, admin, 'anna', 'Anna Ozola')
  })
  afterAll(async () => {
    await browser?.close()
    await world?.stop()
  })

  const visit = (attributes: Record<string, string> = {}, service = world.service.url) => {
    world.host.show({ body: text + snippet(service, attributes) })
    return openPage(browser, desktop, world.host.origin)
  }
  const askForPerson = async (page: Page): Promise<string> => {
    await page.locator('vpppd-chat .foot').getByRole('button', { name: 'Runāt ar cilvēku' }).click()
    await page.locator('vpppd-chat .wait').waitFor()
    const { id } = await ownCase(page)
    return id
  }
  const conversationOf = async (page: Page): Promise<string> => {
    const kept = await page.evaluate(() => Object.entries(localStorage).find(([key]) => key.startsWith('vpppd-chat:'))?.[1])
    return JSON.parse(kept ?? '{}').id
  }
  const ownCase = async (page: Page) =>
    world.service.store.db
      .selectFrom('cases')
      .selectAll()
      .where('conversationId', '=', await conversationOf(page))
      .executeTakeFirstOrThrow()
  const words = (page: Page, from = 'client') => turns(page, from).locator('.body').allInnerTexts()

  it('is one in two tabs: what is said, answered and ticked in one is seen in the other, and typed text is each tab’s own', async () => {
    const { page: one, context, faults } = await visit()
    await openChat(one)
    await say(one, 'mums piedzima bērns, ko tagad kārtot?')
    await field(one).fill('pirmajā cilnē')
    const other = await context.newPage()
    await other.goto(world.host.origin)
    await launcher(other).click()
    await turns(other, 'client').getByText('mums piedzima bērns').waitFor()
    expect(await field(other).inputValue()).toBe('')
    await field(other).fill('otrajā')
    await one.getByRole('checkbox').nth(1).check()
    await expect.poll(() => other.getByRole('checkbox').nth(1).isChecked()).toBe(true)
    await other.reload()
    await turns(other, 'client').first().waitFor()
    expect([await field(one).inputValue(), await field(other).inputValue()]).toEqual(['pirmajā cilnē', 'otrajā'])
    await field(other).fill('Cik maksā pase?')
    await field(other).press('Enter')
    await turns(one, 'client').getByText('Cik maksā pase?').waitFor()
    await turns(one, 'assistant').nth(2).waitFor()
    await turns(other, 'assistant').nth(2).waitFor()
    expect(await words(one)).toEqual(await words(other))
    expect(await words(one, 'assistant')).toHaveLength(3)
    await shoot(one, 'widget-two-tabs-one')
    await shoot(other, 'widget-two-tabs-other')
    expect(faults).toEqual([])
    await context.close()
  })

  it('survives a minute without network in the middle of a handoff: nothing lost, nothing twice, typed text kept', async () => {
    const line = await cutLine(world.service.url)
    const { page, context } = await visit({}, line.url)
    await openChat(page)
    const id = await askForPerson(page)
    await anna.json('POST', `/api/v1/cases/${id}/claim`, {})
    await turns(page, 'system').getByText('Tagad Jums atbild cilvēks').waitFor()
    await page.clock.install()
    line.cut()
    await page.clock.runFor(5000)
    await page.locator('vpppd-chat .offline').getByText('Nav savienojuma').waitFor()
    await field(page).fill('To rakstu tunelī')
    await field(page).press('Enter')
    await field(page).fill('Un to arī')
    await field(page).press('Enter')
    await field(page).fill('un šo vēl ne')
    await expect.poll(() => turns(page, 'client').locator('.state').allInnerTexts()).toEqual(['Vēl nav nosūtīts', 'Vēl nav nosūtīts'])
    await anna.json('POST', `/api/v1/cases/${id}/messages`, { text: 'To rakstu, kamēr Jūs esat tunelī.' })
    for (let second = 0; second < 60; second += 5) await page.clock.runFor(5000)
    await expectAccessible(page)
    await shoot(page, 'widget-offline')
    expect(await turns(page, 'operator').count()).toBe(0)
    line.mend()
    // The next try may be a quarter of a minute away; the one that is under way ends in real time.
    const arrived = async () => {
      await page.clock.runFor(5000)
      return turns(page, 'operator').getByText('kamēr Jūs esat tunelī').count()
    }
    await expect.poll(arrived, { timeout: 30_000 }).toBe(1)
    await page.locator('vpppd-chat .offline').waitFor({ state: 'hidden' })
    await expect.poll(() => turns(page, 'client').locator('.state').allInnerTexts()).toEqual(['Nosūtīts'])
    const { transcript } = await anna.json('GET', `/api/v1/cases/${id}`)
    const said = transcript.filter(({ from }: { from: string }) => from === 'client').map(({ text }: { text: string }) => text)
    expect(said).toEqual(['Runāt ar cilvēku', 'To rakstu tunelī', 'Un to arī'])
    expect(await words(page)).toEqual(said)
    expect(await turns(page, 'operator').count()).toBe(1)
    expect(await field(page).inputValue()).toBe('un šo vēl ne')
    await context.close()
    await line.close()
  })

  it('shows nothing twice when the stream repeats itself', async () => {
    world.host.show({ body: text + snippet(world.service.url) })
    const context = await browser.newContext({ viewport: desktop })
    const page = await context.newPage()
    let frames = 0
    await page.routeWebSocket(/\/stream/, (socket) => {
      const server = socket.connectToServer()
      server.onMessage((frame) => {
        frames++
        socket.send(frame)
        socket.send(frame)
      })
    })
    await page.goto(world.host.origin)
    await openChat(page)
    await say(page, 'Cik maksā pase?')
    await say(page, 'Cik maksā eID karte?')
    expect(frames).toBeGreaterThan(2)
    expect(await words(page)).toEqual(['Cik maksā pase?', 'Cik maksā eID karte?'])
    expect(await words(page, 'assistant')).toHaveLength(3)
    await context.close()
  })

  it('shows who answers in words, name and form, that they are writing, and that one’s own words arrived', async () => {
    const { page, context } = await visit()
    await openChat(page)
    const id = await askForPerson(page)
    await anna.json('POST', `/api/v1/cases/${id}/claim`, {})
    await turns(page, 'system').getByText('Tagad Jums atbild cilvēks').waitFor()
    await page.locator('vpppd-chat .wait').waitFor({ state: 'hidden' })
    await field(page).fill('Labdien!')
    await field(page).press('Enter')
    await turns(page, 'client').locator('.state').getByText('Nosūtīts').waitFor()
    expect(await page.locator('vpppd-chat .status').innerText()).not.toContain('Asistents raksta')
    await anna.json('POST', `/api/v1/cases/${id}/typing`)
    await page.locator('vpppd-chat .status').getByText('Operators raksta…').waitFor()
    expect(await turns(page, 'assistant').last().innerText()).not.toContain('undefined')
    await anna.json('POST', `/api/v1/cases/${id}/messages`, { text: 'Labdien! Kā varu palīdzēt?' })
    const answer = turns(page, 'operator').last()
    await answer.getByText('Kā varu palīdzēt?').waitFor()
    expect(await answer.locator('.who').innerText()).toBe('Operators Anna Ozola (cilvēks):')
    expect(await turns(page, 'assistant').first().locator('.who').innerText()).toBe('Asistents (automātisks):')
    expect(await page.locator('vpppd-chat .status').innerText()).toBe('')
    expect(await page.locator('vpppd-chat .head p').innerText()).toBe('Operators (cilvēks)')
    await expectAccessible(page)
    await shoot(page, 'widget-operator')
    await context.close()
  })

  it('tells of an answer on another page, where the window is closed, and takes no focus there', async () => {
    const { page, context } = await visit()
    await openChat(page)
    const id = await askForPerson(page)
    await page.getByRole('button', { name: 'Aizvērt sarunu' }).click()
    await page.goto(world.host.origin)
    await page.evaluate(() => {
      const field = document.createElement('input')
      field.setAttribute('aria-label', 'Meklēt')
      document.querySelector('main')?.append(field)
      field.focus()
    })
    await anna.json('POST', `/api/v1/cases/${id}/claim`, {})
    await anna.json('POST', `/api/v1/cases/${id}/messages`, { text: 'Labdien!' })
    await launcher(page).getByText('Nelasītas ziņas: 2').waitFor()
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT')
    await expectAccessible(page)
    await shoot(page, 'widget-unread')
    await launcher(page).click()
    await turns(page, 'operator').getByText('Labdien!').waitFor()
    await page.getByRole('button', { name: 'Aizvērt sarunu' }).click()
    expect(await launcher(page).innerText()).toBe('Jautāt asistentam')
    await context.close()
  })

  it('goes on in another language from one message to the next, each marked with its own', async () => {
    const { page, context } = await visit()
    await openChat(page)
    await say(page, 'Cik maksā pase?')
    await page.getByRole('button', { name: 'RU, русский' }).click()
    await turns(page, 'system').getByText('Пишите по-русски').waitFor()
    expect(
      await page.evaluate(() => (document.querySelector('vpppd-chat')?.shadowRoot?.activeElement as HTMLElement | undefined)?.lang),
    ).toBe('ru')
    await page.locator('vpppd-chat .options button:not([aria-disabled])').first().click()
    await turns(page, 'assistant').nth(2).waitFor()
    expect(
      await turns(page, 'assistant')
        .locator('.body')
        .evaluateAll((bodies) => bodies.map((body) => (body as HTMLElement).lang)),
    ).toEqual(['lv', 'lv', 'ru'])
    await expectAccessible(page)
    await shoot(page, 'widget-russian')
    await page.reload()
    await page.getByRole('button', { name: 'Поговорить с человеком' }).first().waitFor()
    world.host.show({ body: text + snippet(world.service.url, { language: 'en' }) })
    await page.reload()
    await page.getByRole('button', { name: 'Talk to a person' }).first().waitFor()
    await context.close()
  })

  it('folds what is long, with what was asked on top and the source in sight', async () => {
    const { page, context } = await visit()
    await openChat(page)
    const answer = await say(page, 'Cik ilgi jāgaida slimības pabalsts?')
    const more = answer.getByRole('button', { name: 'Rādīt visu' })
    expect(await more.getAttribute('aria-expanded')).toBe('false')
    const folded = await answer.innerText()
    expect(folded).toContain('Avots: vsaa.gov.lv')
    expect(folded).toMatch(/^[^\n]+\n*Slimības pabalsts — termiņi/)
    await more.press('Enter')
    expect(await answer.getByRole('button', { name: 'Rādīt mazāk' }).getAttribute('aria-expanded')).toBe('true')
    expect((await answer.innerText()).length).toBeGreaterThan(folded.length + 100)
    await context.close()
  })

  it.each(['drop', 'paste'])('says kindly that files are not taken (%s), and sends nothing', async (way) => {
    const { page, context } = await visit()
    await openChat(page)
    const requests: string[] = []
    page.on('request', (request) => request.method() === 'POST' && requests.push(request.url()))
    const stopped = await field(page).evaluate((element, way) => {
      const data = new DataTransfer()
      data.items.add(new File(['personal'], 'pase.jpg', { type: 'image/jpeg' }))
      const event =
        way === 'drop'
          ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true, composed: true })
          : new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true, composed: true })
      return !element.dispatchEvent(event)
    }, way)
    expect(stopped).toBe(true)
    await page.locator('vpppd-chat .status').getByText('Failus un attēlus šeit nepieņemam').waitFor()
    expect(requests).toEqual([])
    await context.close()
  })

  it('asks once, after a while, whether the answer helped, and keeps the figure', async () => {
    const { page, context } = await visit()
    await page.clock.install()
    await openChat(page)
    await say(page, 'Cik maksā pase?')
    const asked = page.locator('vpppd-chat .solved')
    await page.clock.runFor(24_000)
    expect(await asked.isVisible()).toBe(false)
    await page.clock.runFor(2000)
    await asked.getByText('Vai tas palīdzēja?').waitFor()
    await expectAccessible(page)
    await shoot(page, 'widget-solved')
    await asked.getByRole('button', { name: 'Jā, palīdzēja' }).click()
    await turns(page, 'system').getByText('Paldies par vērtējumu!').waitFor()
    const rating = await world.service.store.db
      .selectFrom('ratings')
      .selectAll()
      .where('conversationId', '=', await conversationOf(page))
      .executeTakeFirst()
    expect(rating).toMatchObject({ solved: 1 })
    await say(page, 'Cik maksā eID karte?')
    await page.clock.runFor(60_000)
    expect(await asked.isVisible()).toBe(false)
    await context.close()
  })

  it('is rated from 1 to 5 from the help, and a comment may follow', async () => {
    const { page, context } = await visit()
    await openChat(page)
    await page.getByRole('button', { name: 'Palīdzība un Jūsu dati' }).click()
    await page
      .getByRole('group', { name: /Cik labi palīdzējām/ })
      .getByRole('button', { name: '4' })
      .click()
    await turns(page, 'system').getByText('Paldies par vērtējumu!').waitFor()
    await say(page, 'Viss bija skaidri', 'system')
    const rating = await world.service.store.db
      .selectFrom('ratings')
      .selectAll()
      .where('conversationId', '=', await conversationOf(page))
      .executeTakeFirst()
    expect(rating).toMatchObject({ score: 4, comment: 'Viss bija skaidri' })
    await context.close()
  })

  it('is taken along as a text, all of it', async () => {
    const { page, context } = await visit()
    await openChat(page)
    await say(page, 'Cik maksā pase?')
    await page.getByRole('button', { name: 'Palīdzība un Jūsu dati' }).click()
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Lejupielādēt sarunu' }).click()
    const file = readFileSync(await (await saved).path(), 'utf8')
    expect(file).toMatch(/Asistents \(automātisks\):\nLabdien!.*Jūs:\nCik maksā pase\?.*Asistents \(automātisks\):\nPase/s)
    await context.close()
  })

  it('is deleted when the client says so twice: here, in the other tab, and on the server', async () => {
    const { page, context } = await visit()
    await openChat(page)
    await say(page, 'mums piedzima bērns, ko tagad kārtot?')
    await page.getByRole('checkbox').first().check()
    const id = await askForPerson(page)
    const conversation = await conversationOf(page)
    const other = await context.newPage()
    await other.goto(world.host.origin)
    await launcher(other).click()
    await turns(other, 'client').first().waitFor()
    await page.getByRole('button', { name: 'Palīdzība un Jūsu dati' }).click()
    await page.getByRole('button', { name: 'Dzēst manu sarunu' }).click()
    await expectAccessible(page)
    await shoot(page, 'widget-delete')
    expect(await page.evaluate(() => document.querySelector('vpppd-chat')?.shadowRoot?.activeElement?.textContent)).toBe('Nedzēst')
    await page.getByRole('button', { name: 'Nedzēst' }).click()
    await page.getByRole('button', { name: 'Dzēst manu sarunu' }).click()
    await page.getByRole('button', { name: 'Jā, dzēst' }).click()
    await turns(page, 'system').getByText('Saruna ir izdzēsta').waitFor()
    await expect.poll(() => turns(other, 'client').count()).toBe(0)
    expect(await turns(page, 'client').count()).toBe(0)
    const kept = await page.evaluate(() => [...Object.entries(localStorage), ...Object.entries(sessionStorage)])
    expect(kept.filter(([key]) => /chat|outbox|plans|draft/.test(key))).toEqual([])
    const { db } = world.service.store
    const left = await db.selectFrom('turns').select('text').where('conversationId', '=', conversation).execute()
    expect(new Set(left.map((turn) => turn.text))).toEqual(new Set(['']))
    expect(await db.selectFrom('cases').selectAll().where('id', '=', id).executeTakeFirst()).toMatchObject({
      state: 'closed',
      outcome: 'left',
    })
    await say(page, 'Cik maksā pase?')
    expect(await conversationOf(page)).not.toBe(conversation)
    await context.close()
  })

  it('shows the place in the queue as it changes', async () => {
    const { page: first, context } = await visit()
    await openChat(first)
    const id = await askForPerson(first)
    const { page: second, context: other } = await visit()
    await second.clock.install()
    await openChat(second)
    await askForPerson(second)
    const place = async () => Number(/Jūsu vieta rindā: (\d+)/.exec(await second.locator('vpppd-chat .wait').innerText())?.[1])
    const before = await place()
    await anna.json('POST', `/api/v1/cases/${id}/claim`, {})
    await second.clock.runFor(21_000)
    await expect.poll(place).toBe(before - 1)
    await shoot(second, 'widget-wait')
    await other.close()
    await context.close()
  })

  it('opens on a phone over the whole page, where Tab never goes behind it', async () => {
    world.host.show({ body: `${text}<p><a href="#x">Saite lapā</a></p>${snippet(world.service.url)}` })
    const { page, context } = await openPage(browser, phone, world.host.origin)
    await openChat(page)
    const behind = () => page.evaluate(() => document.activeElement?.tagName === 'A')
    for (const key of ['Tab', 'Shift+Tab'])
      for (let presses = 0; presses < 20; presses++) {
        await page.keyboard.press(key)
        expect(await behind()).toBe(false)
      }
    expect(await page.getByRole('dialog').getAttribute('aria-modal')).toBe('true')
    await page.keyboard.press('Escape')
    await launcher(page).waitFor()
    await context.close()
  })
})
