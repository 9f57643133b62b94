import readSheets from 'read-excel-file/node'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CaseExport } from '../../src/reports/case-export.ts'
import type { LiveBoard } from '../../src/reports/live-board.ts'
import type { QualityReport } from '../../src/reports/quality.ts'
import { addOperator, Chat, Desk } from '../support/chat.ts'
import { adminPassword, startTestService, type TestService, workingTime } from '../support/service.ts'

/** Three clients, one operator of Rīga, the real service: what they did stands on the board. */
let service: TestService
let admin: Desk
let anna: Desk
let now = workingTime
beforeAll(async () => {
  service = await startTestService({ clock: () => now })
  admin = await new Desk(service.url).signIn('admin', adminPassword)
  anna = await addOperator(service.url, admin, 'anna', 'Anna Ozola')
  await service.store.db.updateTable('operators').set({ centre: 'riga' }).where('username', '=', 'anna').execute()
})
afterAll(() => service?.stop())

const minute = 60_000
const quality = (query = '?day=2026-11-23'): Promise<QualityReport> => admin.json('GET', `/api/v1/reports/quality${query}`)
const live = (): Promise<LiveBoard> => anna.json('GET', '/api/v1/reports/live')
const figure = async (id: string, query?: string) => (await quality(query)).figures.find((one) => one.id === id)
const bytes = async (path: string) => Buffer.from(await (await admin.request('GET', path)).arrayBuffer())

it('a day on which nobody came is empty, not wrong', async () => {
  const { figures, splits, comments } = await quality('?day=2026-11-20')
  expect(figures.find(({ id }) => id === 'visits')?.value).toBe(0)
  for (const { goal, met, value } of figures) if (goal) expect([met, value]).toEqual([null, null])
  expect([splits.channel, comments]).toEqual([[], []])
})

it('shows who waits and who is on duty, and then what became of it', async () => {
  const answered = await new Chat(service.url).start()
  await answered.say('Cik maksā pase?')
  const waiting = await new Chat(service.url).start()
  const reply = await waiting.say('gribu runāt ar cilvēku')
  const caseId = reply.channelData?.assistant?.caseId
  now += 3 * minute
  await anna.json('GET', '/api/v1/cases')
  expect(await live()).toMatchObject({
    waiting: 1,
    longestWait: 3 * minute,
    onDuty: 1,
    open: true,
    centres: [{ centre: 'riga', onDuty: 1 }],
  })
  expect(await (await fetch(`${service.url}/metrics`)).text()).toMatch(/^vpppd_cases_waiting \d/m)

  await anna.json('POST', `/api/v1/cases/${caseId}/claim`)
  now += minute
  await anna.json('POST', `/api/v1/cases/${caseId}/messages`, { text: 'Labdien!' })
  await anna.json('POST', `/api/v1/cases/${caseId}/flags`, { kind: 'missing-question' })
  await anna.json('POST', `/api/v1/cases/${caseId}/close`, { outcome: 'solved', service: 'pmlp-pase-eid' })
  const test = await new Chat(service.url).start()
  const tested = await test.say('savienojiet ar operatoru')
  const testCase = tested.channelData?.assistant?.caseId
  await anna.json('POST', `/api/v1/cases/${testCase}/claim`)
  await anna.json('POST', `/api/v1/cases/${testCase}/close`, { outcome: 'test' })
  expect(await live()).toMatchObject({ waiting: 0, longestWait: null, held: 0 })

  expect(await figure('visits')).toMatchObject({ value: 2 })
  expect(await figure('visits-test')).toMatchObject({ value: 1 })
  expect(await figure('answered')).toMatchObject({ numerator: 2, denominator: 2, met: true })
  expect(await figure('wait-median')).toMatchObject({ value: 3 * minute, denominator: 1 })
  expect(await figure('solved-inside')).toMatchObject({ numerator: 1, denominator: 1, met: true })
  expect(await figure('flags-raised')).toMatchObject({ value: 1 })
  const { splits, reasons, trend } = await quality()
  expect(splits.centre.map(({ key, figures }) => [key, figures.visits.value]).sort()).toEqual([
    ['assistant', 1],
    ['riga', 1],
  ])
  expect(splits.institution[0]).toMatchObject({ key: 'pmlp' })
  expect(reasons).toEqual([{ reason: 'asked-for-human', count: 1 }])
  expect(trend.points[10]).toMatchObject({ key: '10', visits: 2 })
})

it('a rating with a comment of the client stands on the board', async () => {
  const chat = await new Chat(service.url).start()
  const person = await chat.say('gribu runāt ar operatoru')
  const caseId = person.channelData?.assistant?.caseId
  await anna.json('POST', `/api/v1/cases/${caseId}/claim`)
  await chat.read()
  await anna.json('POST', `/api/v1/cases/${caseId}/close`, { outcome: 'solved' })
  const asked = await chat.next()
  const four = asked.suggestedActions?.actions.find(({ title }) => title === '4')
  await chat.say('4', { value: four?.value })
  await chat.say('Ātri un laipni')
  expect(await figure('satisfaction')).toMatchObject({ value: 4, denominator: 1 })
  expect((await quality()).comments).toMatchObject([{ score: 4, comment: 'Ātri un laipni' }])
})

it('gives the cases by month, channel and centre, and every one of them', async () => {
  const report: CaseExport = await admin.json('GET', '/api/v1/reports/cases?month=2026-11')
  expect(report).toMatchObject({ from: '2026-11-01', to: '2026-11-30', complete: false, corrections: [] })
  expect(report.total).toEqual({ counted: 3, test: 1, abuse: 0 })
  expect(report.cases).toEqual([
    { month: '2026-11', channel: 'webchat', centre: 'assistant', kind: 'counted', cases: 1 },
    { month: '2026-11', channel: 'webchat', centre: 'riga', kind: 'counted', cases: 2 },
    { month: '2026-11', channel: 'webchat', centre: 'riga', kind: 'test', cases: 1 },
  ])
  const csv = (await bytes('/api/v1/reports/cases?month=2026-11&format=csv')).toString('utf8')
  expect(csv.split('\n').slice(0, 2)).toEqual(['\uFEFFpart,month,channel,centre,kind,cases', 'begun,2026-11,webchat,assistant,counted,1'])
  const sheets = await readSheets(await bytes('/api/v1/reports/cases?month=2026-11&format=xlsx&detail=cases&lang=en'))
  expect(sheets.map(({ sheet }) => sheet)).toEqual(['Cases', 'Corrections', 'All cases'])
  expect(sheets[2]?.data).toHaveLength(5)
})

it('an operator who moves to another centre changes no month that is over', async () => {
  const before = await bytes('/api/v1/reports/cases?month=2026-11&format=xlsx')
  await service.store.db.updateTable('operators').set({ centre: 'liepaja' }).where('username', '=', 'anna').execute()
  expect(await bytes('/api/v1/reports/cases?month=2026-11&format=xlsx')).toEqual(before)
})

it.each(['lv', 'ru', 'en'])('gives the board and the content as a workbook in %s', async (lang) => {
  const response = await admin.request('GET', `/api/v1/reports/quality?year=2026&format=xlsx&lang=${lang}`)
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="quality-2026-01-01-2026-12-31.xlsx"')
  const sheets = await readSheets(Buffer.from(await response.arrayBuffer()))
  expect(sheets).toHaveLength(11)
  const content = await readSheets(await bytes('/api/v1/reports/content?format=xlsx'))
  expect(content[0]?.data[0]?.slice(0, 2)).toEqual(['id', 'title'])
})

it('gives every value of the board in one CSV', async () => {
  const rows = (await bytes('/api/v1/reports/quality?month=2026-11&format=csv')).toString('utf8').trimEnd().split('\n')
  expect(rows[0]).toBe('\uFEFFpart,key,figure,value,numerator,denominator,goal,met')
  expect(rows).toContain('total,,visits,3,3,,,')
  expect(rows).toContain('total,,answered,1,2,2,at-least 0.95,true')
  // The third was closed without a word to the client: missed as soon as the promised time is over.
  now += 3 * 60 * minute
  expect(await figure('answered')).toMatchObject({ numerator: 2, denominator: 3, met: false })
})

it.each([
  ['from=2026-02-01&to=2026-01-01', 'from'],
  ['month=2026-13', 'month'],
  ['day=2026-02-30', 'day'],
  ['year=26', 'year'],
  ['month=2026-01&year=2026', 'day'],
  ['format=pdf', 'format'],
  ['from=1900-01-01&to=2026-01-01', 'from'],
])('refuses %s and names the field', async (query, field) => {
  for (const report of ['quality', 'cases']) {
    const response = await admin.request('GET', `/api/v1/reports/${report}?${query}`)
    expect(response.status).toBe(400)
    expect((await response.json()).error.field).toBe(field)
  }
})

it('shows the live part to who serves clients, and the figures and the money to who answers for them', async () => {
  const statuses = async (desk: Desk) =>
    Promise.all(['live', 'quality', 'cases'].map(async (report) => (await desk.request('GET', `/api/v1/reports/${report}`)).status))
  expect(await statuses(new Desk(service.url))).toEqual([401, 401, 401])
  expect(await statuses(anna)).toEqual([200, 403, 403])
  const as = async (role: string) => {
    await service.store.db
      .updateTable('operators')
      .set({ role: role as 'lead' })
      .where('username', '=', 'anna')
      .execute()
    return statuses(anna)
  }
  expect(await as('editor')).toEqual([403, 403, 403])
  expect(await as('lead')).toEqual([200, 200, 200])
  expect(await as('analyst')).toEqual([200, 200, 200])
})
