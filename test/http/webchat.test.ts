import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { mailServer } from '../mail/mail-server.ts'
import { addOperator, Chat, Desk } from '../support/chat.ts'
import { adminPassword, startTestService, type TestService, workingTime } from '../support/service.ts'

let service: TestService
let admin: Desk
let now = workingTime
beforeAll(async () => {
  service = await startTestService({ clock: () => now, env: { WIDGET_ORIGINS: 'https://www.vsaa.gov.lv' } })
  admin = await new Desk(service.url).signIn('admin', adminPassword)
})
afterAll(() => service.stop())

const remove = (chat: Chat, id = chat.conversationId, token = chat.token) =>
  fetch(`${chat.url}/api/v1/webchat/conversations/${id}`, {
    method: 'DELETE',
    headers: token ? { Authorization: `Bearer ${token}` } : {},
  })
const config = async (query: string) => (await fetch(`${service.url}/api/v1/webchat/config?${query}`)).json()

describe('what the chat on a page shows', () => {
  it('is the card’s title, the institution’s contacts and the hours, in each language', async () => {
    const lv = await config('lang=lv&topic=vsaa-slimibas-pabalsts&institution=vsaa')
    expect(lv).toMatchObject({ open: true, notice: null, mail: false, topic: { id: 'vsaa-slimibas-pabalsts', title: 'Slimības pabalsts' } })
    expect(lv.invite.delay).toContain('Slimības pabalsts')
    expect(lv.help).toMatch(/tel:64507020/)
    expect(lv.help).toMatch(/pakalpojumucentri\.lv/)
    const ru = await config('lang=ru&topic=vsaa-slimibas-pabalsts')
    expect(ru.topic.title).toMatch(/[а-я]/)
    expect(ru.help).not.toContain('64507020')
  })

  it('says outside working hours when somebody is there', async () => {
    now = Date.parse('2026-11-22T10:00:00Z')
    const sunday = await config('lang=en')
    now = workingTime
    expect(sunday).toMatchObject({ open: false, notice: expect.stringContaining('8.00–18.00') })
    expect(sunday.help).toContain('on Monday, 23 November')
  })

  it('leaves out what it does not know, and refuses what is no language', async () => {
    expect(await config('topic=no-such-card&institution=nobody')).toMatchObject({ topic: null })
    expect((await fetch(`${service.url}/api/v1/webchat/config?lang=de`)).status).toBe(400)
  })
})

describe('the page that somebody writes from', () => {
  it('says whose municipality is meant, with each turn', async () => {
    const chat = await new Chat(service.url).start()
    const ask = (municipality?: string) =>
      chat.say('Kā pieteikt bērnu bērnudārza rindā?', {
        channelData: { clientActivityID: `${municipality}`, ...(municipality && { page: { municipality } }) },
      })
    expect((await ask('Siguldas novads')).text).toContain('Jūsu pašvaldība: [Siguldas novads]')
    const other = await new Chat(service.url).start()
    expect((await other.say('Kā pieteikt bērnu bērnudārza rindā?')).text).toContain('Kurā pašvaldībā')
  })

  it('says which institution’s operators know best, where the question names no service', async () => {
    const institutionOf = async (page: object) => {
      const chat = await new Chat(service.url).start()
      const answer = await chat.say('Gribu runāt ar operatoru', { channelData: { clientActivityID: 'a', page } })
      const { caseId } = answer.channelData?.assistant ?? {}
      return (await service.store.db.selectFrom('cases').selectAll().where('id', '=', String(caseId)).executeTakeFirstOrThrow()).institution
    }
    expect(await institutionOf({ institution: 'vid' })).toBe('vid')
    expect(await institutionOf({ institution: 'no-such-institution' })).toBe(await institutionOf({}))
  })

  it('may send anything under that name without being refused', async () => {
    const chat = await new Chat(service.url).start()
    for (const [index, page] of ['a text', 7, { municipality: 'x'.repeat(500) }, { institution: {} }].entries()) {
      const response = await chat.post('sveiki', { channelData: { clientActivityID: String(index), page } })
      expect(response.status).toBe(200)
    }
  })

  it('is masked like all that is kept', async () => {
    const chat = await new Chat(service.url).start()
    await chat.say('sveiki', { channelData: { clientActivityID: 'b', page: { municipality: '161175-19997' } } })
    expect(JSON.stringify(await service.store.db.selectFrom('turns').selectAll().execute())).not.toContain('161175-19997')
  })
})

describe('somebody who waits', () => {
  it('sees the place in the queue, and when it is another’s turn', async () => {
    const [first, second] = [await new Chat(service.url).start(), await new Chat(service.url).start()]
    const wait = async (chat: Chat) => chat.json(`/api/v1/webchat/conversations/${chat.conversationId}/wait?lang=lv`)
    expect(await wait(first)).toEqual({ state: 'none', place: null, at: null, when: null, text: null })
    const before = Number((await service.store.db.selectFrom('cases').select('id').where('state', '=', 'waiting').execute()).length)
    const { caseId } = (await first.say('Gribu runāt ar operatoru')).channelData?.assistant ?? {}
    await second.say('Gribu runāt ar operatoru')
    const place = (await wait(first)).place
    expect(place).toBeLessThanOrEqual(before + 1)
    expect((await wait(second)).place).toBe(place + 1)
    expect((await wait(second)).text).toContain(`Jūsu vieta rindā: ${place + 1}.`)
    // Somebody upset goes first, however long others have waited.
    const urgent = (priority: number) =>
      service.store.db.updateTable('cases').set({ priority }).where('conversationId', '=', second.conversationId).execute()
    await urgent(3)
    expect([(await wait(second)).place, (await wait(first)).place]).toEqual([1, place + 1])
    await urgent(0)
    const anna = await addOperator(service.url, admin, 'anna', 'Anna')
    await anna.json('POST', `/api/v1/cases/${caseId}/claim`, {})
    expect(await wait(first)).toMatchObject({ state: 'held', place: null, text: null })
    expect((await wait(second)).place).toBe(place)
  })

  it('is told the hour of opening instead of a place outside working hours', async () => {
    now = Date.parse('2026-11-22T10:00:00Z')
    const chat = await new Chat(service.url).start()
    await chat.say('Gribu runāt ar operatoru')
    const waiting = await chat.json(`/api/v1/webchat/conversations/${chat.conversationId}/wait?lang=ru`)
    now = workingTime
    expect(waiting).toMatchObject({ state: 'waiting', place: null, when: 'в понедельник, 23 ноября, после 8.00' })
  })
})

describe('deleting one’s conversation', () => {
  it('erases it on the server; nothing goes on with it, not even a turn that was on its way', async () => {
    const chat = await new Chat(service.url).start()
    await chat.say('Gribu runāt ar operatoru')
    expect((await remove(chat)).status).toBe(204)
    expect((await chat.post('vēl kas')).status).toBe(404)
    expect((await chat.request('/v3/directline/conversations', {})).status).toBe(404)
    const rows = await service.store.db.selectFrom('turns').select('text').where('conversationId', '=', chat.conversationId).execute()
    expect(new Set(rows.map(({ text }) => text))).toEqual(new Set(['']))
    expect((await remove(chat)).status).toBe(404)
  })

  it.each([
    ['without a token', '', 401],
    ['with a token that is none', 'nonsense', 401],
  ])('is refused %s', async (_, token, status) => {
    const chat = await new Chat(service.url).start()
    expect((await remove(chat, chat.conversationId, token)).status).toBe(status)
  })

  it('is refused for somebody else’s, and with a token that has expired', async () => {
    const [mine, other] = [await new Chat(service.url).start(), await new Chat(service.url).start()]
    expect((await remove(mine, other.conversationId)).status).toBe(403)
    now += 31 * 60_000
    expect((await remove(mine)).status).toBe(403)
    now = workingTime
  })

  it('may be asked for by a page of another origin that may embed the chat', async () => {
    const preflight = (origin: string) =>
      fetch(`${service.url}/api/v1/webchat/conversations/x`, {
        method: 'OPTIONS',
        headers: { Origin: origin, 'Access-Control-Request-Method': 'DELETE', 'Access-Control-Request-Headers': 'authorization' },
      })
    expect((await preflight('https://www.vsaa.gov.lv')).headers.get('access-control-allow-methods')).toContain('DELETE')
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('a plan', () => {
  const planOf = async (chat: Chat) => {
    const answer = await chat.say('mums piedzima bērns, ko tagad kārtot?')
    const { plan } = answer.channelData?.assistant ?? {}
    if (!plan) throw new Error(`no plan: ${answer.text}`)
    return { plan, seq: Number(answer.id.split('|')[1]), text: answer.text }
  }
  const send = (chat: Chat, body: object) => chat.request(`/api/v1/webchat/conversations/${chat.conversationId}/plan-mail`, body)

  it('comes step by step, each step in the text too', async () => {
    const { plan, text } = await planOf(await new Chat(service.url).start())
    expect(plan.id).toBe('berna-piedzimsana')
    expect(plan.steps.length).toBeGreaterThan(2)
    plan.steps.forEach(({ title, url }, index) => {
      expect(text).toContain(`${index + 1}. **${title}.**`)
      expect(url).toMatch(/^https:/)
    })
  })

  it('goes to the client’s own mailbox, in our words, three times at most, and is gone with the conversation', async () => {
    const mails = await mailServer()
    const sending = await startTestService({
      clock: () => now,
      env: { MAIL_SMTP_URL: mails.url, MAIL_FROM: 'VPPPD <vpppd@example.lv>' },
    })
    onTestFinished(() => sending.stop())
    expect(await (await fetch(`${sending.url}/api/v1/webchat/config`)).json()).toMatchObject({ mail: true })
    const chat = await new Chat(sending.url).start()
    const { plan, seq } = await planOf(chat)
    const refused = [
      { turn: 1, email: 'a@example.lv' },
      { turn: seq },
      { turn: seq, email: 'a@example.lv, b@example.lv' },
      { turn: seq, email: 'a@example.lv\nBcc: b@example.lv' },
    ]
    for (const [index, body] of refused.entries())
      expect((await send(chat, body)).status, JSON.stringify(body)).toBe(index === 0 ? 404 : 400)
    expect((await send(chat, { turn: seq, email: 'berta@example.lv' })).status).toBe(204)
    const letter = await vi.waitFor(() => {
      const found = mails.received.find(({ to }) => to.includes('berta@example.lv'))
      if (!found) throw new Error('not yet')
      return found
    })
    expect(letter.text).toContain(plan.steps[0]?.title)
    expect(letter.text).toContain(plan.steps[0]?.url)
    const desk = await new Desk(sending.url).signIn('admin', adminPassword)
    const listed = JSON.stringify(await desk.json('GET', '/api/v1/mails?state=sent'))
    expect(listed).toContain('client-plan')
    expect(listed).not.toContain('berta@')
    const statuses = []
    for (const _ of [1, 2, 3]) statuses.push((await send(chat, { turn: seq, email: 'berta@example.lv' })).status)
    expect(statuses).toEqual([204, 204, 429])
    await remove(chat)
    expect(JSON.stringify(await sending.store.db.selectFrom('mails').selectAll().execute())).not.toContain('berta@')
  })

  it('is not sent by a service without a mail server', async () => {
    const chat = await new Chat(service.url).start()
    expect((await send(chat, { turn: (await planOf(chat)).seq, email: 'a@example.lv' })).status).toBe(404)
  })
})

describe('an invitation', () => {
  const count = (body: object) =>
    fetch(`${service.url}/api/v1/webchat/invitations`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })

  it('is counted in the metrics and in the event log, without anything of the person', async () => {
    expect((await count({ what: 'shown', why: 'delay', lang: 'lv', topic: 'vsaa-slimibas-pabalsts' })).status).toBe(204)
    expect((await count({ what: 'refused', why: 'form', lang: 'ru' })).status).toBe(204)
    const events = await service.store.db
      .selectFrom('events')
      .selectAll()
      .where('type', 'like', 'invitation-%')
      .orderBy('type', 'desc')
      .execute()
    expect(events).toMatchObject([
      { type: 'invitation-shown', actor: 'client', conversationId: null, caseId: null },
      { type: 'invitation-refused', actor: 'client', conversationId: null, caseId: null },
    ])
    expect(JSON.parse(events[0]?.dataJson ?? '')).toEqual({ why: 'delay', language: 'lv', topic: 'vsaa-slimibas-pabalsts' })
    const metrics = await (await fetch(`${service.url}/metrics`)).text()
    expect(metrics).toContain('vpppd_invitations_total{what="shown"} 1')
  })

  it.each([
    ['another word', { what: 'ignored', why: 'delay', lang: 'lv' }],
    ['an unknown topic', { what: 'shown', why: 'delay', lang: 'lv', topic: 'no-such-card' }],
    ['nothing', {}],
  ])('is refused with %s', async (_, body) => {
    expect((await count(body)).status).toBe(400)
  })

  it('is counted so often a minute from one address', async () => {
    const limited = await startTestService({ clock: () => workingTime, env: { RATE_LIMIT: 'on' } })
    const statuses = new Set<number>()
    for (let tries = 0; tries < 35; tries++)
      statuses.add(
        (
          await fetch(`${limited.url}/api/v1/webchat/invitations`, {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: '{"what":"shown","why":"delay","lang":"lv"}',
          })
        ).status,
      )
    await limited.stop()
    expect([...statuses].sort()).toEqual([204, 429])
  })
})
