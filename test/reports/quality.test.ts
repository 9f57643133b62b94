import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createCalendar, workingHoursSchema } from '../../src/handoff/calendar.ts'
import { type BoardPeriod, boardPeriod } from '../../src/reports/board-period.ts'
import { type FigureId, figureIds } from '../../src/reports/figure-definitions.ts'
import { createLocalTimes } from '../../src/reports/local-times.ts'
import { type QualityReport, qualityReport } from '../../src/reports/quality.ts'
import { openingHours } from '../../src/reports/quality-parts.ts'
import type { NewEvent } from '../../src/store/events.ts'
import type { Store } from '../../src/store/store.ts'
import { postgresRecord, sqliteRecord, type TestRecord } from '../support/records.ts'
import { hasPostgres } from '../support/servers.ts'
import { eventLog, type WrittenEvent, writeEvents } from './event-log.ts'
import { centreOfVisit, dayOf, isOpen, kindOfVisit, recount, visitsOf } from './recount.ts'

const timeZone = 'Europe/Riga'
const hours = workingHoursSchema.parse({ opens: '08:00', closes: '18:00', weekdays: [1, 2, 3, 4, 5] })
const times = createLocalTimes(createCalendar(hours, timeZone), timeZone)
const november = boardPeriod({ month: '2026-11' }, 0, timeZone)
const longAfter = Date.parse('2027-03-01T10:00:00Z')

async function recordWith(events: readonly NewEvent[], open: () => Promise<TestRecord> = sqliteRecord): Promise<Store> {
  const record = await open()
  onTestFinished(() => record.remove())
  const store = record.nodes[0]
  await store.migrate()
  await writeEvents(store, events)
  return store
}

const reportOf = (store: Store, now: number, period: BoardPeriod = november): Promise<QualityReport> =>
  qualityReport(period, {
    db: store.db,
    now,
    times,
    institutionOf: (service) => ({ 'pmlp-pase-eid': 'pmlp', 'vsaa-slimibas-pabalsts': 'vsaa', 'studiju-kredits': 'viaa' })[service],
    opening: openingHours(hours),
    nameOf: () => undefined,
  })

const figuresOf = (report: QualityReport) =>
  Object.fromEntries(report.figures.map(({ id, value, numerator, denominator }) => [id, { value, numerator, denominator }]))

/** Conversations that begin before, in and after November. */
const madeUp = (seed: number) => eventLog(seed, 220, Date.parse('2026-10-27T00:00:00Z'), Date.parse('2026-12-04T00:00:00Z'))

describe('over generated event logs', () => {
  it('every figure of a settled month is what the recount says', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const log = madeUp(seed)
        const store = await recordWith(log)
        const report = await reportOf(store, longAfter)
        expect(report.settled).toBe(true)
        expect(figuresOf(report)).toEqual(recount(log, november.from, november.to, november.to + 31 * 24 * 3600_000))
      }),
      { numRuns: 12 },
    )
  })

  it('and so it is in the middle of the month, with what is not yet due', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 1, max: 29 }), async (seed, day) => {
        const now = november.from + day * 24 * 3600_000 + 11 * 3600_000
        const log = madeUp(seed).filter(({ at }) => at <= now)
        const report = await reportOf(await recordWith(log), now)
        expect(report.settled).toBe(false)
        expect(figuresOf(report)).toEqual(recount(log, november.from, november.to, now))
      }),
      { numRuns: 8 },
    )
  })

  it.skipIf(!hasPostgres)('and so it is in PostgreSQL', { timeout: 60_000 }, async () => {
    const log = madeUp(41)
    const report = await reportOf(await recordWith(log, postgresRecord), longAfter)
    expect(figuresOf(report)).toEqual(recount(log, november.from, november.to, november.to + 31 * 24 * 3600_000))
  })

  it('leaves no figure untried: each counts something, and none counts everything alike', async () => {
    const log = madeUp(7)
    const figures = recount(log, november.from, november.to, longAfter)
    expect(Object.keys(figures).sort()).toEqual([...figureIds].sort())
    for (const [id, { value, numerator, denominator }] of Object.entries(figures)) {
      expect(value, id).toBeGreaterThan(0)
      if (numerator !== null && denominator !== null && id !== 'satisfaction') expect(numerator, id).toBeLessThan(denominator)
    }
  })

  it('counts are what plain SQL says', async () => {
    const log = madeUp(11)
    const { db } = await recordWith(log)
    const { figures } = await reportOf({ db } as Store, longAfter)
    const [row] = (
      await sql<Record<string, number>>`
        with starts as (
          select conversationId as conversation, at as begins,
            coalesce(lead(at) over (partition by conversationId order by at), 9e15) as ends
          from events where type = 'session-started'
        ),
        visits as (
          select *, (
            select json_extract(dataJson, '$.outcome') from events
            where type = 'case-closed' and conversationId = conversation and at >= begins and at < ends
            order by at desc limit 1
          ) as outcome
          from starts where begins >= ${november.from} and begins < ${november.to}
        ),
        counted as (select * from visits where coalesce(outcome, '') not in ('test', 'abuse'))
        select
          (select count(*) from counted) as "visits",
          (select count(*) from visits where outcome = 'test') as "visits-test",
          (select count(*) from visits where outcome = 'abuse') as "visits-abuse",
          (select count(*) from counted where exists (
            select 1 from events where type = 'handoff-requested' and conversationId = conversation and at >= begins and at < ends
          )) as "handed-over",
          (select count(*) from counted join events on type = 'handoff-requested'
            and conversationId = conversation and at >= begins and at < ends) as "handoffs",
          (select count(*) from events where type = 'knowledge-flagged'
            and at >= ${november.from} and at < ${november.to}) as "flags-raised",
          (select count(*) from events where type = 'flag-resolved'
            and at >= ${november.from} and at < ${november.to}) as "flags-resolved",
          (select count(*) from events where type = 'knowledge-flagged' and json_extract(dataJson, '$.kind') = 'wrong-answer'
            and at >= ${november.from} and at < ${november.to}) as "wrong-answers"`.execute(db)
    ).rows
    for (const [id, counted] of Object.entries(row ?? {})) expect(figures.find((figure) => figure.id === id)?.numerator, id).toBe(counted)
    expect(Object.keys(row ?? {})).toHaveLength(8)
  })

  it('the splits, the load, the trend and the reasons are the same visits, divided', async () => {
    const log = madeUp(23)
    const { splits, load, trend, reasons, scores, figures } = await reportOf(await recordWith(log), longAfter)
    const visits = visitsOf(log).filter(
      (visit) => visit.start.at >= november.from && visit.start.at < november.to && kindOfVisit(visit) === 'counted',
    )
    const tallyBy = (key: (visit: (typeof visits)[number]) => string) => {
      const counts: Record<string, number> = {}
      for (const visit of visits) counts[key(visit)] = (counts[key(visit)] ?? 0) + 1
      return counts
    }
    const counted = (rows: { key: string; figures: { visits: { value: number | null } } }[]) =>
      Object.fromEntries(rows.map(({ key, figures: own }) => [key, own.visits.value]))
    const data = (events: WrittenEvent[], type: string) => events.filter((event) => event.type === type).map((event) => event.data)
    expect(counted(splits.channel)).toEqual(tallyBy(({ start }) => String(start.data.channel)))
    expect(counted(splits.centre)).toEqual(tallyBy(centreOfVisit))
    expect(counted(splits.language)).toEqual(
      tallyBy(({ start, events }) => String(data(events, 'turn-answered')[0]?.language ?? start.data.language)),
    )
    for (const rows of Object.values(splits))
      expect(rows.reduce((sum, row) => sum + (row.figures.visits.value ?? 0), 0)).toBe(visits.length)
    const institutions = counted(splits.institution)
    expect(institutions.viaa, 'the institution comes from the card, not from the id').toBe(counted(splits.service)['studiju-kredits'])

    const local = (at: number) => new Date(at + 2 * 3600_000)
    for (const { hour, open, closed } of load.hours) {
      const inHour = visits.filter(({ start }) => local(start.at).getUTCHours() === hour)
      expect({ open, closed }).toEqual({
        open: inHour.filter(({ start }) => isOpen(start.at)).length,
        closed: inHour.filter(({ start }) => !isOpen(start.at)).length,
      })
    }
    const cell = (weekday: number, hour: number) => load.week[weekday - 1]?.[hour]
    expect(load.week.flat().reduce((sum, { visits: own }) => sum + own, 0)).toBe(visits.length)
    expect([cell(1, 7)?.open, cell(1, 8)?.open, cell(5, 17)?.open, cell(5, 18)?.open, cell(6, 10)?.open]).toEqual([
      false,
      true,
      true,
      false,
      false,
    ])
    expect(trend.step).toBe('day')
    expect(trend.points).toHaveLength(30)
    expect(Object.fromEntries(trend.points.filter((point) => point.visits > 0).map(({ key, visits: own }) => [key, own]))).toEqual(
      tallyBy(({ start }) => dayOf(start.at)),
    )
    const handoffs = figures.find(({ id }) => id === 'handoffs')?.value
    expect(reasons.reduce((sum, { count }) => sum + count, 0)).toBe(handoffs)
    expect(trend.points.flatMap((point) => Object.values(point.handoffs)).reduce((a, b) => a + b, 0)).toBe(handoffs)
    expect(scores.reduce((a, b) => a + b, 0)).toBe(figures.find(({ id }) => id === 'satisfaction')?.denominator)
  })
})

describe('a figure', () => {
  const at = (time: string) => Date.parse(`2026-11-${time}+02:00`)
  const event = (type: NewEvent['type'], time: string, data: Record<string, unknown> = {}, caseId?: string): NewEvent => ({
    type,
    at: at(time),
    actor: 'somebody',
    conversationId: 'one',
    ...(caseId && { caseId }),
    data,
  })
  const figureOf = async (id: FigureId, events: NewEvent[], now = longAfter) =>
    (await reportOf(await recordWith(events), now)).figures.find((figure) => figure.id === id)
  const begun = event('session-started', '23T10:00', { channel: 'webchat', language: 'lv' })
  const answered = event('turn-answered', '23T10:01', { decision: 'answer', service: 'pmlp-pase-eid', language: 'lv' })
  const handoff = (promised: string) => [
    begun,
    event('handoff-requested', '23T10:01', { reason: 'upset', promisedAt: at(promised), channel: 'webchat' }, 'case'),
    event('turn-answered', '23T10:01', { decision: 'handoff', language: 'lv' }, 'case'),
  ]

  it('never takes silence for a solution', async () => {
    expect(await figureOf('assistant-confirmed', [begun, answered])).toMatchObject({ numerator: 0, denominator: 1 })
    expect(await figureOf('assistant-unconfirmed', [begun, answered])).toMatchObject({ numerator: 1, denominator: 1 })
    expect(await figureOf('solved-inside', [begun, answered])).toMatchObject({ value: null, denominator: 0, met: null })
  })

  it('takes back a solution that the client takes back', async () => {
    const yes = event('conversation-rated', '23T10:02', { solved: 1 })
    const no = event('conversation-rated', '23T10:03', { solved: 0 })
    expect(await figureOf('assistant-confirmed', [begun, answered, yes])).toMatchObject({ numerator: 1 })
    expect(await figureOf('assistant-confirmed', [begun, answered, yes, no])).toMatchObject({ numerator: 0 })
  })

  it.each([
    ['10:29', 1],
    ['10:31', 0],
  ])('counts a promise for 10:30 that an operator answers at %s', async (time, kept) => {
    const served = [...handoff('23T10:30'), event('case-claimed', '23T10:20', {}, 'case'), event('case-answered', `23T${time}`, {}, 'case')]
    expect(await figureOf('answered', served)).toMatchObject({ numerator: kept, denominator: 1, met: kept === 1 })
  })

  it('judges nothing before it is due', async () => {
    expect(await figureOf('answered', handoff('23T10:30'), at('23T10:29'))).toMatchObject({ denominator: 0, met: null })
    expect(await figureOf('answered', handoff('23T10:30'), at('23T10:31'))).toMatchObject({ numerator: 0, denominator: 1 })
  })

  it('knows that a question was withdrawn, also in a case that was requested in the month before', async () => {
    const october = (time: string) => Date.parse(`2026-10-${time}+02:00`)
    const before = [
      { ...event('session-started', '01T00:00', { channel: 'webchat', language: 'lv' }), at: october('30T10:00') },
      { ...event('handoff-requested', '01T00:00', { reason: 'upset', promisedAt: null }, 'case'), at: october('30T10:01') },
      { ...event('case-claimed', '01T00:00', {}, 'case'), at: october('30T10:02') },
    ]
    const asked = [
      event('session-started', '03T10:00', { channel: 'webchat', language: 'lv' }),
      event('case-referred', '03T10:01', { institution: 'pmlp', referral: 'question' }, 'case'),
      event('case-closed', '03T10:03', { outcome: 'solved' }, 'case'),
    ]
    const withdrawn = event('referral-withdrawn', '03T10:02', { referral: 'question' }, 'case')
    expect(await figureOf('solved-inside', [...before, ...asked])).toMatchObject({ numerator: 0, denominator: 1 })
    expect(await figureOf('solved-inside', [...before, ...asked, withdrawn])).toMatchObject({ numerator: 1, denominator: 1 })
  })

  it('counts an hour on a public post by the clock and in working time', async () => {
    const post = event('session-started', '20T17:30', { channel: 'facebook', language: 'lv' })
    const reply = event('turn-answered', '23T08:15', { decision: 'answer', language: 'lv' })
    expect(await figureOf('public-hour', [post, reply])).toMatchObject({ numerator: 0, denominator: 1 })
    expect(await figureOf('public-hour-working', [post, reply])).toMatchObject({ numerator: 1, denominator: 1, met: true })
    expect(await figureOf('public-hour', [begun, answered])).toMatchObject({ value: null, denominator: 0, met: null })
  })
})

it('keeps the order of what happened within one millisecond, also where the pages of a long log meet', async () => {
  const crowd = Array.from({ length: 1500 }, (_, index) =>
    (['turn-answered', 'handoff-requested', 'session-started'] as const).map(
      (type): NewEvent => ({
        type,
        at: november.from,
        actor: 'somebody',
        conversationId: `conversation-${index}`,
        caseId: `case-${index}`,
        data: { channel: 'webchat', decision: 'handoff', reason: 'upset', promisedAt: november.from },
      }),
    ),
  ).flat()
  const { figures } = await reportOf(await recordWith(crowd), longAfter)
  expect(figures.find(({ id }) => id === 'handed-over')).toMatchObject({ numerator: 1500, denominator: 1500 })
  expect(figures.find(({ id }) => id === 'answered')).toMatchObject({ numerator: 0, denominator: 1500 })
})
