import type { Bus } from '../bus/bus.ts'
import { casesTopic } from '../bus/bus.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Queryable, Store } from '../store/store.ts'
import { listPresent } from './presence.ts'

/** The operators' queue at a moment, as far as somebody who asks now must know it. */
export interface QueueState {
  /** Cases that nobody has taken. */
  waiting: number
  /** Operators who are at the console and take cases. */
  onDuty: number
  /** Conversations that they can hold together, and how many more of them now. */
  slots: number
  free: number
  /** From claim to the end of a case, mean of the latest ones, milliseconds. */
  handling: number
  /** From the request to the claim when somebody is free, milliseconds. */
  pickup: number
}

/** So many of the latest cases tell how long one takes. */
const latest = 50
/** Before there are any. */
const usualHandling = 8 * 60_000
const usualPickup = 60_000
/** A case that was left open over night says nothing of how long a conversation takes. */
const longest = 2 * 3600_000

export async function readQueue(db: Queryable, at: number): Promise<QueueState> {
  const present = await listPresent(db, at)
  const { waiting } = await db
    .selectFrom('cases')
    .select((eb) => eb.fn.countAll<number>().as('waiting'))
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow()
  const ended = await db
    .selectFrom('cases')
    .select(['claimedAt', 'closedAt'])
    .where('state', '=', 'closed')
    .where('claimedAt', 'is not', null)
    .orderBy('closedAt', 'desc')
    .limit(latest)
    .execute()
  const durations = ended
    .map(({ claimedAt, closedAt }) => (closedAt as number) - (claimedAt as number))
    .filter((ms) => ms > 0 && ms < longest)
  const available = present.filter(({ state }) => state === 'available')
  const slots = available.reduce((sum, { maxChats }) => sum + maxChats, 0)
  return {
    waiting: Number(waiting),
    onDuty: available.length,
    slots,
    free: available.reduce((sum, { maxChats, holds }) => sum + Math.max(0, maxChats - holds), 0),
    handling: durations.length === 0 ? usualHandling : durations.reduce((a, b) => a + b, 0) / durations.length,
    pickup: usualPickup,
  }
}

/** Where a new case would stand, from 1. */
export function placeOf({ waiting }: QueueState): number {
  return waiting + 1
}

/**
 * How long somebody in this place waits, milliseconds: at once while there are free conversations, else until enough of
 * the running ones have ended. With `slots` conversations of mean length `handling` one ends every handling / slots (the
 * mean of a busy M/G/c queue, Kleinrock, Queueing Systems I).
 */
export function waitOf({ free, slots, handling, pickup }: QueueState, place: number): number {
  if (slots === 0) return Number.POSITIVE_INFINITY
  const mustEnd = Math.max(0, place - free)
  return pickup + (mustEnd * handling) / slots
}

/** Keeps the queue's state in memory, read again when something changes: an answer must not wait for the record. */
export class QueueWatch {
  readonly #deps: { store: Store; bus: Bus; clock: Clock; log: Log }
  #state: QueueState = { waiting: 0, onDuty: 0, slots: 0, free: 0, handling: usualHandling, pickup: usualPickup }
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
