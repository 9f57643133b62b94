import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { Bus } from '../bus/bus.ts'
import type { Knowledge } from '../cards/load-knowledge.ts'
import { ServiceError } from '../errors.ts'
import { type Localised, languages } from '../languages.ts'
import { addOperator, changeAccount, listAccounts, resetPassword } from '../operator/accounts.ts'
import { roles } from '../operator/permissions.ts'
import type { Deps } from '../turn/draft.ts'
import { errorContent } from './ask.ts'
import { readJson } from './input.ts'
import { requireOperator, requirePermission, type SessionDeps, type SignedIn, sameOrigin } from './sessions.ts'

const id = z
  .string()
  .max(40)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens')
const details = z.strictObject({
  name: z.string().trim().min(2).max(100),
  role: z.enum(roles),
  centre: id.nullable(),
  languages: z.array(z.enum(languages)).max(languages.length),
  institutions: z.array(id).max(100),
  maxChats: z.number().int().min(1).max(50).nullable(),
  email: z.email().max(254).nullable(),
})
const newAccount = details.partial().extend({
  username: z.string().regex(/^[\w.-]{2,50}$/, 'must have 2 to 50 letters, digits, dots or hyphens'),
  name: details.shape.name,
  role: details.shape.role,
  password: z.string().optional(),
})
const change = details.partial().extend({ disabled: z.boolean().optional() })

const describe = (summary: string, ok: number, description: string, errors: Record<number, string> = {}) =>
  describeRoute({
    summary,
    responses: Object.fromEntries([
      [ok, { description }],
      ...Object.entries({ 403: 'Only administrators', ...errors }).map(([status, why]) => [status, { description: why, ...errorContent }]),
    ]),
  })

/** Accounts of the people who work here. */
export function operatorRoutes(deps: SessionDeps & { bus: Bus; answering: () => Deps }): Hono<SignedIn> {
  const app = new Hono<SignedIn>()
  const administrators = [sameOrigin(deps.publicUrl), requireOperator(deps), requirePermission('accounts.manage')] as const
  const knowledge = () => deps.answering().knowledge

  app.get(
    '/api/v1/operators',
    ...administrators,
    describe('List accounts', 200, 'The accounts, with what can be chosen for them'),
    async (c) => c.json({ operators: await listAccounts(deps), choices: choicesOf(knowledge()) }),
  )
  app.post(
    '/api/v1/operators',
    ...administrators,
    describe('Add a local account', 201, 'Added; the password must be changed at the first sign-in. A generated one is shown only here', {
      409: 'The name is taken',
    }),
    async (c) => {
      const account = await readJson(c, newAccount)
      requireKnown(account, knowledge())
      const password = await addOperator(deps.store, account, deps.clock, c.get('operator').username)
      return c.json({ username: account.username, ...(password && { password }) }, 201)
    },
  )
  app.patch(
    '/api/v1/operators/:username',
    ...administrators,
    describe('Change, disable or enable an account', 200, 'Changed; who is disabled is signed out at once', {
      404: 'No such account',
      409: 'Nobody would be left to administer accounts',
    }),
    async (c) => {
      const wanted = await readJson(c, change)
      requireKnown(wanted, knowledge())
      await changeAccount(c.req.param('username'), wanted, c.get('operator').username, deps)
      return c.json({ username: c.req.param('username') })
    },
  )
  app.post(
    '/api/v1/operators/:username/password',
    ...administrators,
    describe('Give an account a new password', 200, 'The password, shown only here; it must be changed at the next sign-in', {
      404: 'No such account',
      409: 'The account has no password: it signs in through the identity provider',
    }),
    async (c) => c.json({ password: await resetPassword(c.req.param('username'), c.get('operator').username, deps) }),
  )
  return app
}

export interface AccountChoices {
  centres: { id: string; name: string }[]
  institutions: { id: string; short: string; name: Localised }[]
}

function choicesOf({ workingHours, institutions }: Knowledge): AccountChoices {
  return {
    centres: workingHours.centres.map(({ id, name }) => ({ id, name })),
    institutions: [...institutions.values()].map(({ id, short, name }) => ({ id, short, name })),
  }
}

/** A slip in an id would keep somebody's cases from them and say nothing. */
function requireKnown(account: { centre?: string | null | undefined; institutions?: string[] | undefined }, known: Knowledge): void {
  const { centres, institutions } = choicesOf(known)
  // As long as no centre is set up, any name will do.
  if (account.centre && centres.length > 0 && !centres.some(({ id }) => id === account.centre))
    throw new ServiceError('bad_request', `centre: there is no centre ${account.centre} in working-hours.yaml`, { field: 'centre' })
  const unknown = account.institutions?.find((wanted) => !institutions.some(({ id }) => id === wanted))
  if (unknown)
    throw new ServiceError('bad_request', `institutions: there is no institution ${unknown} in institutions.yaml`, {
      field: 'institutions',
    })
}
