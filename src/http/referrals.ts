import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { languages } from '../languages.ts'
import { listMails, mailStates, sendAgain } from '../mail/outbox.ts'
import { listInstitutions } from '../operator/list-institutions.ts'
import { listOpenReferrals } from '../operator/list-referrals.ts'
import { referCase } from '../operator/refer-case.ts'
import type { ReferralDeps } from '../operator/referral-deps.ts'
import { linkOfReferral, withdrawReferral } from '../operator/withdraw-referral.ts'
import type { Deps } from '../turn/draft.ts'
import { errorContent } from './ask.ts'
import { check, readJson } from './input.ts'
import { requireOperator, requirePermission, type SessionDeps, type SignedIn, sameOrigin } from './sessions.ts'

const describe = (summary: string, description = 'Done') =>
  describeRoute({ summary, responses: { 200: { description }, 401: { description: 'Not signed in', ...errorContent } } })

const question = z.object({
  institution: z.string().min(1).max(100),
  question: z
    .string()
    .max(4000)
    .refine((text) => text.trim().length > 0, 'must not be blank'),
  email: z.email('must be an e-mail address').max(254).nullable().optional(),
  turns: z.array(z.number().int().min(1)).max(200).optional(),
})

/** Level 2 as operators see it, and the outbox. Stands behind `caseRoutes`, which lets operators in. */
export function referralRoutes(deps: ReferralDeps & SessionDeps & { answering: () => Deps }): Hono<SignedIn> {
  const app = new Hono<SignedIn>()
  const view = requirePermission('referrals.view')
  const take = requirePermission('cases.take')
  const administer = requirePermission('mails.manage')
  for (const path of ['institutions', 'referrals', 'mails', 'mails/*'])
    app.use(`/api/v1/${path}`, sameOrigin(deps.publicUrl), requireOperator(deps))

  app.post('/api/v1/cases/:id/refer', take, describe('Ask a specialist of an institution (level 2)'), async (c) => {
    const asked = await readJson(c, question)
    const { row, referral, dueAt, link, mailed } = await referCase(c.req.param('id'), asked, c.get('operator'), deps)
    return c.json({ id: row.id, state: row.state, referral, dueAt: new Date(dueAt).toISOString(), link, mailed })
  })
  app.get('/api/v1/cases/:id/referrals/:referral/link', take, describe('The link of an open question again'), async (c) =>
    c.json({ link: await linkOfReferral(c.req.param('id'), c.req.param('referral'), c.get('operator'), deps) }),
  )
  app.post('/api/v1/cases/:id/referrals/:referral/withdraw', take, describe('An answer is needed no more'), async (c) => {
    const row = await withdrawReferral(c.req.param('id'), c.req.param('referral'), c.get('operator'), deps)
    return c.json({ id: row.id, state: row.state, referral: c.req.param('referral') })
  })
  app.get('/api/v1/referrals', view, describe('What institutions have not answered', 'The questions, the longest due first'), async (c) => {
    const { state } = check({ state: c.req.query('state') ?? 'open' }, z.object({ state: z.enum(['open', 'overdue']) }))
    return c.json({ referrals: await listOpenReferrals(deps.store.db, state, deps.clock()) })
  })
  app.get('/api/v1/institutions', requirePermission('cards.view'), describe('The institutions that can be asked'), async (c) => {
    const { lang } = check(c.req.query(), z.object({ lang: z.enum(languages).optional() }))
    return c.json({ institutions: listInstitutions(deps.answering(), lang ?? 'lv') })
  })
  app.get('/api/v1/mails', administer, describe('The outbox', 'The latest mails in this state'), async (c) => {
    const { state } = check({ state: c.req.query('state') ?? 'failed' }, z.object({ state: z.enum(mailStates) }))
    return c.json({ mails: await listMails(deps.store.db, state) })
  })
  app.post('/api/v1/mails/:id/again', administer, describe('Send a mail again that was given up'), async (c) => {
    await sendAgain(c.req.param('id'), deps)
    return c.json({ id: c.req.param('id') })
  })
  return app
}
