import { createHash, randomBytes } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { Clock } from '../clock.ts'
import { ServiceError } from '../errors.ts'
import { appendEvent } from '../store/events.ts'
import { newId } from '../store/ids.ts'
import type { Queryable, Store } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import type { Operator } from './case.ts'
import { generatePassword, hashPassword, passwordFits, requireGoodPassword } from './password.ts'

export type OperatorRow = Selectable<Tables['operators']>

const maxFailures = 5
const lockedFor = 15 * 60_000
/** Without a request for this long the session ends, milliseconds. */
const idleLife = 8 * 3600_000
/** And at the latest after this. */
const absoluteLife = 16 * 3600_000

export interface Session {
  operator: Operator
  /** The password was generated and must be changed before anything else. */
  mustChange: boolean
}

/** Makes the account `admin` when there is none. Returns the password that it generated, to be shown once. */
export async function bootstrapAdmin(store: Store, given: string | undefined, clock: Clock): Promise<string | undefined> {
  const existing = await store.db.selectFrom('operators').select(['id', 'mustChange']).where('username', '=', 'admin').executeTakeFirst()
  if (existing) {
    // A password that somebody chose is not put back at the next start; one that nobody has used yet may be replaced.
    if (given && existing.mustChange === 1)
      await store.db
        .updateTable('operators')
        .set({ passwordHash: await hashPassword(given), mustChange: 0, lockedUntil: 0, failedLogins: 0 })
        .where('id', '=', existing.id)
        .execute()
    return undefined
  }
  const password = given ?? generatePassword()
  const at = clock()
  await store.db
    .insertInto('operators')
    .values({
      id: newId(at),
      username: 'admin',
      name: 'Administrators',
      role: 'administrator',
      passwordHash: await hashPassword(password),
      mustChange: given ? 0 : 1,
      failedLogins: 0,
      lockedUntil: 0,
      createdAt: at,
    })
    .onConflict((conflict) => conflict.column('username').doNothing())
    .execute()
  return given ? undefined : password
}

/**
 * @returns the secret of the new session, for the cookie; only its hash is stored
 * @throws ServiceError `not_signed_in` for a wrong name or password alike; `too_many` while the account is locked;
 * `not_allowed` for the right password of a disabled account
 */
export async function signIn(
  store: Store,
  username: string,
  password: string,
  clock: Clock,
): Promise<{ secret: string; session: Session }> {
  const at = clock()
  const row = await store.db.selectFrom('operators').selectAll().where('username', '=', username).executeTakeFirst()
  // An unknown name costs as long as a known one, so that names cannot be found by timing.
  const fits = await passwordFits(password, row?.passwordHash ?? `${Buffer.alloc(16).toString('base64url')}.`)
  if (row && row.lockedUntil > at)
    throw new ServiceError('too_many', `the account is locked after ${maxFailures} wrong passwords; try again in 15 minutes`)
  if (!row || !fits) {
    if (row) await countFailure(store.db, row, at)
    throw new ServiceError('not_signed_in', 'wrong name or password')
  }
  if (row.disabledAt !== null) throw new ServiceError('not_allowed', 'the account is disabled; ask an administrator')
  const secret = await openSession(store, row, 'password', at)
  return { secret, session: toSession(row) }
}

/** @returns the secret of a new session for whoever has proved who they are */
export async function openSession(store: Store, row: OperatorRow, by: 'password' | 'oidc', at: number): Promise<string> {
  const secret = randomBytes(32).toString('base64url')
  await store.db.transaction().execute(async (trx) => {
    await trx.updateTable('operators').set({ failedLogins: 0 }).where('id', '=', row.id).execute()
    await trx.deleteFrom('sessions').where('expiresAt', '<', at).execute()
    await trx
      .insertInto('sessions')
      .values({ idHash: hashSecret(secret), operatorId: row.id, createdAt: at, lastSeenAt: at, expiresAt: at + absoluteLife })
      .execute()
    await appendEvent(trx, { type: 'operator-signed-in', at, actor: row.username, data: { by } })
  })
  return secret
}

/** Counted in the database, so that guesses made side by side count each. */
async function countFailure(db: Queryable, row: OperatorRow, at: number): Promise<void> {
  const { failedLogins } = await db
    .updateTable('operators')
    .set((eb) => ({ failedLogins: eb('failedLogins', '+', 1) }))
    .where('id', '=', row.id)
    .returning('failedLogins')
    .executeTakeFirstOrThrow()
  if (failedLogins >= maxFailures)
    await db
      .updateTable('operators')
      .set({ failedLogins: 0, lockedUntil: at + lockedFor })
      .where('id', '=', row.id)
      .execute()
  await appendEvent(db, { type: 'operator-sign-in-failed', at, actor: row.username })
}

/** The session of a cookie; undefined when there is none, or it has ended. */
export async function findSession(store: Store, secret: string | undefined, clock: Clock): Promise<Session | undefined> {
  if (!secret) return undefined
  const at = clock()
  const idHash = hashSecret(secret)
  const found = await store.db
    .selectFrom('sessions')
    .innerJoin('operators', 'operators.id', 'sessions.operatorId')
    .selectAll('operators')
    .select(['sessions.lastSeenAt', 'sessions.expiresAt'])
    .where('sessions.idHash', '=', idHash)
    .where('operators.disabledAt', 'is', null)
    .executeTakeFirst()
  if (!found || found.expiresAt < at || found.lastSeenAt + idleLife < at) return undefined
  if (at - found.lastSeenAt > 60_000) await store.db.updateTable('sessions').set({ lastSeenAt: at }).where('idHash', '=', idHash).execute()
  return toSession(found)
}

export async function signOut(store: Store, secret: string | undefined, operator: Operator, clock: Clock): Promise<void> {
  if (secret) await store.db.deleteFrom('sessions').where('idHash', '=', hashSecret(secret)).execute()
  await appendEvent(store.db, { type: 'operator-signed-out', at: clock(), actor: operator.username })
}

/**
 * Changes the own password and ends all other sessions of the account.
 *
 * @throws ServiceError `not_signed_in` when the old password is wrong; `bad_request` when the new one is the old one or
 * too easily guessed
 */
export async function changePassword(
  store: Store,
  operator: Operator,
  old: string,
  next: string,
  clock: Clock,
  keep?: string,
): Promise<void> {
  const row = await store.db.selectFrom('operators').selectAll().where('id', '=', operator.id).executeTakeFirstOrThrow()
  if (!(await passwordFits(old, row.passwordHash))) throw new ServiceError('not_signed_in', 'the old password is wrong', { field: 'old' })
  if (next === old) throw new ServiceError('bad_request', 'new: must not be the old password', { field: 'new' })
  requireGoodPassword(next, row.username, 'new')
  const passwordHash = await hashPassword(next)
  await store.db.transaction().execute(async (trx) => {
    await trx.updateTable('operators').set({ passwordHash, mustChange: 0 }).where('id', '=', row.id).execute()
    await trx
      .deleteFrom('sessions')
      .where('operatorId', '=', row.id)
      .where('idHash', '!=', keep ? hashSecret(keep) : '')
      .execute()
    await appendEvent(trx, {
      type: 'operator-changed',
      at: clock(),
      actor: row.username,
      data: { account: row.username, changed: { password: 'own' } },
    })
  })
}

export function toSession(row: OperatorRow): Session {
  return { operator: { id: row.id, username: row.username, name: row.name, role: row.role }, mustChange: row.mustChange === 1 }
}

function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}
