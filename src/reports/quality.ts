import { setImmediate as nextTick } from 'node:timers/promises'
import type { Localised } from '../languages.ts'
import type { Queryable } from '../store/store.ts'
import { type BoardPeriod, type Step, stepOf } from './board-period.ts'
import { type FigureGroup, type FigureId, type FigureUnit, figureDefinitions, figureGroups, type Goal } from './figure-definitions.ts'
import type { LocalTimes } from './local-times.ts'
import {
  Load,
  type LoadReport,
  type NameOf,
  type OpeningHours,
  type SplitName,
  type SplitRow,
  SplitTallies,
  Trend,
  type TrendPoint,
} from './quality-parts.ts'
import { earlierEvents, type LoggedEvent, readEvents } from './read-events.ts'
import { countOf, quantileOf, shareOf, Tally, type Value } from './tally.ts'
import { kindOf, type Visit, VisitBook } from './visits.ts'

export interface Figure extends Value {
  id: FigureId
  group: FigureGroup
  unit: FigureUnit
  name: Localised
  definition: Localised
  goal: Goal | null
  /** Whether the goal is met; null: there is none, or nothing to judge. */
  met: boolean | null
}

export interface QualityReport {
  from: string
  to: string
  /** Nothing changes any more: the period ended more than 31 days ago. */
  settled: boolean
  figures: Figure[]
  trend: { step: Step; points: TrendPoint[] }
  load: LoadReport
  reasons: { reason: string; count: number }[]
  /** How often 1, 2, 3, 4 and 5 were given. */
  scores: number[]
  comments: { at: string; score: number | null; solved: boolean | null; comment: string }[]
  splits: Record<SplitName, SplitRow[]>
}

export interface QualityDeps {
  db: Queryable
  now: number
  times: LocalTimes
  /** The institution of a service; undefined for a service that is no more. */
  institutionOf: (service: string) => string | undefined
  opening: readonly OpeningHours[]
  nameOf: NameOf
}

/** After so long nothing changes the figures of a period any more. */
const settleFor = 31 * 24 * 3600_000
const maxComments = 100
/** Visits counted at a stretch, before others get their turn. */
const pauseEvery = 500

/** The figures of a period, counted from the event log; comments come from the ratings. */
export async function qualityReport(period: BoardPeriod, deps: QualityDeps): Promise<QualityReport> {
  const { from, to } = period
  const { now, times, institutionOf } = deps
  const until = Math.min(now, to + settleFor)
  const log = await readLog(period, until, deps)
  const kinds = { counted: 0, test: 0, abuse: 0 }
  const all = new Tally(times, until)
  const splits = new SplitTallies(times, until, institutionOf)
  const load = new Load(times, deps.opening)
  const trend = new Trend(period, times, until)
  const reasons = new Map<string, number>()
  const begun = log.visits.filter(({ at }) => at >= from && at < to)
  for (const [index, visit] of begun.entries()) {
    if (index % pauseEvery === 0) await nextTick()
    kinds[kindOf(visit)]++
    if (kindOf(visit) !== 'counted') continue
    all.add(visit)
    splits.add(visit)
    load.add(visit.at)
    trend.add(visit)
    for (const { reason } of visit.handoffs) reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
  }
  return {
    from: period.firstDay,
    to: period.lastDay,
    settled: now >= to + settleFor,
    figures: figuresOf(all, kinds, log),
    trend: { step: stepOf(period), points: trend.points() },
    load: load.result(),
    reasons: [...reasons].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1)),
    scores: all.scores,
    comments: await readComments(deps.db, period),
    splits: splits.rows(deps.nameOf),
  }
}

interface Log {
  visits: readonly Visit[]
  answers: number
  wrong: number
  raised: number
  /** How long each resolved report was open. */
  resolved: number[]
}

async function readLog({ from, to }: BoardPeriod, until: number, { db }: QualityDeps): Promise<Log> {
  const book = new VisitBook()
  for await (const event of earlierEvents(db, { from, to }, ['session-started'])) book.add(event)
  const log = { visits: book.visits, answers: 0, wrong: 0, raised: 0, resolved: [] as number[] }
  for await (const event of readEvents(db, from, until + 1)) {
    book.add(event)
    if (event.at < to) countKnowledge(event, log)
  }
  return log
}

function countKnowledge({ type, data }: LoggedEvent, log: Log): void {
  if (type === 'turn-answered' && data.decision === 'answer') log.answers++
  if (type === 'knowledge-flagged') {
    log.raised++
    if (data.kind === 'wrong-answer') log.wrong++
  }
  if (type === 'flag-resolved') log.resolved.push(Number(data.open ?? 0))
}

function figuresOf(all: Tally, kinds: { test: number; abuse: number }, log: Log): Figure[] {
  const special: Partial<Record<FigureId, Value>> = {
    visits: countOf(all.visits),
    'visits-test': countOf(kinds.test),
    'visits-abuse': countOf(kinds.abuse),
    handoffs: countOf(all.handoffs),
    satisfaction: all.satisfaction(),
    'wrong-answers': shareOf(log.wrong, log.answers),
    'flags-raised': countOf(log.raised),
    'flags-resolved': countOf(log.resolved.length),
    'flag-open-median': quantileOf(log.resolved, 0.5),
  }
  return (Object.keys(figureGroups) as FigureGroup[]).flatMap((group) =>
    (Object.keys(figureGroups[group]) as FigureId[]).map((id): Figure => {
      const {
        unit,
        name,
        definition,
        goal = null,
      }: { unit: FigureUnit; name: Localised; definition: Localised; goal?: Goal | null } = figureDefinitions[id]
      const value = special[id] ?? (unit === 'time' ? all.time(id, id.endsWith('p90') ? 0.9 : 0.5) : all.share(id))
      return { id, group, unit, ...value, goal, met: goal && isMet(value.value, goal), name, definition }
    }),
  )
}

function isMet(value: number | null, { rule, value: wanted }: Goal): boolean | null {
  if (value === null) return null
  return rule === 'at-least' ? value >= wanted : value > wanted
}

async function readComments(db: Queryable, { from, to }: BoardPeriod): Promise<QualityReport['comments']> {
  const rows = await db
    .selectFrom('ratings')
    .select(['at', 'score', 'solved', 'comment'])
    .where('at', '>=', from)
    .where('at', '<', to)
    .where('comment', 'is not', null)
    .orderBy('at', 'desc')
    .limit(maxComments)
    .execute()
  return rows.map(({ at, score, solved, comment }) => ({
    at: new Date(at).toISOString(),
    score,
    solved: solved === null ? null : solved === 1,
    comment: comment ?? '',
  }))
}
