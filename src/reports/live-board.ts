import type { Calendar } from '../handoff/calendar.ts'
import { listPresent } from '../handoff/presence.ts'
import { readQueue } from '../handoff/queue.ts'
import type { Queryable } from '../store/store.ts'

/** The queue and the people at this moment. */
export interface LiveBoard {
  at: string
  /** Whether it is working time. */
  open: boolean
  waiting: number
  /** Milliseconds that the client who has waited longest has waited; null: nobody waits. */
  longestWait: number | null
  /** Cases that wait past the time that was promised. */
  pastPromise: number
  /** Operators who take cases, and others at the console who take none. */
  onDuty: number
  away: number
  /** Further conversations that they can hold. */
  free: number
  held: number
  /** Cases in which an institution is asked. */
  level2: number
  /** By name; null: operators of no centre. */
  centres: { centre: string | null; onDuty: number }[]
}

export async function liveBoard(db: Queryable, calendar: Calendar, at: number): Promise<LiveBoard> {
  const { onDuty, free } = await readQueue(db, at)
  const present = await listPresent(db, at)
  const open = await db.selectFrom('cases').select(['state', 'waitingSince', 'promisedAt']).where('state', '!=', 'closed').execute()
  const waiting = open.filter(({ state }) => state === 'waiting')
  const oldest = Math.min(...waiting.map(({ waitingSince }) => waitingSince))
  const centres = new Map<string | null, number>()
  for (const { centre, state } of present) if (state === 'available') centres.set(centre, (centres.get(centre) ?? 0) + 1)
  return {
    at: new Date(at).toISOString(),
    open: calendar.isOpen(at),
    waiting: waiting.length,
    longestWait: waiting.length === 0 ? null : Math.max(0, at - oldest),
    pastPromise: waiting.filter(({ promisedAt }) => promisedAt !== null && promisedAt < at).length,
    onDuty,
    away: present.length - onDuty,
    free,
    held: open.filter(({ state }) => state === 'held').length,
    level2: open.filter(({ state }) => state === 'level2').length,
    centres: [...centres]
      .map(([id, count]) => ({ centre: calendar.centres.find((known) => known.id === id)?.name ?? id, onDuty: count }))
      .sort((a, b) => b.onDuty - a.onDuty),
  }
}
