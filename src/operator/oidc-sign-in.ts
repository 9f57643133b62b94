import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import { appendEvent } from '../store/events.ts'
import { newId } from '../store/ids.ts'
import type { Queryable, Store } from '../store/store.ts'
import type { Claims } from './identity-provider.ts'
import { noPassword } from './password.ts'
import { type Role, roles } from './permissions.ts'
import { type OperatorRow, openSession } from './sign-in.ts'

export type Refusal = 'role' | 'disabled'

/**
 * Signs in whoever the identity provider vouches for. The account is known by issuer and subject, never by name or
 * e-mail address; it is made at the first sign-in, with the role that the provider names.
 *
 * @returns the secret of the session, or why there is none: no known role, or the account is disabled
 */
export async function signInByProvider(
  store: Store,
  issuer: string,
  claims: Claims,
  roleClaim: string,
  clock: Clock,
): Promise<{ secret: string } | { refused: Refusal }> {
  const at = clock()
  const subject = `${issuer} ${claims.sub}`
  // Asked for at each sign-in: whoever has lost the role there has lost it here.
  const role = roleIn(claims, roleClaim)
  const account = role ? await accountOf(store, subject, claims, role, at) : await bySubject(store.db, subject)
  const refused: Refusal | undefined = !role || !account ? 'role' : account.disabledAt !== null ? 'disabled' : undefined
  if (!account || refused) {
    const why = refused ?? 'role'
    await appendEvent(store.db, {
      type: 'operator-sign-in-failed',
      at,
      actor: account?.username ?? 'unknown',
      data: { by: 'oidc', why },
    })
    return { refused: why }
  }
  return { secret: await openSession(store, account, 'oidc', clock()) }
}

/** The first known role of a claim, which may be a word or a list; a name with dots may lie deeper, as in `realm_access.roles`. */
export function roleIn(claims: Readonly<Record<string, unknown>>, claim: string): Role | undefined {
  const deeper = claim
    .split('.')
    .reduce<unknown>(
      (value, key) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined),
      claims,
    )
  const named = [claims[claim] ?? deeper].flat()
  return named.map((name) => roles.find((role) => role === name)).find((role) => role !== undefined)
}

function bySubject(db: Queryable, subject: string): Promise<OperatorRow | undefined> {
  return db.selectFrom('operators').selectAll().where('subject', '=', subject).executeTakeFirst()
}

async function accountOf(store: Store, subject: string, claims: Claims, role: Role, at: number): Promise<OperatorRow | undefined> {
  const known = await bySubject(store.db, subject)
  if (known) return known
  // A name that is taken, by a local account or another person, gets a mark of the subject.
  const mark = createHash('sha256').update(subject).digest('hex').slice(0, 6)
  const wanted = usernameIn(claims) ?? `sso-${mark}`
  for (const username of [wanted, `${wanted}-${mark}`]) {
    const made = await store.db.transaction().execute(async (trx) => {
      const added = await trx
        .insertInto('operators')
        .values({
          id: newId(at),
          username,
          name: textIn(claims.name)?.slice(0, 100) ?? username,
          role,
          email: z.email().max(254).safeParse(claims.email).data ?? null,
          subject,
          passwordHash: noPassword,
          mustChange: 0,
          failedLogins: 0,
          lockedUntil: 0,
          createdAt: at,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      if (added.numInsertedOrUpdatedRows !== 1n) return false
      await appendEvent(trx, { type: 'operator-added', at, actor: 'identity provider', data: { account: username, role, signsIn: 'oidc' } })
      return true
    })
    // When it was not made, the same person may have signed in twice at once.
    const account = await bySubject(store.db, subject)
    if (made || account) return account
  }
  return undefined
}

/** The name that the provider prefers, or the first half of the address, as our user names are written. */
function usernameIn({ preferred_username: preferred, email }: Claims): string | undefined {
  const said = textIn(preferred) ?? textIn(email)
  const name = said
    ?.split('@')[0]
    ?.normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\w.-]+/g, '-')
    .slice(0, 43)
  return name && name.length >= 2 ? name : undefined
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}
