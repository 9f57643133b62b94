import type { HandoffNote } from './month-ledger.ts'
import { hasTaken, quantile, type WorkingDay, workingTime } from './month-recount.ts'

/** How long some clients waited for an operator, against what they were told. Times are milliseconds. */
export interface Waits {
  handoffs: number
  taken: number
  median: number
  p90: number
  longest: number
  /** Promised time against the claim, and against the first words of an operator: median without the sign. */
  errorTaken: number
  errorReplied: number
  /** Claim minus promise, median: above 0 the promise was too early. */
  bias: number
  /** Of those who did not give up before it: operator's words by the promised time; taken by it. */
  repliedInTime: number
  takenInTime: number
  /** Gave up, with or without a word, before an operator came. */
  abandoned: number
}

/** Waits in working time: nights are part of nobody's queue. */
export function waitsOf(handoffs: readonly HandoffNote[], days: readonly WorkingDay[]): Waits {
  const taken = handoffs.filter(hasTaken)
  const waits = taken.map(({ at, takenAt }) => workingTime(at, takenAt, days))
  const replied = taken.flatMap(({ repliedAt, promisedAt }) => (repliedAt === undefined ? [] : [repliedAt - promisedAt]))
  const owed = handoffs.filter(({ leftAt, promisedAt }) => leftAt === undefined || leftAt > promisedAt)
  const part = (some: number, of: number) => (of === 0 ? Number.NaN : some / of)
  const at = (values: readonly number[], share: number) => quantile(values, share).value ?? Number.NaN
  return {
    handoffs: handoffs.length,
    taken: taken.length,
    median: at(waits, 0.5),
    p90: at(waits, 0.9),
    longest: at(waits, 1),
    errorTaken: at(
      taken.map(({ takenAt, promisedAt }) => Math.abs(takenAt - promisedAt)),
      0.5,
    ),
    errorReplied: at(replied.map(Math.abs), 0.5),
    bias: at(
      taken.map(({ takenAt, promisedAt }) => takenAt - promisedAt),
      0.5,
    ),
    repliedInTime: part(owed.filter(({ repliedAt, promisedAt }) => repliedAt !== undefined && repliedAt <= promisedAt).length, owed.length),
    takenInTime: part(owed.filter(({ takenAt, promisedAt }) => takenAt !== undefined && takenAt <= promisedAt).length, owed.length),
    abandoned: part(handoffs.filter(hasGivenUp).length, handoffs.length),
  }
}

function hasGivenUp({ leftAt, goneAt }: HandoffNote): boolean {
  return leftAt !== undefined || goneAt !== undefined
}
