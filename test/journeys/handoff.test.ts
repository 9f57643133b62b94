import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addOperator, Chat, Desk } from '../support/chat.ts'
import { adminPassword, startTestService, type TestService, workingTime } from '../support/service.ts'

let service: TestService
let now = workingTime
beforeAll(async () => {
  service = await startTestService({ clock: () => now })
})
afterAll(() => service.stop())

describe('a conversation goes to a person and comes back', () => {
  it('is claimed by one of two operators, answered, closed, and answered by the assistant again', async () => {
    now = workingTime
    const anna = await new Desk(service.url).signIn('admin', adminPassword)
    const juris = await addOperator(service.url, anna, 'juris', 'Juris')
    const chat = await new Chat(service.url).start()

    const handoff = await chat.say('Gribu runāt ar operatoru')
    expect(handoff.channelData?.assistant).toMatchObject({
      decision: 'handoff',
      reason: 'asked-for-human',
      // Anna is at the console and takes no cases by herself, Juris has not signed in: somebody is called.
      expectedAnswer: { at: '2026-11-23T09:00:00.000Z', situation: 'nobody' },
    })
    const { cases } = await anna.json('GET', '/api/v1/cases?state=waiting')
    const waiting = cases.find((entry: { id: string }) => entry.id === handoff.channelData?.assistant?.caseId)
    expect(waiting).toMatchObject({ state: 'waiting', channel: 'webchat', lang: 'lv', lastText: 'Gribu runāt ar operatoru' })

    const claims = await Promise.all([anna, juris].map((desk) => desk.request('POST', `/api/v1/cases/${waiting.id}/claim`, {})))
    expect(claims.map((response) => response.status).sort()).toEqual([200, 409])
    const winner = claims[0]?.status === 200 ? anna : juris
    const loser = winner === anna ? juris : anna
    expect((await loser.request('POST', `/api/v1/cases/${waiting.id}/messages`, { text: 'es arī' })).status).toBe(409)
    expect((await chat.next()).text).toMatch(/pievienojās VPPPD operators/)

    await winner.json('POST', `/api/v1/cases/${waiting.id}/messages`, { text: 'Labdien, es palīdzēšu.' })
    const reply = await chat.next()
    expect(reply.channelData?.assistant).toMatchObject({ from: 'operator' })
    expect(reply.text).toBe('Labdien, es palīdzēšu.')

    await chat.post('cik maksā pase?')
    await winner.json('POST', `/api/v1/cases/${waiting.id}/note`, { text: 'jautā par pasi' })
    const view = await winner.json('GET', `/api/v1/cases/${waiting.id}`)
    expect(view.transcript.at(-1)).toMatchObject({ from: 'client', text: 'cik maksā pase?' })
    expect(view.notes).toMatchObject([{ text: 'jautā par pasi' }])

    await winner.json('POST', `/api/v1/cases/${waiting.id}/close`, { outcome: 'solved', service: 'pmlp-pase-eid' })
    const closed = await chat.next()
    expect(closed.text).toContain('automātiska programma')
    // What the operator left open is answered by the assistant, which has the conversation again.
    expect((await chat.next(chat.seen.indexOf(closed) + 1)).channelData?.assistant).toMatchObject({
      from: 'assistant',
      services: [{ id: 'pmlp-pase-eid' }, {}, {}, {}, {}],
    })
    const again = await chat.say('kā noformēt jaunu pasi?')
    expect(again.channelData?.assistant).toMatchObject({ from: 'assistant', decision: 'answer' })
    // While a person held the conversation the assistant said nothing: notes are not for the client either.
    const said = chat.seen.map((activity) => activity.channelData?.assistant?.from ?? 'client')
    expect(said).toEqual(['assistant', 'client', 'assistant', 'system', 'operator', 'client', 'system', 'assistant', 'client', 'assistant'])
  })

  it('says when people are back, and keeps the case waiting, outside working hours', async () => {
    now = Date.parse('2026-11-21T20:00:00Z')
    const chat = await new Chat(service.url).start('en')
    const handoff = await chat.say('I want to talk to a human')
    expect(handoff.text).toContain('on Monday, 23 November, after 8:00'.replace('8:00', '8.00'))
    const more = await chat.say('It is about my pension')
    expect(more.channelData?.assistant?.from).toBe('system')
    expect(more.text).toContain('added to the question')
    await chat.post('hello?')
    const desk = await new Desk(service.url).signIn('admin', adminPassword)
    const { cases } = await desk.json('GET', '/api/v1/cases?state=waiting')
    expect(cases.map((entry: { id: string }) => entry.id)).toContain(handoff.channelData?.assistant?.caseId)
  })

  it('gives the conversation back to the assistant, which says so', async () => {
    now = workingTime
    const desk = await new Desk(service.url).signIn('admin', adminPassword)
    const chat = await new Chat(service.url).start('ru')
    const handoff = await chat.say('позовите оператора')
    const id = handoff.channelData?.assistant?.caseId
    await desk.json('POST', `/api/v1/cases/${id}/claim`, {})
    await chat.next()
    await desk.json('POST', `/api/v1/cases/${id}/return`, {})
    expect((await chat.next()).text).toContain('автоматическая программа')
  })

  it.each([
    ['GET', '/api/v1/cases', undefined, 401],
    ['POST', '/api/v1/cases/nothing/claim', {}, 401],
  ])('refuses %s %s without signing in', async (method, path, body, status) => {
    expect((await new Desk(service.url).request(method, path, body)).status).toBe(status)
  })

  it.each([
    ['/api/v1/cases/nothing/claim', {}, 404],
    ['/api/v1/cases/nothing/close', { outcome: 'forgotten' }, 400],
    ['/api/v1/cases/nothing/messages', { text: '   ' }, 400],
  ])('refuses %s %j with a reason', async (path, body, status) => {
    const desk = await new Desk(service.url).signIn('admin', adminPassword)
    const response = await desk.request('POST', path, body)
    expect(response.status).toBe(status)
    expect((await response.json()).error.message).not.toBe('')
  })

  it('refuses a request that another site makes in the name of an operator', async () => {
    const response = await fetch(`${service.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: 'https://evil.example' },
      body: JSON.stringify({ username: 'admin', password: adminPassword }),
    })
    expect(response.status).toBe(403)
  })
})
