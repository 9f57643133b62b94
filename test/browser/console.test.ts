import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { desktop, hasChromium, openBrowser } from '../support/browser.ts'
import { type Chat, Desk } from '../support/chat.ts'
import { type AtConsole, addPeople, atConsole, clientWhoWaits, startWorkingService } from '../support/console.ts'
import { adminPassword, type TestService } from '../support/service.ts'

describe.skipIf(!hasChromium)('operators at the console', { timeout: 90_000 }, () => {
  let service: TestService
  let browser: Browser
  let opened: AtConsole[] = []
  beforeAll(async () => {
    service = await startWorkingService()
    browser = await openBrowser()
    await addPeople(service.url, [
      { username: 'anna', name: 'Anna Ozola' },
      { username: 'janis', name: 'Jānis Bērziņš' },
      { username: 'maija', name: 'Maija Liepa', role: 'lead' },
      { username: 'eva', name: 'Eva Kalniņa', role: 'editor' },
    ])
  })
  afterEach(async () => {
    for (const { page, context } of opened) {
      await page.getByRole('button', { name: /Iziet/ }).click()
      await context.close()
    }
    opened = []
    await endAllCases(service.url)
  })
  afterAll(async () => {
    await browser?.close()
    await service?.stop()
  })

  async function comesIn(username: string): Promise<AtConsole> {
    const at = await atConsole(browser, service.url, username, desktop)
    opened.push(at)
    return at
  }
  /** Takes no offers; picks from the list. */
  async function pauses(page: Page): Promise<void> {
    await page.getByRole('button', { name: 'Pauze' }).click()
    await page.locator('.presence [aria-pressed="true"]').getByText('Pauze').waitFor()
  }
  const reply = (page: Page) => page.getByLabel(/Atbilde klientam/)
  async function operatorsWords(chat: Chat): Promise<string[]> {
    await chat.read()
    return chat.seen.filter(({ channelData }) => channelData?.assistant?.from === 'operator').map(({ text }) => text)
  }

  it('goes by keyboard alone from the offer to the closed case', async () => {
    const { page, faults } = await comesIn('anna')
    const chat = await clientWhoWaits(service.url, 'Cik ilgi jāgaida slimības pabalsts?')
    const offer = page.getByRole('region', { name: 'Jums piedāvā sarunu' })
    await offer.getByText(/Vēl \d+ sekun/).waitFor()
    expect(await page.title()).toMatch(/^\(1\) /)
    await page.getByText('Lai to paņemtu, nospiediet Alt+A.').waitFor()

    await page.keyboard.press('Alt+a')
    await reply(page).waitFor()
    await offer.waitFor({ state: 'detached' })
    await page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA')
    await page.keyboard.press('Alt+d')
    await page.waitForFunction(() => (document.activeElement as HTMLTextAreaElement).value.includes('10 darba dienas'))
    // A draft is a draft: nothing has left the desk.
    expect(await operatorsWords(chat)).toEqual([])

    await page.keyboard.type('\n\nJauku dienu!')
    await page.keyboard.press('Alt+k')
    await page.keyboard.type('sveic')
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => (document.activeElement as HTMLTextAreaElement).value.endsWith('palīdzēšu.'))
    await page.keyboard.press('Control+Enter')
    await page.locator('.turn.operator').getByText('Jauku dienu!').waitFor()
    const [words] = await operatorsWords(chat)
    expect(words).toMatch(/10 darba dienas[\s\S]*Jauku dienu!\n\nLabdien!/)
    expect(await reply(page).inputValue()).toBe('')

    await page.keyboard.press('Alt+n')
    await page.keyboard.type('Zvanīt nevajag')
    await page.keyboard.press('Control+Enter')
    await page.locator('.notes').getByText('Zvanīt nevajag').waitFor()
    await page.keyboard.press('Alt+c')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByText('Slēgta: Nosūtīts iestādei').waitFor()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('case-title')
    expect(faults).toEqual([])
  })

  it('opens the help by «?», which can be switched off, and never while somebody types', async () => {
    const { page } = await comesIn('anna')
    const help = page.getByRole('dialog', { name: 'Taustiņi' })
    await page.keyboard.press('Alt+l')
    await page.keyboard.press('?')
    await help.waitFor()
    await help.getByLabel('Taustiņš «?» atver palīdzību').uncheck()
    await page.keyboard.press('Escape')
    await help.waitFor({ state: 'detached' })
    await page.keyboard.press('?')
    await page.keyboard.press('Alt+h')
    await help.waitFor()
    await page.keyboard.press('Escape')
    await page.reload()
    await page.getByRole('button', { name: /Dežurē/ }).click()
    expect(await page.getByLabel('Taustiņš «?» atver palīdzību').isChecked()).toBe(false)
  })

  it('lets one of two claims win, and tells the other who won', async () => {
    const [anna, janis] = [await comesIn('anna'), await comesIn('janis')]
    for (const { page } of [anna, janis]) await pauses(page)
    await clientWhoWaits(service.url, 'Cik maksā pase?')
    for (const { page } of [anna, janis]) {
      await page.getByRole('button', { name: /Prasa cilvēku/ }).click()
      await page.getByRole('button', { name: 'Paņemt sarunu' }).waitFor()
    }
    await Promise.all([anna.page.keyboard.press('Alt+t'), janis.page.keyboard.press('Alt+t')])
    const lost = (page: Page) => page.getByRole('alert').filter({ hasText: 'tikko paņēma cits operators' })
    await expect.poll(async () => (await lost(anna.page).count()) + (await lost(janis.page).count()), { timeout: 10_000 }).toBe(1)
    const annaWon = (await lost(janis.page).count()) === 1
    const [winner, loser] = annaWon ? [anna, janis] : [janis, anna]
    expect(await lost(loser.page).innerText()).toContain(annaWon ? 'anna' : 'janis')
    await reply(winner.page).waitFor()
    expect(await reply(loser.page).count()).toBe(0)
    await winner.page.getByRole('button', { name: 'Atdot asistentam' }).click()
    await winner.page.getByRole('button', { name: 'Jā', exact: true }).click()
    await winner.page
      .getByText(/Slēgta:/)
      .first()
      .waitFor()
  })

  it('keeps what was typed over a lost connection and a reload, and sends it once', async () => {
    const { page, context, faults } = await comesIn('anna')
    const chat = await clientWhoWaits(service.url, 'Cik maksā pase?')
    await page.getByRole('button', { name: 'Paņemt piedāvāto' }).click()
    await reply(page).fill('Pase maksā')
    await page.reload()
    await page.getByRole('tab', { name: /Manas/ }).click()
    await page.locator('.cases').getByText('Iesākta atbilde').waitFor()
    await page.locator('.cases button').first().click()
    expect(await reply(page).inputValue()).toBe('Pase maksā')

    await context.setOffline(true)
    await page.getByText('Nav savienojuma ar serveri').waitFor()
    await reply(page).fill('Pase maksā 34 eiro.')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Savienojums pārtrūka. Teksts ir saglabāts').waitFor()
    await context.setOffline(false)
    await page.getByText('Nav savienojuma ar serveri').waitFor({ state: 'detached', timeout: 15_000 })
    expect(await reply(page).inputValue()).toBe('Pase maksā 34 eiro.')
    await page.getByRole('button', { name: 'Sūtīt vēlreiz' }).click()
    await page.locator('.turn.operator').getByText('34 eiro').waitFor()

    // The words arrive, and the answer that says so does not.
    await page.route('**/messages', async (route) => {
      await route.fetch()
      await route.abort('connectionreset')
    })
    await reply(page).fill('Vai vēl kas?')
    await page.keyboard.press('Control+Enter')
    await page.getByText('tas netiks nosūtīts divreiz').waitFor()
    await page.unroute('**/messages')
    await page.getByRole('button', { name: 'Sūtīt vēlreiz' }).click()
    await expect.poll(() => reply(page).inputValue()).toBe('')
    expect(await operatorsWords(chat)).toEqual(['Pase maksā 34 eiro.', 'Vai vēl kas?'])
    expect(faults.filter((fault) => !/ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_RESET/.test(fault))).toEqual([])
    await page.getByRole('button', { name: 'Likt atpakaļ rindā' }).click()
    await page.getByRole('button', { name: 'Jā', exact: true }).click()
    await page.getByRole('button', { name: 'Paņemt sarunu' }).waitFor()
  })

  it('lets a shift lead take over, and shows the operator the words that were not sent', async () => {
    const [anna, maija] = [await comesIn('anna'), await comesIn('maija')]
    await pauses(maija.page)
    await clientWhoWaits(service.url, 'Cik maksā pase?')
    await anna.page.getByRole('button', { name: 'Paņemt piedāvāto' }).click()
    await reply(anna.page).fill('Tūlīt pārbaudīšu')
    await maija.page.getByRole('tab', { name: /Citu operatoru/ }).click()
    await maija.page.locator('.cases button').filter({ hasText: 'Sarunu tur: anna' }).click()
    await maija.page.getByText('Šo sarunu tur anna.').waitFor()
    await maija.page.getByRole('button', { name: 'Pārņemt sarunu' }).click()
    await maija.page.getByRole('button', { name: 'Jā', exact: true }).click()
    await reply(maija.page).waitFor()
    const lost = anna.page.getByRole('region', { name: 'Jūsu nenosūtītais teksts' })
    await lost.getByText('Tūlīt pārbaudīšu').waitFor()
    expect(await anna.page.getByRole('button', { name: 'Pārņemt sarunu' }).count()).toBe(0)
    await lost.getByRole('button', { name: 'Izmest' }).click()
    await lost.waitFor({ state: 'detached' })
  })

  it('asks two institutions at once, and tells the editors what is wrong by one press', async () => {
    const { page } = await comesIn('maija')
    await clientWhoWaits(service.url, 'Cik maksā pase?')
    await page.getByRole('button', { name: 'Paņemt piedāvāto' }).click()
    await reply(page).waitFor()
    await page.keyboard.press('Alt+i')
    await page.waitForFunction(() => document.activeElement?.id === 'refer-institution')
    await page.getByRole('combobox', { name: 'Vēl viena iestāde' }).selectOption('vsaa')
    await page.getByLabel('Jautājums speciālistam').fill('Vai pase būs gatava piektdien?')
    await page.getByRole('button', { name: 'Nosūtīt jautājumu' }).click()
    await expect.poll(() => page.locator('.referrals > li').count()).toBe(2)
    expect(await page.locator('.referrals').innerText()).toMatch(/PMLP[\s\S]*Jāatbild līdz[\s\S]*VSAA[\s\S]*Jāatbild līdz/)
    await page.locator('.referrals').getByRole('button', { name: 'Atsaukt jautājumu' }).first().click()
    await page.locator('.referrals').getByText('Atsaukts').waitFor()

    await page.getByRole('button', { name: 'Ziņot redaktoriem' }).first().click()
    await page.getByRole('dialog').getByText('Cik maksā pase?').waitFor()
    await page.getByLabel('Piebilde (nav obligāta)').fill('Maksa ir mainījusies')
    await page.getByRole('button', { name: 'Kartīte novecojusi' }).click()
    await page.getByText('Paldies! Redaktori to redzēs.').waitFor()
    await page.keyboard.press('Escape')

    const eva = await atEditor(browser, service.url)
    opened.push(eva)
    await eva.page.locator('.flags').getByText('Maksa ir mainījusies').waitFor()
    await eva.page.getByRole('button', { name: /Ir salabots/ }).click()
    await eva.page.getByText('Ziņojumu nav.').waitFor()
    await eva.page.getByRole('button', { name: 'Atrisinātie', exact: true }).click()
    await eva.page.getByText('Atrisināja eva').waitFor()
  })

  it('shows a contact only when it is asked for, and that look is recorded', async () => {
    const { page } = await comesIn('anna')
    const chat = await clientWhoWaits(service.url, 'Cik maksā pase?')
    await chat.say('Atstāt tālruni vai e-pastu', { value: { kind: 'contact' } })
    await chat.say('klients@example.lv')
    await page.getByRole('button', { name: 'Paņemt piedāvāto' }).click()
    await page.getByRole('tab', { name: 'Klients' }).click()
    await page.getByText('Apskati pierakstām.').waitFor()
    expect(await page.getByText('klients@example.lv').count()).toBe(0)
    const looks = async () =>
      (await service.store.db.selectFrom('events').selectAll().where('type', '=', 'contact-viewed').execute()).length
    expect(await looks()).toBe(0)
    await page.getByRole('button', { name: 'Rādīt kontaktu' }).click()
    await page.getByRole('link', { name: 'klients@example.lv' }).waitFor()
    expect(await looks()).toBe(1)
  })

  it('stays quick with fifty open chats, and touches only the row that changed', async () => {
    await addPeople(service.url, [{ username: 'zane', name: 'Zane Krūmiņa', maxChats: 50 }])
    const chats: Chat[] = []
    for (let index = 0; index < 50; index++) chats.push(await clientWhoWaits(service.url, `Cik maksā pase? (${index})`))
    const desk = await new Desk(service.url).signIn('zane', 'second password')
    const { cases } = (await desk.json('GET', '/api/v1/cases?state=waiting')) as { cases: { id: string }[] }
    for (const { id } of cases.slice(0, 50)) await desk.json('POST', `/api/v1/cases/${id}/claim`, {})
    const { page } = await comesIn('zane')
    await page.getByRole('tab', { name: /Manas 50/ }).click()
    expect(await page.locator('.cases button').count()).toBe(50)

    const took: number[] = []
    for (let index = 0; index < 50; index++) {
      const before = await page
        .locator('.cases [aria-current]')
        .getAttribute('data-case', { timeout: 1 })
        .catch(() => null)
      const start = performance.now()
      await page.keyboard.press('Alt+ArrowDown')
      await page.waitForFunction(
        (id) => {
          const now = document.querySelector('.cases [aria-current]')?.getAttribute('data-case')
          return now && now !== id && document.querySelector('.case .turn')
        },
        before,
        { polling: 5 },
      )
      took.push(performance.now() - start)
    }
    const median = took.sort((a, b) => a - b)[25] as number
    expect(median, `from chat to chat, ms: ${took.map(Math.round).join(' ')}`).toBeLessThan(500)

    const touched = await page.evaluateHandle(() => {
      const rows = new Set<string>()
      new MutationObserver((records) => {
        for (const { target } of records) {
          const element = target instanceof Element ? target : target.parentElement
          const row = element?.closest('[data-case]')?.getAttribute('data-case')
          if (row) rows.add(row)
        }
      }).observe(document.querySelector('.cases') as Element, { subtree: true, childList: true, characterData: true, attributes: true })
      return rows
    })
    await chats[7]?.post('Vai vēl esat tur?')
    await page.locator('.cases').getByText('Vai vēl esat tur?').waitFor()
    expect(await touched.evaluate((rows) => rows.size)).toBe(1)
  })
})

/** Each test begins with an empty desk. */
async function endAllCases(url: string): Promise<void> {
  const admin = await new Desk(url).signIn('admin', adminPassword)
  const { cases } = (await admin.json('GET', '/api/v1/cases')) as { cases: { id: string; state: string }[] }
  for (const { id, state } of cases) {
    await admin.json('POST', `/api/v1/cases/${id}/${state === 'waiting' ? 'claim' : 'take-over'}`, {})
    await admin.json('POST', `/api/v1/cases/${id}/close`, { outcome: 'test' })
  }
}

async function atEditor(browser: Browser, url: string): Promise<AtConsole> {
  const context = await browser.newContext({ viewport: desktop, locale: 'lv-LV', timezoneId: 'Europe/Riga', reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(`${url}/console/content`)
  await page.getByLabel('Lietotājvārds').fill('eva')
  await page.getByLabel('Parole').fill('second password')
  await page.keyboard.press('Enter')
  return { page, context, faults: [] }
}
