import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { type Bus, casesTopic } from '../bus/bus.ts'
import { addNote } from '../operator/add-note.ts'
import type { OperatorDeps } from '../operator/case.ts'
import { closeCase, outcomes } from '../operator/close-case.ts'
import { caseStates, listCases, viewCase } from '../operator/list-cases.ts'
import { referCase } from '../operator/refer-case.ts'
import { replyToClient } from '../operator/reply-to-client.ts'
import { returnCase } from '../operator/return-case.ts'
import { takeCase } from '../operator/take-case.ts'
import { errorContent } from './ask.ts'
import { check, readJson } from './input.ts'
import { isSignedIn, requireOperator, requireRole, type SessionDeps, type SignedIn, sameOrigin } from './sessions.ts'

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
export function caseRoutes(deps: OperatorDeps & SessionDeps & { bus: Bus }): Hono<SignedIn> {
  const app = new Hono<SignedIn>()
  const people = requireRole('operator', 'lead', 'administrator')
  app.use('/api/v1/cases/*', sameOrigin(deps.publicUrl), requireOperator(deps), people)
  app.use('/api/v1/cases', requireOperator(deps), people)
  app.use('/api/v1/events', requireOperator(deps), people)

  app.get('/api/v1/cases', describe('List cases', 'The cases, longest wait first'), async (c) => {
    const { state } = check({ state: c.req.query('state') }, z.object({ state: z.enum(caseStates).optional() }))
    return c.json({ cases: await listCases(state, deps) })
  })
  app.get('/api/v1/cases/:id', describe('Read a case', 'The case with its transcript and notes'), async (c) =>
    c.json(await viewCase(c.req.param('id'), c.get('operator'), deps)),
  )
  app.post('/api/v1/cases/:id/claim', describe('Take a case'), async (c) => {
    const row = await takeCase(c.req.param('id'), c.get('operator'), deps)
    return c.json({ id: row.id, state: row.state, operator: row.operator })
  })
  app.post('/api/v1/cases/:id/messages', describe('Answer the client'), async (c) => {
    const { text } = await readJson(c, z.object({ text: words }))
    const row = await replyToClient(c.req.param('id'), text, c.get('operator'), deps)
    return c.json({ id: row.id, state: row.state })
  })
  app.post('/api/v1/cases/:id/note', describe('Write a note that only operators see'), async (c) => {
    const { text } = await readJson(c, z.object({ text: words }))
    await addNote(c.req.param('id'), text, c.get('operator'), deps)
    return c.json({ id: c.req.param('id') })
  })
  app.post('/api/v1/cases/:id/return', describe('Give the conversation back to the assistant'), async (c) => {
    const row = await returnCase(c.req.param('id'), c.get('operator'), deps)
    return c.json({ id: row.id, state: row.state })
  })
  app.post('/api/v1/cases/:id/refer', describe('Ask a specialist of an institution (level 2)'), async (c) => {
    const { institution, question } = await readJson(c, z.object({ institution: z.string().min(1).max(100), question: words }))
    const row = await referCase(c.req.param('id'), institution, question, c.get('operator'), deps)
    return c.json({ id: row.id, state: row.state })
  })
  app.post('/api/v1/cases/:id/close', describe('Close a case'), async (c) => {
    const { outcome, service } = await readJson(c, z.object({ outcome: z.enum(outcomes), service: z.string().max(80).optional() }))
    const row = await closeCase(c.req.param('id'), outcome, service, c.get('operator'), deps)
    return c.json({ id: row.id, state: row.state, outcome: row.outcome })
  })
  app.get(
    '/api/v1/events',
    describeRoute({
      summary: 'Live changes (server-sent events)',
      responses: { 200: { description: 'An event `cases` whenever a case changed' } },
    }),
    (c) =>
      streamSSE(c, async (stream) => {
        let changed = true
        let wake = () => {}
        const unsubscribe = deps.bus.subscribe(casesTopic, () => {
          changed = true
          wake()
        })
        stream.onAbort(() => {
          unsubscribe()
          wake()
        })
        let count = 0
        while (!stream.aborted) {
          if (changed) {
            changed = false
            await stream.writeSSE({ event: 'cases', id: String(++count), data: '{}' })
          } else {
            await new Promise<void>((resolve) => {
              const timer = setTimeout(resolve, 15_000)
              wake = () => {
                clearTimeout(timer)
                resolve()
              }
            })
            // Who has signed out hears nothing more.
            if (!(await isSignedIn(c, deps))) break
            if (!changed && !stream.aborted) await stream.writeSSE({ event: 'ping', data: '{}' })
          }
        }
      }),
  )
  return app
}
