import { accountsTopic, type Bus, casesTopic } from '../bus/bus.ts'
import type { Clock } from '../clock.ts'
import { ServiceError } from '../errors.ts'
import { leave } from '../handoff/presence.ts'
import type { Language } from '../languages.ts'
import { appendEvent } from '../store/events.ts'
import { newId } from '../store/ids.ts'
import type { Queryable, Store } from '../store/store.ts'
import { generatePassword, hashPassword, requireGoodPassword } from './password.ts'
import type { Role } from './permissions.ts'
import type { OperatorRow } from './sign-in.ts'

/** What administrators keep about a person. */
export interface AccountDetails {
  name: string
  role: Role
  centre: string | null
  /** Languages that they serve; empty: all. */
  languages: Language[]
  /** Institutions whose questions they know best; empty: none in particular. */
  institutions: string[]
  /** Conversations at once; null: the usual number, and no limit for what they take themselves. */
  maxChats: number | null
  email: string | null
}

type SomeDetails = { [Key in keyof AccountDetails]?: AccountDetails[Key] | undefined }

export interface Account extends AccountDetails {
  username: string
  /** How they sign in. */
  signsIn: 'password' | 'oidc'
  mustChange: boolean
  /** Until then wrong passwords keep the account locked. */
  lockedUntil: string | null
  disabledAt: string | null
  createdAt: string
  lastSignIn: string | null
}

export interface AccountDeps {
  store: Store
  bus: Bus
  clock: Clock
}

/** All accounts, those that are in use first, by name. */
export async function listAccounts({ store, clock }: Pick<AccountDeps, 'store' | 'clock'>): Promise<Account[]> {
  const rows = await store.db.selectFrom('operators').selectAll().orderBy('name').execute()
  const signedIn = await store.db
    .selectFrom('events')
    .select(['actor', (eb) => eb.fn.max('at').as('at')])
    .where('type', '=', 'operator-signed-in')
    .groupBy('actor')
    .execute()
  const last = new Map(signedIn.map(({ actor, at }) => [actor, at]))
  return rows
    .map((row) => toAccount(row, last.get(row.username) ?? null, clock()))
    .sort((a, b) => Number(a.disabledAt !== null) - Number(b.disabledAt !== null))
}

function toAccount(row: OperatorRow, lastSignIn: number | null, now: number): Account {
  const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())
  return {
    ...detailsOf(row),
    username: row.username,
    signsIn: row.subject === null ? 'password' : 'oidc',
    mustChange: row.mustChange === 1,
    lockedUntil: row.lockedUntil > now ? iso(row.lockedUntil) : null,
    disabledAt: iso(row.disabledAt),
    createdAt: new Date(row.createdAt).toISOString(),
    lastSignIn: iso(lastSignIn),
  }
}

function detailsOf(row: OperatorRow): AccountDetails {
  return {
    name: row.name,
    role: row.role,
    centre: row.centre,
    languages: (row.languages?.split(',') ?? []) as Language[],
    institutions: row.institutions?.split(',') ?? [],
    maxChats: row.maxChats,
    email: row.email,
  }
}

/** As the table has them; lists are empty there when nothing is chosen. */
function detailColumns({ name, role, languages, institutions, ...rest }: SomeDetails) {
  return {
    ...rest,
    ...(name && { name }),
    ...(role && { role }),
    ...(languages && { languages: languages.join(',') || null }),
    ...(institutions && { institutions: institutions.join(',') || null }),
  }
}

/**
 * Adds a local account. Its password, given or generated, must be changed at the first sign-in.
 *
 * @returns the generated password, to be shown once
 * @throws ServiceError `conflict` when the name is taken, `bad_request` for a bad password
 */
export async function addOperator(
  store: Store,
  account: { username: string; password?: string | undefined } & Pick<AccountDetails, 'name' | 'role'> & SomeDetails,
  clock: Clock,
  actor = 'service',
): Promise<string | undefined> {
  const { username, password, ...details } = account
  if (password !== undefined) requireGoodPassword(password, username)
  const first = password ?? generatePassword()
  const passwordHash = await hashPassword(first)
  const at = clock()
  await store.db.transaction().execute(async (trx) => {
    const added = await trx
      .insertInto('operators')
      .values({
        id: newId(at),
        username,
        ...detailColumns(details),
        name: details.name,
        role: details.role,
        passwordHash,
        mustChange: 1,
        failedLogins: 0,
        lockedUntil: 0,
        createdAt: at,
      })
      .onConflict((conflict) => conflict.column('username').doNothing())
      .executeTakeFirst()
    if (added.numInsertedOrUpdatedRows !== 1n) throw new ServiceError('conflict', `the name ${username} is taken`, { field: 'username' })
    await appendEvent(trx, { type: 'operator-added', at, actor, data: { account: username, role: details.role, signsIn: 'password' } })
  })
  return password === undefined ? first : undefined
}

/**
 * Changes an account; a disabled one is signed out at once.
 *
 * @throws ServiceError `not_found`; `conflict` when nobody would be left to administer accounts
 */
export async function changeAccount(
  username: string,
  { disabled, ...details }: SomeDetails & { disabled?: boolean | undefined },
  actor: string,
  { store, bus, clock }: AccountDeps,
): Promise<void> {
  const at = clock()
  await store.db.transaction().execute(async (trx) => {
    await lockAccounts(trx)
    const before = await getAccount(trx, username)
    const disable = disabled === true && before.disabledAt === null
    const enable = disabled === false && before.disabledAt !== null
    const changed = {
      ...differences(detailsOf(before), details),
      ...((disable || enable) && { disabled: [enable, disable] }),
    }
    if (Object.keys(changed).length === 0) return
    await trx
      .updateTable('operators')
      .set({
        ...detailColumns(details),
        ...(disable && { disabledAt: at }),
        ...(enable && { disabledAt: null, failedLogins: 0, lockedUntil: 0 }),
      })
      .where('id', '=', before.id)
      .execute()
    await requireAdministrator(trx)
    if (disable) {
      await trx.deleteFrom('sessions').where('operatorId', '=', before.id).execute()
      await leave(trx, username, at, 'account disabled')
    }
    await appendEvent(trx, { type: 'operator-changed', at, actor, data: { account: username, changed } })
  })
  for (const topic of [accountsTopic, casesTopic]) bus.publish(topic)
}

/**
 * Gives an account a new password and signs it out everywhere.
 *
 * @returns the password, to be shown once; it must be changed at the next sign-in
 * @throws ServiceError `not_found`; `conflict` for an account without a password
 */
export async function resetPassword(username: string, actor: string, { store, bus, clock }: AccountDeps): Promise<string> {
  const at = clock()
  const password = generatePassword()
  const passwordHash = await hashPassword(password)
  await store.db.transaction().execute(async (trx) => {
    const row = await getAccount(trx, username)
    if (row.subject !== null) throw new ServiceError('conflict', `${username} signs in with the organisation's account and has no password`)
    await trx
      .updateTable('operators')
      .set({ passwordHash, mustChange: 1, failedLogins: 0, lockedUntil: 0 })
      .where('id', '=', row.id)
      .execute()
    await trx.deleteFrom('sessions').where('operatorId', '=', row.id).execute()
    await leave(trx, username, at, 'password reset')
    await appendEvent(trx, { type: 'operator-changed', at, actor, data: { account: username, changed: { password: 'reset' } } })
  })
  for (const topic of [accountsTopic, casesTopic]) bus.publish(topic)
  return password
}

async function getAccount(db: Queryable, username: string): Promise<OperatorRow> {
  const row = await db.selectFrom('operators').selectAll().where('username', '=', username).executeTakeFirst()
  if (!row) throw new ServiceError('not_found', `there is no account ${username}`)
  return row
}

/** Changes of accounts go one after the other, or two administrators could disable each other. `admin` is always there. */
async function lockAccounts(db: Queryable): Promise<void> {
  await db
    .updateTable('operators')
    .set((eb) => ({ createdAt: eb.ref('createdAt') }))
    .where('username', '=', 'admin')
    .execute()
}

async function requireAdministrator(db: Queryable): Promise<void> {
  const left = await db
    .selectFrom('operators')
    .select('id')
    .where('role', '=', 'administrator')
    .where('disabledAt', 'is', null)
    .executeTakeFirst()
  if (!left) throw new ServiceError('conflict', 'the last active administrator must stay one; make somebody else an administrator first')
}

/** What changed, with both values; of names and addresses only that they changed. */
function differences(before: AccountDetails, wanted: SomeDetails): Record<string, unknown> {
  const keys = (Object.keys(wanted) as (keyof AccountDetails)[]).filter(
    (key) => wanted[key] !== undefined && JSON.stringify(wanted[key]) !== JSON.stringify(before[key]),
  )
  return Object.fromEntries(keys.map((key) => [key, key === 'name' || key === 'email' ? true : [before[key], wanted[key]]]))
}
