import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { isoDate } from '../cards/card.ts'
import { auditedTypes, auditTrail } from '../reports/audit.ts'
import { periodOf } from '../reports/period.ts'
import { retentionReport } from '../reports/retention.ts'
import type { RetentionDays } from '../retention/due.ts'
import { errorContent } from './ask.ts'
import { check } from './input.ts'
import { requireOperator, requirePermission, type SessionDeps, type SignedIn } from './sessions.ts'

const auditQuery = z
  .object({
    from: isoDate.optional(),
    to: isoDate.optional(),
    actor: z.string().max(100).optional(),
    type: z.enum(auditedTypes).optional(),
    before: z.string().max(100).optional(),
  })
  .refine(({ from, to }) => !from || !to || from <= to, { path: ['from'], message: 'must not be later than to' })

const describe = (summary: string, description: string) =>
  describeRoute({ summary, responses: { 200: { description }, 403: { description: 'The role may not', ...errorContent } } })

/** What is kept, and who looked at it. */
export function recordRoutes(deps: SessionDeps & { days: RetentionDays; timeZone: string }): Hono<SignedIn> {
  const { store, clock } = deps
  const app = new Hono<SignedIn>()
  app.get(
    '/api/v1/audit',
    requireOperator(deps),
    requirePermission('audit.view'),
    describe(
      'Who signed in, looked into closed conversations and at contacts, and changed accounts',
      'Entries, latest first; `next` for `before`',
    ),
    async (c) => {
      const { from, to, ...only } = check(c.req.query(), auditQuery)
      const { firstDay, lastDay, ...period } = periodOf(from, to, clock(), deps.timeZone)
      return c.json({ from: firstDay, to: lastDay, ...(await auditTrail(store.db, period, only)) })
    },
  )
  app.get(
    '/api/v1/reports/retention',
    requireOperator(deps),
    requirePermission('reports.retention'),
    describe('What is kept since when, and what was deleted', 'Categories with their oldest item, and the last runs'),
    async (c) => c.json(await retentionReport(store.db, deps.days, clock())),
  )
  return app
}
