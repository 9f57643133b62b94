import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ContentHealth } from '../../src/reports/content-health.ts'
import { addOperator, Chat, Desk } from '../support/chat.ts'
import { adminPassword, startTestService, type TestService, workingTime } from '../support/service.ts'

let service: TestService
let desk: Desk
beforeAll(async () => {
  service = await startTestService({ clock: () => workingTime })
  desk = await new Desk(service.url).signIn('admin', adminPassword)
  await desk.request('POST', '/api/v1/password', { old: adminPassword, new: 'second password' })
})
afterAll(() => service?.stop())

const card = (id: string) => desk.json('GET', `/api/v1/reports/content/cards/${id}`)
const texts = (questions: { text: string }[]) => questions.map(({ text }) => text)

it('shows an editor what a card answered, answered badly and should have answered', async () => {
  const content = await new Chat(service.url).start()
  const answered = await content.say('Cik maksā pase?')
  expect(answered.channelData?.assistant?.services?.[0]?.id).toBe('pmlp-pase-eid')

  const unhappy = await new Chat(service.url).start()
  await unhappy.say('Cik maksā jauna pase bērnam?')
  const person = await unhappy.say('gribu runāt ar dzīvu cilvēku')
  expect(person.channelData?.assistant?.decision).toBe('handoff')

  const { questions, answers } = await card('pmlp-pase-eid')
  expect(texts(questions.answered)).toEqual(['Cik maksā pase?'])
  expect(texts(questions.badly)).toEqual(['Cik maksā jauna pase bērnam?'])
  expect(answers.map(({ language }: { language: string }) => language)).toContain('ru')
})

it('lays a question before the editor of the card that an operator found', async () => {
  const chat = await new Chat(service.url).start()
  await chat.say('Cik maksā apliecība par suni?')
  const person = await chat.say('savienojiet ar operatoru')
  const caseId = person.channelData?.assistant?.caseId
  await desk.json('POST', `/api/v1/cases/${caseId}/claim`)
  await desk.json('POST', `/api/v1/cases/${caseId}/close`, { outcome: 'solved', service: 'csdd-transportlidzekla-registracija' })
  const { questions } = await card('csdd-transportlidzekla-registracija')
  expect(texts(questions.missed)).toContain('Cik maksā apliecība par suni?')
})

it('groups what nobody could answer and offers a stub that passes for a card file', async () => {
  const chat = await new Chat(service.url).start()
  await chat.say('kā pieteikt zvejas licenci')
  await (await new Chat(service.url).start()).say('zvejas licence kur')
  const health: ContentHealth = await desk.json('GET', '/api/v1/reports/content')
  const group = health.unanswered.find(({ examples }) => texts(examples).includes('kā pieteikt zvejas licenci'))
  expect(group).toBeDefined()
  const response = await desk.request('GET', `/api/v1/reports/content/stub?group=${encodeURIComponent(group?.key ?? '')}`)
  expect(response.headers.get('content-disposition')).toMatch(/attachment; filename="[a-z0-9.-]+\.md"/)
  expect(await response.text()).toContain('kā pieteikt zvejas licenci')
})

it('masks what people wrote before an editor sees it', async () => {
  const chat = await new Chat(service.url).start()
  await chat.say('mans personas kods 161175-19997, vai varat pateikt kas ar manu lietu zzz')
  const health = JSON.stringify(await desk.json('GET', '/api/v1/reports/content'))
  expect(health).not.toContain('161175')
})

it('gives the table as CSV that no spreadsheet takes for formulas, and refuses a period that is none', async () => {
  const csv = await (await desk.request('GET', '/api/v1/reports/content?format=csv')).text()
  expect(csv.split('\n')[0]).toContain('id,title')
  expect(csv).toContain('pmlp-pase-eid')
  const wrong = await desk.request('GET', '/api/v1/reports/content?from=2026-02-01&to=2026-01-01')
  expect(wrong.status).toBe(400)
  expect((await wrong.json()).error.field).toBe('from')
  expect((await desk.request('GET', '/api/v1/reports/content?from=2026-02-31')).status).toBe(400)
})

it('shows nothing to whoever is not signed in, and content but no cases to an editor', async () => {
  expect((await fetch(`${service.url}/api/v1/reports/content`)).status).toBe(401)
  await desk.json('POST', '/api/v1/operators', { username: 'editor', name: 'Editor', role: 'editor', password: 'first password' })
  const editor = await new Desk(service.url).signIn('editor', 'first password')
  await editor.request('POST', '/api/v1/password', { old: 'first password', new: 'second password' })
  expect((await editor.request('GET', '/api/v1/reports/content')).status).toBe(200)
  expect((await editor.request('GET', '/api/v1/cases')).status).toBe(403)
  expect((await (await addOperator(service.url, desk, 'op', 'Op')).request('GET', '/api/v1/reports/content')).status).toBe(200)
})
