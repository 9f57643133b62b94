import { sql } from 'kysely'
import type { Bus } from '../bus/bus.ts'
import { casesTopic } from '../bus/bus.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Queryable, Store } from '../store/store.ts'
import { listPresent, usualMaxChats } from './presence.ts'

/** The operators' queue at a moment, as far as somebody who asks now must know it. */
export interface QueueState {
  /** Cases that nobody has taken. */
  waiting: number
  /** Operators who are at the console and take cases. */
  onDuty: number
  /** Conversations that they can hold together, and how many more of them now. */
  slots: number
  free: number
  /** Conversations that those who took cases on the last day with any can hold together: so many come again. */
  usualSlots: number
  /** From claim to the end of a case, mean of the latest ones, milliseconds. */
  handling: number
  /** From the request to the claim when somebody is free, milliseconds. */
  pickup: number
  /** How often one who waits gives up, per millisecond of waiting. */
  leaving: number
}

/** So many of the latest cases tell how long one takes. */
const latest = 50
/** Before there are any. */
const usualHandling = 8 * 60_000
const usualPickup = 60_000
/** A case that was left open over night says nothing of how long a conversation takes. */
const longest = 2 * 3600_000
/** Older cases say nothing of today; a week with holidays is not longer. */
const recent = 14 * 24 * 3600_000
const workingDay = 12 * 3600_000
/** Who asked within this time tells how patient people are now; as if they had waited so much longer without giving up. */
const patienceSince = 2 * 3600_000
const patienceDoubt = 3600_000

export async function readQueue(db: Queryable, at: number): Promise<QueueState> {
  const available = (await listPresent(db, at)).filter(({ state }) => state === 'available')
  const slots = available.reduce((sum, { maxChats }) => sum + maxChats, 0)
  const { waiting } = await db
    .selectFrom('cases')
    .select((eb) => eb.fn.countAll<number>().as('waiting'))
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow()
  return {
    waiting: Number(waiting),
    onDuty: available.length,
    slots,
    free: available.reduce((sum, { maxChats, holds }) => sum + Math.max(0, maxChats - holds), 0),
    usualSlots: slots > 0 ? slots : await readUsualSlots(db, at),
    handling: await readHandling(db, at),
    pickup: usualPickup,
    leaving: await readLeaving(db, at),
  }
}

async function readHandling(db: Queryable, at: number): Promise<number> {
  const ended = await db
    .selectFrom('cases')
    .select(['claimedAt', 'closedAt'])
    .where('changedAt', '>', at - recent)
    .where('closedAt', 'is not', null)
    .where('claimedAt', 'is not', null)
    .orderBy('changedAt', 'desc')
    .limit(latest)
    .execute()
  const durations = ended
    .map(({ claimedAt, closedAt }) => (closedAt as number) - (claimedAt as number))
    .filter((ms) => ms > 0 && ms < longest)
  return durations.length === 0 ? usualHandling : durations.reduce((a, b) => a + b, 0) / durations.length
}

async function readUsualSlots(db: Queryable, at: number): Promise<number> {
  const recentClaims = db
    .selectFrom('cases')
    .where('changedAt', '>', at - recent)
    .where('operator', 'is not', null)
  const { last } = await recentClaims.select((eb) => eb.fn.max('claimedAt').as('last')).executeTakeFirstOrThrow()
  if (last === null) return usualMaxChats
  const claimed = recentClaims.where('claimedAt', '>', last - workingDay).select('operator')
  const operators = await db.selectFrom('operators').select('maxChats').where('username', 'in', claimed).execute()
  return operators.reduce((sum, { maxChats }) => sum + (maxChats ?? usualMaxChats), 0) || usualMaxChats
}

/** Those who gave up, of all the time that anybody waited: the estimate of a rate when some are still waiting (censored). */
async function readLeaving(db: Queryable, at: number): Promise<number> {
  const waited = sql<number>`sum(coalesce(${sql.ref('claimedAt')}, ${sql.ref('closedAt')}, ${at}) - ${sql.ref('openedAt')})`
  const { left, time } = await db
    .selectFrom('cases')
    .select((eb) => [eb.fn.countAll<number>().filterWhere('outcome', '=', 'left').as('left'), waited.as('time')])
    .where('changedAt', '>', at - patienceSince)
    .where('openedAt', '>', at - patienceSince)
    .executeTakeFirstOrThrow()
  return Number(left) / (Number(time) + patienceDoubt)
}

/** Where a new case would stand, from 1. */
export function placeOf({ waiting }: QueueState): number {
  return waiting + 1
}

/** Nine in ten of a normal distribution lie below its mean and so many standard deviations. */
const nineInTen = 1.2816

/**
 * Within which time nine in ten of those in this place are served, milliseconds: the pick-up alone while there are free
 * conversations, else until enough of those ahead are gone. With `slots` conversations of mean length `handling` one ends
 * every handling / slots, and each of those ahead may give up: the mean wait is the sum of 1 / (slots / handling + ahead ×
 * leaving) over them, its variance the sum of their squares (Whitt, Predicting Queueing Delays, Management Science 45
 * (1999), 870–888).
 */
export function waitOf({ free, slots, handling, pickup, leaving }: QueueState, place: number): number {
  if (slots === 0) return Number.POSITIVE_INFINITY
  const ending = slots / handling
  let mean = 0
  let variance = 0
  for (let ahead = 0; ahead < place - free; ahead++) {
    const next = 1 / (ending + ahead * leaving)
    mean += next
    variance += next ** 2
  }
  return pickup + mean + nineInTen * Math.sqrt(variance)
}

/** Keeps the queue's state in memory, read again when something changes: an answer must not wait for the record. */
export class QueueWatch {
  readonly #deps: { store: Store; bus: Bus; clock: Clock; log: Log }
  #state: QueueState = {
    waiting: 0,
    onDuty: 0,
    slots: 0,
    free: 0,
    usualSlots: usualMaxChats,
    handling: usualHandling,
    pickup: usualPickup,
    leaving: 0,
  }
  #reading: Promise<void> | undefined
  #again = false
  #stop = () => {}

  constructor(deps: { store: Store; bus: Bus; clock: Clock; log: Log }) {
    this.#deps = deps
  }

  /** @param everyMs how often it is read when nothing is heard: somebody may have gone away */
  async start(everyMs = 5000): Promise<void> {
    const refresh = () => void this.refresh()
    const unsubscribe = this.#deps.bus.subscribe(casesTopic, refresh)
    const timer = setInterval(refresh, everyMs)
    this.#stop = () => {
      unsubscribe()
      clearInterval(timer)
    }
    await this.refresh()
  }

  current = (): QueueState => this.#state

  /** Counts a case that was opened just now, so that the next one does not get the same place. */
  opened(): void {
    this.#state = { ...this.#state, waiting: this.#state.waiting + 1 }
  }

  async refresh(): Promise<void> {
    if (this.#reading) {
      this.#again = true
      return this.#reading
    }
    const { store, clock, log } = this.#deps
    this.#reading = (async () => {
      do {
        this.#again = false
        try {
          this.#state = await readQueue(store.db, clock())
        } catch (error) {
          log.warn({ err: error }, "the queue's state could not be read; the last one stays in use")
        }
      } while (this.#again)
    })().finally(() => {
      this.#reading = undefined
    })
    return this.#reading
  }

  async stop(): Promise<void> {
    this.#stop()
    await this.#reading
  }
}
