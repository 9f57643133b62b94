import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import { createCalendar, workingHoursSchema } from '../../src/handoff/calendar.ts'
import { boardPeriod } from '../../src/reports/board-period.ts'
import { type CaseCount, caseExport } from '../../src/reports/case-export.ts'
import { caseSheets, caseTable } from '../../src/reports/case-sheets.ts'
import { createLocalTimes } from '../../src/reports/local-times.ts'
import { writeSheets } from '../../src/reports/workbook.ts'
import type { EventType } from '../../src/store/events.ts'
import type { Store } from '../../src/store/store.ts'
import { postgresRecord, sqliteRecord, type TestRecord } from '../support/records.ts'
import { hasPostgres } from '../support/servers.ts'
import { eventLog, type WrittenEvent, writeEvents } from './event-log.ts'
import { centreOfVisit, dayOf, kindOfVisit, visitsOf } from './recount.ts'

const timeZone = 'Europe/Riga'
const hours = workingHoursSchema.parse({ opens: '08:00', closes: '18:00', weekdays: [1, 2, 3, 4, 5] })
const times = createLocalTimes(createCalendar(hours, timeZone), timeZone)
const month = (month: string) => boardPeriod({ month }, 0, timeZone)

async function emptyRecord(open: () => Promise<TestRecord> = sqliteRecord): Promise<Store> {
  const record = await open()
  onTestFinished(() => record.remove())
  const store = record.nodes[0]
  await store.migrate()
  return store
}

const exportOf = (store: Store, name: string, now = Date.parse('2027-06-01T00:00:00Z')) =>
  caseExport(month(name), { db: store.db, now, times })

/** Counts by month, channel, centre and kind, without what came to nothing. */
function summed(rows: readonly CaseCount[]): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const { month: of, channel, centre, kind, cases } of rows) {
    const key = [of, channel, centre, kind].join(' ')
    sums[key] = (sums[key] ?? 0) + cases
  }
  return Object.fromEntries(Object.entries(sums).filter(([, cases]) => cases !== 0))
}

function countedByHand(log: readonly WrittenEvent[]): Record<string, number> {
  return summed(
    visitsOf(log).map((visit) => ({
      month: dayOf(visit.start.at).slice(0, 7),
      channel: String(visit.start.data.channel),
      centre: centreOfVisit(visit),
      kind: kindOfVisit(visit) as CaseCount['kind'],
      cases: 1,
    })),
  )
}

const madeUp = (seed: number) => eventLog(seed, 150, Date.parse('2026-10-27T00:00:00Z'), Date.parse('2026-12-28T00:00:00Z'))

const event = (type: EventType, at: string, data: Record<string, unknown> = {}): WrittenEvent => ({
  type,
  at: Date.parse(at),
  actor: 'somebody',
  conversationId: 'one',
  caseId: 'case',
  data,
})

/** Begun in November, taken and found to be a test in December. */
const overMidnight = [
  event('session-started', '2026-11-30T23:50:00+02:00', { channel: 'webchat', language: 'lv' }),
  event('case-claimed', '2026-12-01T08:01:00+02:00', { centre: 'riga' }),
  event('case-closed', '2026-12-01T08:05:00+02:00', { outcome: 'test' }),
]

it('the exports of all months together hold every case once, as it ended', { timeout: 60_000 }, async () => {
  let corrected = 0
  await fc.assert(
    fc.asyncProperty(fc.integer(), async (seed) => {
      const log = madeUp(seed)
      const store = await emptyRecord()
      await writeEvents(store, log)
      const reports = await Promise.all(
        ['2026-10', '2026-11', '2026-12', '2027-01', '2027-02', '2027-03'].map(async (name) => (await exportOf(store, name)).report),
      )
      corrected += reports.flatMap(({ corrections }) => corrections).length
      expect(summed(reports.flatMap(({ cases, corrections }) => [...cases, ...corrections]))).toEqual(countedByHand(log))
    }),
    { numRuns: 10 },
  )
  expect(corrected, 'something was corrected at all').toBeGreaterThan(0)
})

it('a month holds what began in it, as it stood at its end', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), async (seed) => {
      const { from, to } = month('2026-11')
      const log = madeUp(seed)
      const store = await emptyRecord()
      await writeEvents(store, log)
      const { report, lines } = await exportOf(store, '2026-11')
      const known = log.filter(({ at }) => at < to)
      const begun = visitsOf(known).filter(({ start }) => start.at >= from)
      expect(report.total).toEqual({
        counted: begun.filter((visit) => kindOfVisit(visit) === 'counted').length,
        test: begun.filter((visit) => kindOfVisit(visit) === 'test').length,
        abuse: begun.filter((visit) => kindOfVisit(visit) === 'abuse').length,
      })
      expect(lines.map(({ at, centre, kind }) => [at, centre, kind].join(' ')).sort()).toEqual(
        begun.map((visit) => [new Date(visit.start.at).toISOString(), centreOfVisit(visit), kindOfVisit(visit)].join(' ')).sort(),
      )
      expect(summed(report.cases)).toEqual(summed(lines.map((line) => ({ ...line, cases: 1 }))))
    }),
    { numRuns: 6 },
  )
})

it('gives the same bytes at any later time, whatever has happened since', async () => {
  const { to } = month('2026-11')
  const log = [...madeUp(3), ...overMidnight]
  const store = await emptyRecord()
  const files = async (now: number) => {
    const { report, lines } = await exportOf(store, '2026-11', now)
    const sheets = { csv: [caseTable(report, undefined)], all: [caseTable(report, lines)], xlsx: caseSheets(report, lines, 'lv') }
    return Promise.all([
      JSON.stringify(report),
      writeSheets({ format: 'csv', sheets: sheets.csv }),
      writeSheets({ format: 'csv', sheets: sheets.all }),
      writeSheets({ format: 'xlsx', sheets: sheets.xlsx }),
    ])
  }
  await writeEvents(
    store,
    log.filter(({ at }) => at < to),
  )
  const first = await files(to)
  await writeEvents(
    store,
    log.filter(({ at }) => at >= to),
  )
  expect(await files(to + 100 * 24 * 3600_000)).toEqual(first)
  const later = await exportOf(store, '2026-12')
  expect(later.report.corrections.some((row) => row.month === '2026-11')).toBe(true)
})

it.skipIf(!hasPostgres)('gives the same from SQLite and from PostgreSQL', async () => {
  const log = [...madeUp(9), ...overMidnight]
  const exports = await Promise.all(
    [sqliteRecord, postgresRecord].map(async (open) => {
      const store = await emptyRecord(open)
      await writeEvents(store, log)
      const { report } = await exportOf(store, '2026-12')
      return report
    }),
  )
  expect(exports[1]).toEqual(exports[0])
  expect(exports[0]?.corrections).not.toEqual([])
})

it('says that a period is not over', async () => {
  const store = await emptyRecord()
  const { to } = month('2026-11')
  expect((await exportOf(store, '2026-11', to - 1)).report.complete).toBe(false)
  expect((await exportOf(store, '2026-11', to)).report.complete).toBe(true)
})

it('puts a case that is taken after midnight right in the next month', async () => {
  const store = await emptyRecord()
  await writeEvents(store, overMidnight)
  const november = { month: '2026-11', channel: 'webchat' }
  expect((await exportOf(store, '2026-11')).report.cases).toEqual([{ ...november, centre: 'assistant', kind: 'counted', cases: 1 }])
  const { cases, corrections } = (await exportOf(store, '2026-12')).report
  expect(cases).toEqual([])
  expect(corrections).toEqual([
    { ...november, centre: 'assistant', kind: 'counted', cases: -1 },
    { ...november, centre: 'riga', kind: 'test', cases: 1 },
  ])
})

it('counts a client who comes back to the same operator as a second case of that centre', async () => {
  const store = await emptyRecord()
  await writeEvents(store, [
    event('session-started', '2026-11-02T10:00:00+02:00', { channel: 'webchat', language: 'lv' }),
    event('case-claimed', '2026-11-02T10:05:00+02:00', { centre: 'riga' }),
    event('session-started', '2026-11-05T10:00:00+02:00', { channel: 'webchat', language: 'lv' }),
    event('case-closed', '2026-11-05T10:05:00+02:00', { outcome: 'solved' }),
    event('session-started', '2026-11-09T10:00:00+02:00', { channel: 'webchat', language: 'lv' }),
  ])
  expect((await exportOf(store, '2026-11')).lines.map(({ centre }) => centre)).toEqual(['riga', 'riga', 'assistant'])
})
