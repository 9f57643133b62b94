import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Activity, addOperator, Chat, Desk } from '../support/chat.ts'
import { adminPassword, startTestService, type TestService, workingTime } from '../support/service.ts'

let service: TestService
let anna: Desk
let admin: Desk
beforeAll(async () => {
  service = await startTestService({ clock: () => workingTime })
  admin = await new Desk(service.url).signIn('admin', adminPassword)
  anna = await addOperator(service.url, admin, 'anna', 'Anna')
})
afterAll(() => service.stop())

const press = (chat: Chat, activity: Activity, kind: string) => {
  const action = activity.suggestedActions?.actions.find(({ value }) => (value as { kind: string }).kind === kind)
  if (!action) throw new Error(`no button ${kind}`)
  return chat.say(action.text, { value: action.value })
}
const caseOf = (id: string) => service.store.db.selectFrom('cases').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const everythingStored = async () =>
  JSON.stringify(
    await Promise.all((['turns', 'events', 'notes'] as const).map((table) => service.store.db.selectFrom(table).selectAll().execute())),
  )

describe('somebody who waits for a person', () => {
  it('may leave a phone number, which is stored once, beside the conversation and not in it', async () => {
    const chat = await new Chat(service.url).start()
    const handoff = await chat.say('Gribu runāt ar operatoru')
    const id = handoff.channelData?.assistant?.caseId as string
    const asked = await press(chat, handoff, 'contact')
    expect(asked.text).toMatch(/tālruni vai e-pastu/)
    const thanked = await chat.say('zvaniet man uz 26 123 456, paldies')
    expect(thanked.text).toMatch(/piezvanīs/)
    expect(await everythingStored()).not.toMatch(/26 ?123 ?456/)
    const { contact: kind } = await anna.json('GET', `/api/v1/cases/${id}`)
    expect(kind).toBe('phone')
    expect(await anna.json('GET', `/api/v1/cases/${id}/contact`)).toEqual({ contact: { kind: 'phone', value: '+37126123456' } })
    const looks = await service.store.db.selectFrom('events').selectAll().where('type', '=', 'contact-viewed').execute()
    expect(looks.map(({ actor, caseId }) => ({ actor, caseId }))).toEqual([{ actor: 'anna', caseId: id }])
  })

  it('is told when there is no contact in what they wrote, and may go on', async () => {
    const chat = await new Chat(service.url).start()
    const handoff = await chat.say('Gribu runāt ar operatoru')
    await press(chat, handoff, 'contact')
    expect((await chat.say('nezinu')).text).toMatch(/neatradu/)
    expect((await caseOf(handoff.channelData?.assistant?.caseId as string)).state).toBe('waiting')
  })

  it('may need nobody any more: the assistant answers again', async () => {
    const chat = await new Chat(service.url).start()
    const handoff = await chat.say('Gribu runāt ar operatoru')
    expect((await press(chat, handoff, 'leave')).text).toMatch(/operatoru vairs negaidām/)
    expect(await caseOf(handoff.channelData?.assistant?.caseId as string)).toMatchObject({ state: 'closed', outcome: 'left' })
    expect((await chat.say('cik maksā pase?')).channelData?.assistant).toMatchObject({ from: 'assistant', decision: 'answer' })
  })

  it('keeps the operator who has taken the case meanwhile', async () => {
    const chat = await new Chat(service.url).start()
    const handoff = await chat.say('Gribu runāt ar operatoru')
    const id = handoff.channelData?.assistant?.caseId as string
    await anna.json('POST', `/api/v1/cases/${id}/claim`, {})
    await chat.next()
    expect((await press(chat, handoff, 'leave')).text).toMatch(/jau ir paņēmis/)
    expect((await caseOf(id)).state).toBe('held')
    await anna.json('POST', `/api/v1/cases/${id}/close`, { outcome: 'test' })
  })
})

describe('afterwards', () => {
  it('the client rates from 1 to 5 and may add a comment; a question is no comment', async () => {
    const chat = await new Chat(service.url).start()
    const handoff = await chat.say('Gribu runāt ar operatoru')
    const id = handoff.channelData?.assistant?.caseId as string
    await anna.json('POST', `/api/v1/cases/${id}/claim`, {})
    await anna.json('POST', `/api/v1/cases/${id}/close`, { outcome: 'solved' })
    const closed = await vi.waitFor(async () => {
      await chat.read()
      const found = chat.seen.find(({ suggestedActions }) => suggestedActions?.actions.length === 5)
      if (!found) throw new Error('not closed yet')
      return found
    })
    const four = closed.suggestedActions?.actions[3]
    await chat.say(four?.text ?? '', { value: four?.value })
    expect((await chat.say('Viss labi, tikai ilgi gaidīju')).text).toMatch(/izlasīs cilvēks/)
    expect((await anna.json('GET', `/api/v1/cases/${id}`)).rating).toEqual({
      solved: null,
      score: 4,
      comment: 'Viss labi, tikai ilgi gaidīju',
    })
    await chat.say(four?.text ?? '', { value: four?.value })
    expect((await chat.say('cik maksā pase?')).channelData?.assistant).toMatchObject({ from: 'assistant', decision: 'answer' })
  })
})

describe('two conversations of one person', () => {
  it('are joined by a code that was read in the other one, and separated again', async () => {
    const here = await new Chat(service.url).start()
    const there = await new Chat(service.url).start()
    const id = (await here.say('Gribu runāt ar operatoru')).channelData?.assistant?.caseId as string
    await anna.json('POST', `/api/v1/cases/${id}/claim`, {})
    await anna.json('POST', `/api/v1/cases/${id}/link`, { other: there.conversationId })
    await there.read()
    const code = there.seen.at(-1)?.text.match(/\d{6}/)?.[0] as string
    await here.read()
    expect(JSON.stringify(here.seen)).not.toContain(code)
    const wrong = code === '000000' ? '000001' : '000000'
    expect((await here.say(wrong)).text).toMatch(/neder/)
    expect((await here.say(`kods ir ${code}`)).text).toMatch(/apvienotas/)
    const { linked } = await anna.json('GET', `/api/v1/cases/${id}`)
    expect(linked).toMatchObject([{ conversation: there.conversationId, provedBy: 'code' }])
    expect((await anna.request('DELETE', `/api/v1/links/${linked[0].link}`)).status).toBe(204)
    expect((await anna.json('GET', `/api/v1/cases/${id}`)).linked).toEqual([])
    await anna.json('POST', `/api/v1/cases/${id}/close`, { outcome: 'test' })
  })

  it('stay apart after three wrong codes', async () => {
    const here = await new Chat(service.url).start()
    const there = await new Chat(service.url).start()
    const id = (await here.say('Gribu runāt ar operatoru')).channelData?.assistant?.caseId as string
    await anna.json('POST', `/api/v1/cases/${id}/claim`, {})
    await anna.json('POST', `/api/v1/cases/${id}/link`, { other: there.conversationId })
    await there.read()
    const code = there.seen.at(-1)?.text.match(/\d{6}/)?.[0] as string
    const wrong = code === '000000' ? '000001' : '000000'
    for (let tries = 0; tries < 3; tries++) await here.say(wrong)
    await here.post(code)
    await vi.waitFor(async () => expect((await anna.json('GET', `/api/v1/cases/${id}`)).transcript.at(-1).text).toBe(code))
    expect((await anna.json('GET', `/api/v1/cases/${id}`)).linked).toEqual([])
    await anna.json('POST', `/api/v1/cases/${id}/close`, { outcome: 'test' })
  })
})

describe('what helps the operator', () => {
  it('drafts an answer from the card that the question is about, in the language of the client', async () => {
    const chat = await new Chat(service.url).start('ru')
    await chat.say('Сколько стоит паспорт?')
    const id = (await chat.say('Хочу поговорить с оператором')).channelData?.assistant?.caseId as string
    await anna.json('POST', `/api/v1/cases/${id}/claim`, {})
    const { language, drafts, replies } = await anna.json('GET', `/api/v1/cases/${id}/suggestions`)
    expect(language).toBe('ru')
    expect(drafts[0].service).toBe('pmlp-pase-eid')
    expect(drafts[0].text).toMatch(/[а-я]{4}/)
    expect(replies.length).toBeGreaterThan(3)
    await anna.json('POST', `/api/v1/cases/${id}/close`, { outcome: 'test' })
  })

  it('finds cards by a name, by a story and by id, and shows one', async () => {
    const find = async (q: string) => (await anna.json('GET', `/api/v1/cards?q=${encodeURIComponent(q)}`)).cards[0]?.id
    expect(await find('pmlp-pase')).toBe('pmlp-pase-eid')
    expect(await find('sēžu mājās ar slimu bērnu, kas man maksās')).toMatch(/slimibas-pabalsts|darbnespejas-lapas/)
    const { sections } = await anna.json('GET', '/api/v1/cards/pmlp-pase-eid?lang=en')
    expect(sections.map(({ facet }: { facet: string }) => facet)).toContain('fee')
    expect((await anna.request('GET', '/api/v1/cards/nothing')).status).toBe(404)
  })

  it('tells the editors what is wrong, with the masked question, until it is mended', async () => {
    const chat = await new Chat(service.url).start()
    await chat.say('Mans kods 120385-12345, cik maksā pase?')
    const id = (await chat.say('Gribu runāt ar operatoru')).channelData?.assistant?.caseId as string
    await anna.json('POST', `/api/v1/cases/${id}/claim`, {})
    const { transcript } = await anna.json('GET', `/api/v1/cases/${id}`)
    const seq = transcript.find(({ from }: { from: string }) => from === 'client').seq
    await anna.json('POST', `/api/v1/cases/${id}/flags`, { kind: 'wrong-answer', seq, service: 'pmlp-pase-eid', comment: 'cita summa' })
    const { flags } = await admin.json('GET', '/api/v1/flags')
    expect(flags).toMatchObject([
      { kind: 'wrong-answer', question: 'Mans kods [personas kods], cik maksā pase?', now: { service: 'pmlp-pase-eid' } },
    ])
    await admin.json('POST', `/api/v1/flags/${flags[0].id}/resolve`)
    expect((await admin.json('GET', '/api/v1/flags')).flags).toEqual([])
    expect((await admin.request('POST', `/api/v1/flags/${flags[0].id}/resolve`)).status).toBe(404)
    await anna.json('POST', `/api/v1/cases/${id}/close`, { outcome: 'test' })
  })
})

it('who is here is counted, and who steps away is not', async () => {
  await anna.json('POST', '/api/v1/presence', { state: 'available' })
  const { operators, queue } = await admin.json('GET', '/api/v1/duty')
  expect(operators.find(({ username }: { username: string }) => username === 'anna')).toMatchObject({ state: 'available' })
  expect(queue.onDuty).toBe(1)
  await anna.json('POST', '/api/v1/presence', { state: 'away' })
  expect((await admin.json('GET', '/api/v1/duty')).queue.onDuty).toBe(0)
  await anna.json('POST', '/api/v1/presence', { state: 'available' })
})
