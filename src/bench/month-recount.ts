import type { HandoffNote, Ledger, VisitNote } from './month-ledger.ts'

export interface Counted {
  value: number | null
  numerator: number | null
  denominator: number | null
}

/** Working days with their hours, in order. */
export interface WorkingDay {
  opens: number
  closes: number
}

export interface RecountOptions {
  from: number
  to: number
  /** What is due later is neither kept nor missed. */
  until: number
  days: readonly WorkingDay[]
}

/** The figures of the quality board by their written definitions (docs/figures.md), from the ledger alone. */
export function recount(ledger: Ledger, { from, to, until, days }: RecountOptions): Map<string, Counted> {
  const begun = ledger.visits.filter(({ at }) => at >= from && at < to)
  const visits = begun.filter((visit) => !isApart(visit))
  const handoffs = visits.flatMap((visit) => visit.handoffs)
  const taken = handoffs.filter(hasTaken)
  const told = visits.filter(({ stated }) => stated !== undefined)
  const alone = visits.map((visit) => ({ visit, alone: !visit.taken && visit.handoffs.length === 0 }))
  const flags = ledger.flags.filter(({ at }) => at >= from && at < to)
  const resolved = ledger.flags.flatMap(({ at, resolvedAt }) =>
    resolvedAt !== undefined && resolvedAt >= from && resolvedAt < to ? [resolvedAt - at] : [],
  )
  const scores = visits.flatMap(({ score }) => score ?? [])
  const waits = taken.map(({ at, takenAt }) => takenAt - at)
  const working = taken.map(({ at, takenAt }) => workingTime(at, takenAt, days))
  return new Map<string, Counted>([
    ['visits', count(visits.length)],
    ['visits-test', count(begun.filter(({ outcome }) => outcome === 'test').length)],
    ['visits-abuse', count(begun.filter(({ outcome }) => outcome === 'abuse').length)],
    ['answered', share(visits.flatMap((visit) => isAnswered(visit, until)))],
    ['public-hour', share([])],
    ['public-hour-working', share([])],
    ['solved-inside', share(told.map(({ stated, referrals }) => stated === 'solved' && referrals === 0))],
    ['assistant-confirmed', share(alone.map(({ visit, alone }) => alone && visit.said === true))],
    ['assistant-unconfirmed', share(alone.map(({ visit, alone }) => alone && visit.said === undefined && visit.answers > 0))],
    ['assistant-not-solved', share(alone.map(({ visit, alone }) => alone && visit.said === false))],
    ['handed-over', share(visits.map((visit) => visit.handoffs.length > 0))],
    [
      'wrong-answers',
      shareOf(flags.filter(({ kind }) => kind === 'wrong-answer').length, ledger.answers.filter((at) => at >= from && at < to).length),
    ],
    [
      'satisfaction',
      shareOf(
        scores.reduce((sum, score) => sum + score, 0),
        scores.length,
      ),
    ],
    ['handoffs', count(handoffs.length)],
    ['wait-median', quantile(waits, 0.5)],
    ['wait-p90', quantile(waits, 0.9)],
    ['wait-working-median', quantile(working, 0.5)],
    ['wait-working-p90', quantile(working, 0.9)],
    ['promise-kept', share(handoffs.flatMap((handoff) => isKept(handoff, until)))],
    [
      'estimate-error',
      quantile(
        taken.map(({ takenAt, promisedAt }) => Math.abs(takenAt - promisedAt)),
        0.5,
      ),
    ],
    ['left-queue', share(handoffs.map(({ leftAt }) => leftAt !== undefined))],
    ...level2(handoffs, until, days),
    ['flags-raised', count(flags.length)],
    ['flags-resolved', count(resolved.length)],
    ['flag-open-median', quantile(resolved, 0.5)],
  ])
}

export function hasTaken(handoff: HandoffNote): handoff is HandoffNote & { takenAt: number } {
  return handoff.takenAt !== undefined
}

function isApart({ outcome }: VisitNote): boolean {
  return outcome === 'test' || outcome === 'abuse'
}

/** Empty: nothing was asked, or it is too early to say. */
function isAnswered(visit: VisitNote, until: number): boolean[] {
  if (!visit.asked) return []
  const { first, repliedAt } = visit
  if (!first) return [repliedAt !== undefined]
  if (!first.handoff) return [true]
  const { promisedAt, repliedAt: byOperator } = first.handoff
  if (byOperator !== undefined) return [byOperator <= promisedAt]
  return until <= promisedAt ? [] : [false]
}

function isKept({ takenAt, leftAt, promisedAt }: HandoffNote, until: number): boolean[] {
  if (takenAt !== undefined) return [takenAt <= promisedAt]
  if (leftAt !== undefined && leftAt <= promisedAt) return []
  return until > promisedAt ? [false] : []
}

function level2(handoffs: readonly HandoffNote[], until: number, days: readonly WorkingDay[]): [string, Counted][] {
  const asked = handoffs.filter(({ referrals }) => referrals.length > 0)
  const inTime = (done: number | undefined, due: number) => (done !== undefined ? [done <= due] : until > due ? [false] : [])
  return [
    ['level2-forwarded', share(asked.map(({ at, referrals }) => (referrals[0]?.askedAt ?? 0) <= daysLater(at, 1, days)))],
    [
      'level2-answered',
      share(
        asked.flatMap(({ referrals }) => referrals.flatMap(({ askedAt, answeredAt }) => inTime(answeredAt, daysLater(askedAt, 6, days)))),
      ),
    ],
    [
      'level2-together',
      share(
        asked.flatMap(({ at, referrals }) => {
          const answers = referrals.map(({ answeredAt }) => answeredAt ?? Number.POSITIVE_INFINITY)
          const last = Math.max(...answers)
          return inTime(last === Number.POSITIVE_INFINITY ? undefined : last, daysLater(at, 7, days))
        }),
      ),
    ],
  ]
}

/** The same time of day so many working days later; from the next opening when nobody is at work. */
function daysLater(at: number, count: number, days: readonly WorkingDay[]): number {
  const index = days.findIndex(({ closes }) => closes > at)
  const start = days[index]
  const end = days[index + count]
  if (!start || !end) throw new Error('the list of working days is too short')
  return Math.min(end.closes, end.opens + Math.max(0, at - start.opens))
}

export function workingTime(from: number, to: number, days: readonly WorkingDay[]): number {
  return days.reduce((sum, { opens, closes }) => sum + Math.max(0, Math.min(to, closes) - Math.max(from, opens)), 0)
}

/** Cases as the subsidy counts them: `month channel centre kind` → how many. */
export function countCases(visits: readonly VisitNote[], monthOf: (at: number) => string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const visit of visits) {
    const kind = isApart(visit) ? visit.outcome : 'counted'
    const key = `${monthOf(visit.at)} webchat ${visit.taken ? (visit.centre ?? 'none') : 'assistant'} ${kind}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

function count(numerator: number): Counted {
  return { value: numerator, numerator, denominator: null }
}

function share(kept: readonly boolean[]): Counted {
  return shareOf(kept.filter(Boolean).length, kept.length)
}

function shareOf(numerator: number, denominator: number): Counted {
  return { value: denominator === 0 ? null : numerator / denominator, numerator, denominator }
}

/** The smallest value that at least this part of all values does not exceed. */
export function quantile(values: readonly number[], part: number): Counted {
  const sorted = Float64Array.from(values).sort()
  const value = sorted[Math.ceil(part * sorted.length) - 1]
  return { value: value ?? null, numerator: null, denominator: sorted.length }
}
