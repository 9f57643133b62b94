import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { casesTopic } from '../bus/bus.ts'
import { listPresent, seen, setPresence } from '../handoff/presence.ts'
import { readQueue } from '../handoff/queue.ts'
import { languages } from '../languages.ts'
import type { OperatorDeps } from '../operator/case.ts'
import { answerNow, flagKinds, flagKnowledge, listFlags, resolveFlag } from '../operator/flag-knowledge.ts'
import { askForLink, readContact, unlink } from '../operator/link-case.ts'
import { searchCards, showCard } from '../operator/search-cards.ts'
import { suggestFor } from '../operator/suggest.ts'
import { answer } from '../turn/answer.ts'
import type { Deps } from '../turn/draft.ts'
import { errorContent } from './ask.ts'
import { check, readJson } from './input.ts'
import { requireOperator, requirePermission, type SessionDeps, type SignedIn, sameOrigin } from './sessions.ts'

const describe = (summary: string) =>
  describeRoute({ summary, responses: { 200: { description: 'Done' }, 401: { description: 'Not signed in', ...errorContent } } })
const languageQuery = z.object({ lang: z.enum(languages).optional() })

/** What helps operators beside the cases themselves: who is here, drafts, cards, what editors should know. */
export function deskRoutes(deps: OperatorDeps & SessionDeps & { answering: () => Deps }): Hono<SignedIn> {
  const app = new Hono<SignedIn>()
  const signedIn = [sameOrigin(deps.publicUrl), requireOperator(deps)]
  for (const path of ['presence', 'duty', 'links/*', 'cards', 'cards/*', 'flags', 'flags/*']) app.use(`/api/v1/${path}`, ...signedIn)

  app.post('/api/v1/presence', requirePermission('desk.present'), describe('Take cases, or take none for a while'), async (c) => {
    const { state } = await readJson(c, z.object({ state: z.enum(['available', 'away']) }))
    const { username } = c.get('operator')
    await seen(deps.store.db, c.get('operator'), deps.clock())
    await setPresence(deps.store.db, username, state, deps.clock())
    deps.bus.publish(casesTopic)
    return c.json({ username, state })
  })
  app.get('/api/v1/duty', requirePermission('desk.present'), describe('Who is at the console, and the queue'), async (c) => {
    const at = deps.clock()
    const present = await listPresent(deps.store.db, at)
    const { calendar } = deps.answering()
    return c.json({
      open: calendar.isOpen(at),
      queue: await readQueue(deps.store.db, at),
      operators: present.map(({ username, name, role, centre, state, since, maxChats, holds }) => ({
        username,
        name,
        role,
        centre,
        state,
        since: new Date(since).toISOString(),
        maxChats,
        holds,
      })),
    })
  })
  app.get(
    '/api/v1/cases/:id/suggestions',
    requirePermission('cases.view'),
    describe('Drafts and replies from cards, for an operator to edit'),
    async (c) => {
      const { lang } = check(c.req.query(), languageQuery)
      return c.json(await suggestFor(c.req.param('id'), deps, deps.answering(), lang))
    },
  )
  app.get(
    '/api/v1/cases/:id/contact',
    requirePermission('contacts.view'),
    describe('How to reach the client; the look is recorded'),
    async (c) => c.json({ contact: await readContact(c.req.param('id'), c.get('operator'), deps) }),
  )
  app.post(
    '/api/v1/cases/:id/link',
    requirePermission('cases.take'),
    describe('Ask the client to prove that another conversation is theirs'),
    async (c) => {
      const { other } = await readJson(c, z.object({ other: z.string().min(1).max(100) }))
      await askForLink(c.req.param('id'), other, c.get('operator'), deps)
      return c.json({ id: c.req.param('id') })
    },
  )
  app.delete('/api/v1/links/:id', requirePermission('cases.take'), describe('Separate two joined conversations'), async (c) => {
    await unlink(c.req.param('id'), c.get('operator'), deps)
    return c.body(null, 204)
  })
  app.post(
    '/api/v1/cases/:id/flags',
    requirePermission('flags.raise'),
    describe('Tell the editors what is wrong in the knowledge'),
    async (c) => {
      const flag = await readJson(
        c,
        z.object({
          kind: z.enum(flagKinds),
          seq: z.number().int().min(1).optional(),
          service: z.string().max(80).optional(),
          comment: z.string().max(2000).optional(),
        }),
      )
      return c.json(await flagKnowledge(c.req.param('id'), flag, c.get('operator'), deps), 201)
    },
  )
  app.get(
    '/api/v1/flags',
    requirePermission('flags.view'),
    describe('What operators found wrong, with what the assistant says today'),
    async (c) => {
      const { resolved } = check({ resolved: c.req.query('resolved') ?? 'no' }, z.object({ resolved: z.enum(['yes', 'no']) }))
      const now = answerNow((text) => answer({ text, expected: 'lv', context: [] }, deps.answering()).outcome)
      return c.json({ flags: await listFlags(deps.store.db, resolved === 'yes', now) })
    },
  )
  app.post('/api/v1/flags/:id/resolve', requirePermission('flags.resolve'), describe('The knowledge is mended'), async (c) => {
    await resolveFlag(c.req.param('id'), c.get('operator'), deps)
    return c.json({ id: c.req.param('id') })
  })
  app.get('/api/v1/cards', requirePermission('cards.view'), describe('Search cards'), async (c) => {
    const { q, lang } = check(c.req.query(), languageQuery.extend({ q: z.string().max(300).default('') }))
    return c.json({ cards: searchCards(q, lang ?? 'lv', deps.answering()) })
  })
  app.get('/api/v1/cards/:id', requirePermission('cards.view'), describe("A card with today's amounts"), async (c) => {
    const { lang } = check(c.req.query(), languageQuery)
    return c.json(showCard(c.req.param('id'), lang ?? 'lv', deps.answering()))
  })
  return app
}
