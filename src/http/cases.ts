import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { typingTopic } from '../bus/bus.ts'
import { caseStates } from '../handoff/case-machine.ts'
import { addNote } from '../operator/add-note.ts'
import { getCase, type OperatorDeps } from '../operator/case.ts'
import type { CaseFeed } from '../operator/case-feed.ts'
import { closeCase, outcomes } from '../operator/close-case.ts'
import { listCases, viewCase } from '../operator/list-cases.ts'
import { releaseCase } from '../operator/release-case.ts'
import { replyToClient } from '../operator/reply-to-client.ts'
import { returnCase } from '../operator/return-case.ts'
import { tagCase } from '../operator/tag-case.ts'
import { takeCase } from '../operator/take-case.ts'
import { takeOverCase } from '../operator/take-over-case.ts'
import { errorContent } from './ask.ts'
import { noteSeen, streamCases } from './case-stream.ts'
import { check, readJson } from './input.ts'
import { requireOperator, requirePermission, type SessionDeps, type SignedIn, sameOrigin } from './sessions.ts'

const words = z
  .string()
  .max(8000)
  .refine((text) => text.trim().length > 0, 'must not be blank')

const errors = {
  401: { description: 'Not signed in', ...errorContent },
  404: { description: 'No such case', ...errorContent },
  409: { description: 'Somebody else holds it, or it is closed', ...errorContent },
}
const describe = (summary: string, description = 'Done') => describeRoute({ summary, responses: { 200: { description }, ...errors } })

/** What operators do with cases. Each route reads the request and calls one function. */
export function caseRoutes(deps: OperatorDeps & SessionDeps & { feed: CaseFeed }): Hono<SignedIn> {
  const app = new Hono<SignedIn>()
  const people = [requirePermission('cases.view'), noteSeen(deps)]
  const take = requirePermission('cases.take')
  app.use('/api/v1/cases/*', sameOrigin(deps.publicUrl), requireOperator(deps), ...people)
  app.use('/api/v1/cases', requireOperator(deps), ...people)
  app.use('/api/v1/events', requireOperator(deps), ...people)

  app.get('/api/v1/cases', describe('List cases', 'The cases, longest wait first'), async (c) => {
    const { state } = check({ state: c.req.query('state') }, z.object({ state: z.enum(caseStates).optional() }))
    // The moment of the server: offers and promises are in its time.
    return c.json({ at: new Date(deps.clock()).toISOString(), cases: await listCases(state, deps) })
  })
  app.get('/api/v1/cases/:id', describe('Read a case', 'The case with its transcript and notes'), async (c) => {
    const { after } = check({ after: c.req.query('after') ?? '0' }, z.object({ after: z.coerce.number().int().min(0) }))
    return c.json(await viewCase(c.req.param('id'), c.get('operator'), deps, after))
  })
  app.post('/api/v1/cases/:id/claim', take, describe('Take a case'), async (c) => {
    const row = await takeCase(c.req.param('id'), c.get('operator'), deps)
    return c.json({ id: row.id, state: row.state, operator: row.operator })
  })
  app.post('/api/v1/cases/:id/messages', take, describe('Answer the client'), async (c) => {
    const { text } = await readJson(c, z.object({ text: words }))
    const row = await replyToClient(c.req.param('id'), text, c.get('operator'), deps)
    return c.json({ id: row.id, state: row.state })
  })
  app.post('/api/v1/cases/:id/note', take, describe('Write a note that only operators see'), async (c) => {
    const { text } = await readJson(c, z.object({ text: words }))
    await addNote(c.req.param('id'), text, c.get('operator'), deps)
    return c.json({ id: c.req.param('id') })
  })
  app.post('/api/v1/cases/:id/return', take, describe('Give the conversation back to the assistant'), async (c) => {
    const row = await returnCase(c.req.param('id'), c.get('operator'), deps)
    return c.json({ id: row.id, state: row.state })
  })
  app.post('/api/v1/cases/:id/close', take, describe('Close a case'), async (c) => {
    const { outcome, service } = await readJson(c, z.object({ outcome: z.enum(outcomes), service: z.string().max(80).optional() }))
    const row = await closeCase(c.req.param('id'), outcome, service, c.get('operator'), deps)
    return c.json({ id: row.id, state: row.state, outcome: row.outcome })
  })
  app.post('/api/v1/cases/:id/release', take, describe('Put a case back into the queue'), async (c) => {
    const row = await releaseCase(c.req.param('id'), c.get('operator'), deps)
    return c.json({ id: row.id, state: row.state })
  })
  app.post(
    '/api/v1/cases/:id/take-over',
    requirePermission('cases.lead'),
    describe('Take a case from its holder (shift leads)'),
    async (c) => {
      const row = await takeOverCase(c.req.param('id'), c.get('operator'), deps)
      return c.json({ id: row.id, state: row.state, operator: row.operator })
    },
  )
  app.post('/api/v1/cases/:id/tags', take, describe('Set the tags of a case'), async (c) => {
    const { tags } = await readJson(c, z.object({ tags: z.array(z.string().min(1).max(40)).max(20) }))
    const row = await tagCase(c.req.param('id'), tags, c.get('operator'), deps)
    return c.json({ id: row.id, tags: JSON.parse(row.tagsJson ?? '[]') })
  })
  app.post('/api/v1/cases/:id/typing', take, describe('The operator is typing'), async (c) => {
    const { conversationId, operator } = await getCase(deps.store.db, c.req.param('id'))
    if (operator === c.get('operator').username) deps.bus.publish(typingTopic(conversationId))
    return c.json({ id: c.req.param('id') })
  })
  app.get('/api/v1/events', describe('Live changes (server-sent events)', 'An event `cases` with the cases that changed'), (c) =>
    streamCases(c, deps),
  )
  return app
}
