import { answerWithin, forwardWithin } from '../handoff/level2-clock.ts'
import type { FigureId } from './figure-definitions.ts'
import type { LocalTimes } from './local-times.ts'
import type { Handoff, Visit } from './visits.ts'

/** Numerator and denominator; a count has no denominator, a median no numerator. */
export interface Value {
  value: number | null
  numerator: number | null
  denominator: number | null
}

/** Channels on which everybody can read what people ask. */
const publicChannels = new Set(['facebook', 'x'])
const hour = 3600_000
/** What the visits of a period (or of one channel, one service …) come to. Give it visits that count: no tests, no abuse. */
export class Tally {
  visits = 0
  readonly #shares = new Map<FigureId, { numerator: number; denominator: number }>()
  readonly #times = new Map<FigureId, number[]>()
  readonly scores = [0, 0, 0, 0, 0]
  handoffs = 0
  readonly #clock: LocalTimes
  readonly #until: number

  /** @param until what is due later than this is neither kept nor missed yet */
  constructor(times: LocalTimes, until: number) {
    this.#clock = times
    this.#until = until
  }

  add(visit: Visit): void {
    this.visits++
    const answered = this.#answered(visit)
    if (answered !== undefined) this.#share('answered', answered)
    if (publicChannels.has(visit.channel) && wasAsked(visit)) this.#addPublic(visit)
    if (visit.stated)
      this.#share('solved-inside', visit.stated === 'solved' && visit.referrals.every(({ withdrawnAt }) => withdrawnAt !== undefined))
    const alone = !visit.taken && visit.handoffs.length === 0
    this.#share('assistant-confirmed', alone && visit.said === 'solved')
    this.#share('assistant-unconfirmed', alone && visit.said === undefined && visit.answers > 0)
    this.#share('assistant-not-solved', alone && visit.said === 'not-solved')
    this.#share('handed-over', visit.handoffs.length > 0)
    if (visit.score !== undefined) this.scores[visit.score - 1] = (this.scores[visit.score - 1] ?? 0) + 1
    for (const handoff of visit.handoffs) this.#addHandoff(handoff)
  }

  /** Whether the first question got its reply in time; undefined: nothing was asked, or the time is not over. */
  #answered(visit: Visit): boolean | undefined {
    if (!wasAsked(visit)) return undefined
    const { first } = visit
    if (!first) return visit.repliedAt !== undefined
    if (first.decision !== 'handoff') return true
    const { repliedAt, promisedAt = null } = first.handoff ?? {}
    if (repliedAt !== undefined) return promisedAt === null || repliedAt <= promisedAt
    return promisedAt !== null && this.#until <= promisedAt ? undefined : false
  }

  #addPublic({ at, first, repliedAt }: Visit): void {
    const reply = first && first.decision !== 'handoff' ? first.at : (first?.handoff?.repliedAt ?? repliedAt)
    const working = this.#clock.openBetween(at, reply ?? this.#until)
    if (reply !== undefined || this.#until > at + hour) this.#share('public-hour', reply !== undefined && reply - at <= hour)
    if (reply !== undefined || working > hour) this.#share('public-hour-working', reply !== undefined && working <= hour)
  }

  #addHandoff(handoff: Handoff): void {
    const { at, takenAt, leftAt, promisedAt } = handoff
    this.handoffs++
    this.#share('left-queue', leftAt !== undefined)
    if (takenAt !== undefined) {
      for (const id of ['wait-median', 'wait-p90'] as const) this.#time(id, takenAt - at)
      for (const id of ['wait-working-median', 'wait-working-p90'] as const) this.#time(id, this.#clock.openBetween(at, takenAt))
    }
    if (promisedAt !== null) {
      const gone = leftAt !== undefined && leftAt <= promisedAt
      if (takenAt !== undefined) {
        this.#share('promise-kept', takenAt <= promisedAt)
        this.#time('estimate-error', Math.abs(takenAt - promisedAt))
      } else if (!gone && this.#until > promisedAt) this.#share('promise-kept', false)
    }
    this.#addReferrals(handoff)
  }

  #addReferrals({ at, referrals }: Handoff): void {
    const { addWorkingDays } = this.#clock
    const questions = [...referrals.values()]
      .map((question) => ({ ...question, due: addWorkingDays(question.askedAt, answerWithin) }))
      // Withdrawing does not undo that the answer was late.
      .filter(({ withdrawnAt, due }) => withdrawnAt === undefined || withdrawnAt > due)
    if (questions.length === 0) return
    const asked = Math.min(...questions.map(({ askedAt }) => askedAt))
    this.#share('level2-forwarded', asked <= addWorkingDays(at, forwardWithin))
    for (const { answeredAt, due } of questions) this.#inTime('level2-answered', answeredAt, due)
    const answers = questions.flatMap(({ answeredAt }) => answeredAt ?? [])
    const last = answers.length === questions.length ? Math.max(...answers) : undefined
    this.#inTime('level2-together', last, addWorkingDays(at, forwardWithin + answerWithin))
  }

  #inTime(id: FigureId, doneAt: number | undefined, due: number): void {
    if (doneAt !== undefined || this.#until > due) this.#share(id, doneAt !== undefined && doneAt <= due)
  }

  #share(id: FigureId, kept: boolean): void {
    const share = this.#shares.get(id) ?? { numerator: 0, denominator: 0 }
    if (kept) share.numerator++
    share.denominator++
    this.#shares.set(id, share)
  }

  #time(id: FigureId, ms: number): void {
    const times = this.#times.get(id)
    if (times) times.push(ms)
    else this.#times.set(id, [ms])
  }

  share(id: FigureId): Value {
    const { numerator, denominator } = this.#shares.get(id) ?? { numerator: 0, denominator: 0 }
    return shareOf(numerator, denominator)
  }

  /** @param part 0.5 for the median */
  time(id: FigureId, part: number): Value {
    return quantileOf(this.#times.get(id) ?? [], part)
  }

  satisfaction(): Value {
    const given = this.scores.reduce((sum, count) => sum + count, 0)
    return shareOf(
      this.scores.reduce((sum, count, index) => sum + count * (index + 1), 0),
      given,
    )
  }
}

/** Somebody who only rated asked nothing. */
function wasAsked({ first, repliedAt, rated }: Visit): boolean {
  return first !== undefined || repliedAt !== undefined || !rated
}

export function shareOf(numerator: number, denominator: number): Value {
  return { value: denominator === 0 ? null : numerator / denominator, numerator, denominator }
}

export function countOf(numerator: number): Value {
  return { value: numerator, numerator, denominator: null }
}

/** By nearest rank: a value that occurred. */
export function quantileOf(values: readonly number[], part: number): Value {
  const sorted = [...values].sort((a, b) => a - b)
  const value = sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? null
  return { value, numerator: null, denominator: sorted.length }
}
