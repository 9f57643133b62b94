import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Chat } from '../support/chat.ts'
import { startTestService, type TestService, workingTime } from '../support/service.ts'

let service: TestService
beforeAll(async () => {
  service = await startTestService({ clock: () => workingTime })
})
afterAll(() => service.stop())

describe('a citizen asks', () => {
  it('is greeted by something that says it is a program, in the language of the page', async () => {
    for (const [locale, word] of [
      ['lv', 'automātiska programma'],
      ['ru', 'автоматическая программа'],
      ['en', 'automated program'],
    ] as const) {
      const chat = await new Chat(service.url).start(locale)
      const [greeting] = await chat.read()
      expect(greeting?.text).toContain(word)
      expect(greeting?.locale).toBe(locale)
    }
  })

  it('gets the section that was asked for, with its source, and the next questions as buttons', async () => {
    const chat = await new Chat(service.url).start()
    const answer = await chat.say('slimības pabalsts cik ilgi jagaida')
    expect(answer.channelData?.assistant).toMatchObject({
      from: 'assistant',
      decision: 'answer',
      facet: 'deadline',
      citations: [{ card: 'vsaa-slimibas-pabalsts', section: 'termini' }],
    })
    expect(answer.text).toContain('10 darba dien')
    expect(answer.text).toMatch(/\[[\w.]*vsaa\.gov\.lv\]\(https:\/\/www\.vsaa\.gov\.lv/)
    expect(answer.suggestedActions?.actions.map((action) => action.title)).toContain('Runāt ar cilvēku')
  })

  it('is understood in a follow-up that does not name the service', async () => {
    const chat = await new Chat(service.url).start()
    await chat.say('Kā noformēt pasi?')
    const answer = await chat.say('un cik tas maksā?')
    expect(answer.channelData?.assistant).toMatchObject({
      decision: 'answer',
      facet: 'fee',
      services: [{ id: 'pmlp-pase-eid' }, {}, {}, {}, {}],
    })
  })

  it('presses a button and gets just that part', async () => {
    const chat = await new Chat(service.url).start()
    const first = await chat.say('slimības pabalsts cik ilgi jagaida')
    const button = first.suggestedActions?.actions.find((action) => action.title === 'Kā pieteikt')
    const answer = await chat.say(button?.title ?? '', { value: button?.value })
    expect(answer.channelData?.assistant).toMatchObject({
      decision: 'answer',
      facet: 'steps',
      citations: [{ card: 'vsaa-slimibas-pabalsts' }],
    })
  })

  it('may type the words of a button instead, also from a client that knows no values', async () => {
    const chat = await new Chat(service.url).start()
    await chat.say('slimības pabalsts cik ilgi jagaida')
    const answer = await chat.say('ka pieteikt')
    expect(answer.channelData?.assistant).toMatchObject({
      decision: 'answer',
      facet: 'steps',
      services: [{ id: 'vsaa-slimibas-pabalsts' }],
    })
  })

  it('is answered in Russian when the question is Russian, whatever the page speaks', async () => {
    const chat = await new Chat(service.url).start('lv')
    const answer = await chat.say('сколько стоит сделать новый паспорт?')
    expect(answer.locale).toBe('ru')
    expect(answer.text).toContain('50\u00a0евро')
  })

  it('gets the path across institutions for a life event, and a shorter one after a question back', async () => {
    const chat = await new Chat(service.url).start()
    const plan = await chat.say('mums piedzima bērns, ko tagad kārtot?')
    expect(plan.channelData?.assistant?.decision).toBe('plan')
    expect(plan.text).toMatch(/1\. \*\*/)
    const [option] = plan.suggestedActions?.actions ?? []
    const shorter = await chat.say(option?.title ?? '', { value: option?.value })
    expect(shorter.channelData?.assistant?.decision).toBe('plan')
    expect(shorter.text).not.toBe(plan.text)
  })

  it('sends the same message twice and is answered once', async () => {
    const chat = await new Chat(service.url).start()
    const twice = { channelData: { clientActivityID: 'same' } }
    const [a, b] = await Promise.all([
      chat.post('cik maksā jauna pase 10 dienās', twice),
      chat.post('cik maksā jauna pase 10 dienās', twice),
    ])
    expect(await a.json()).toEqual(await b.json())
    await chat.next(0)
    await chat.say('paldies')
    const own = chat.seen.filter((activity) => activity.channelData?.clientActivityID === 'same')
    const answers = chat.seen.filter((activity) => activity.replyToId === own[0]?.id)
    expect([own.length, answers.length]).toEqual([1, 1])
  })

  it('writes a personal code, and nothing of it is stored', async () => {
    const chat = await new Chat(service.url).start()
    await chat.say('mans personas kods ir 161175-19997, cik maksā pase')
    const rows = await service.store.db.selectFrom('turns').select('text').where('conversationId', '=', chat.conversationId).execute()
    expect(rows.map((row) => row.text).join('\n')).not.toMatch(/161175|19997/)
    expect(rows.map((row) => row.text).join('\n')).toContain('[personas kods]')
  })

  it('says a polite word in between, and the subject stays', async () => {
    const chat = await new Chat(service.url).start()
    await chat.say('cik maksā pase')
    await chat.say('paldies')
    const answer = await chat.say('un kādi dokumenti vajadzīgi?')
    expect(answer.channelData?.assistant?.services?.[0]?.id).toBe('pmlp-pase-eid')
  })

  it('sends data of its own along: it comes back, but nothing personal of it is stored', async () => {
    const chat = await new Chat(service.url).start()
    const channelData = { clientActivityID: '26123456-1', note: 'mans kods 161175-19997', big: 'a'.repeat(5000) }
    await chat.say('cik maksā pase\u0000', { channelData })
    const row = await service.store.db
      .selectFrom('turns')
      .selectAll()
      .where('conversationId', '=', chat.conversationId)
      .where('speaker', '=', 'client')
      .executeTakeFirstOrThrow()
    expect(row.channelDataJson).toBe(JSON.stringify({ clientActivityID: '26123456-1' }))
    expect(row.text).toBe('cik maksā pase')
    await chat.say('paldies', { channelData: { clientActivityID: 'two', kept: 'as it was', note: '161175-19997' } })
    expect(chat.seen.findLast((activity) => activity.channelData?.clientActivityID)?.channelData).toEqual({
      clientActivityID: 'two',
      kept: 'as it was',
      note: '[personas kods]',
    })
  })

  it('sends a picture and is told kindly to use words', async () => {
    const chat = await new Chat(service.url).start()
    const answer = await chat.say('', { attachments: [{ contentType: 'image/png', contentUrl: 'data:image/png;base64,AA' }] })
    expect(answer.text).toContain('Failus un attēlus')
  })

  it('sends only emoji, ten thousand of them, and is asked for words', async () => {
    const chat = await new Chat(service.url).start()
    expect((await chat.say('🙂')).channelData?.assistant?.decision).toBe('clarify')
    const answer = await chat.say('🙂'.repeat(10_000))
    expect(answer.text).toContain('pārāk gara')
  })
})
