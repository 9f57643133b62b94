import { ServiceError } from '../errors.ts'
import { appendEvent } from '../store/events.ts'
import type { Queryable } from '../store/store.ts'

/** `available`: takes cases; `away`: at the console, but takes none. */
export type PresenceState = 'available' | 'away'

/** An operator at the console. */
export interface Present {
  username: string
  name: string
  role: string
  centre: string | null
  state: PresenceState
  since: number
  lastSeenAt: number
  /** Offers in a row that were not taken. */
  lapses: number
  languages: string[]
  institutions: string[]
  maxChats: number
  /** Cases that they hold now, without those that wait for a specialist. */
  holds: number
}

/** Unseen for this long an operator is gone: the console says every 15 s that it is there. */
export const goneAfter = 60_000
/** Conversations at once, when the account says nothing else. */
export const usualMaxChats = 4

/** Everybody who was seen within the last minute. */
export async function listPresent(db: Queryable, at: number): Promise<Present[]> {
  const rows = await db
    .selectFrom('presence')
    .innerJoin('operators', 'operators.username', 'presence.username')
    .select([
      'presence.username',
      'presence.state',
      'presence.since',
      'presence.lastSeenAt',
      'presence.lapses',
      'operators.name',
      'operators.role',
      'operators.centre',
      'operators.languages',
      'operators.institutions',
      'operators.maxChats',
    ])
    .where('presence.lastSeenAt', '>', at - goneAfter)
    .where('operators.disabledAt', 'is', null)
    .orderBy('presence.username')
    .execute()
  const held = await db
    .selectFrom('cases')
    .select(['operator', (eb) => eb.fn.countAll<number>().as('count')])
    .where('state', '=', 'held')
    .groupBy('operator')
    .execute()
  const holds = new Map(held.map(({ operator, count }) => [operator, Number(count)]))
  return rows.map(({ languages, institutions, maxChats, ...row }) => ({
    ...row,
    languages: languages?.split(',') ?? ['lv', 'ru', 'en'],
    institutions: institutions?.split(',') ?? [],
    maxChats: maxChats ?? usualMaxChats,
    holds: holds.get(row.username) ?? 0,
  }))
}

/** The operator is at the console; the first time, operators and leads take cases, others only when they say so. */
export async function seen(db: Queryable, operator: { username: string; role: string }, at: number): Promise<void> {
  const first: PresenceState = operator.role === 'operator' || operator.role === 'lead' ? 'available' : 'away'
  const known = await db.selectFrom('presence').selectAll().where('username', '=', operator.username).executeTakeFirst()
  const wasGone = !known || known.lastSeenAt <= at - goneAfter
  await db
    .insertInto('presence')
    .values({ username: operator.username, state: first, since: at, lastSeenAt: at, lapses: 0 })
    .onConflict((conflict) =>
      conflict.column('username').doUpdateSet({ lastSeenAt: at, ...(wasGone && { since: at, state: first, lapses: 0 }) }),
    )
    .execute()
  if (wasGone) await appendEvent(db, { type: 'operator-present', at, actor: operator.username, data: { state: first } })
}

/** The operator says whether they take cases. */
export async function setPresence(db: Queryable, username: string, state: PresenceState, at: number, why = 'said so'): Promise<void> {
  const changed = await db
    .updateTable('presence')
    .set({ state, since: at, lapses: 0 })
    .where('username', '=', username)
    .where('state', '!=', state)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) return
  await appendEvent(db, {
    type: state === 'available' ? 'operator-present' : 'operator-away',
    at,
    actor: username,
    data: { state, why },
  })
}

/** Signed out: gone at once, so that nothing is offered to an empty chair. */
export async function leave(db: Queryable, username: string, at: number, why = 'signed out'): Promise<void> {
  const gone = await db.deleteFrom('presence').where('username', '=', username).executeTakeFirst()
  if (gone.numDeletedRows > 0n) await appendEvent(db, { type: 'operator-away', at, actor: username, data: { why } })
}

/** @throws ServiceError `conflict` when the operator already holds as many conversations as the account allows */
export async function requireFreeSlot(db: Queryable, username: string): Promise<void> {
  const { maxChats } = (await db.selectFrom('operators').select('maxChats').where('username', '=', username).executeTakeFirst()) ?? {}
  const { held } = await db
    .selectFrom('cases')
    .select((eb) => eb.fn.countAll<number>().as('held'))
    .where('operator', '=', username)
    .where('state', '=', 'held')
    .executeTakeFirstOrThrow()
  const limit = maxChats ?? Number.POSITIVE_INFINITY
  if (Number(held) >= limit)
    throw new ServiceError('conflict', `${username} already holds ${held} conversations, the most that the account allows; end one first`)
}
