import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { casesTopic, conversationTopic, mailsTopic } from '../bus/bus.ts'
import { ServiceError } from '../errors.ts'
import { waitOfClient } from '../handoff/wait-of-client.ts'
import { languages } from '../languages.ts'
import type { OperatorDeps } from '../operator/case.ts'
import { eraseConversation } from '../retention/erase-conversation.ts'
import type { Deps } from '../turn/draft.ts'
import { mailPlan } from '../turn/mail-plan.ts'
import { errorContent } from './ask.ts'
import { check, readJson } from './input.ts'
import type { WebchatTokens } from './webchat-token.ts'

const planMail = z.object({ turn: z.number().int().min(1), email: z.email('must be an e-mail address').max(254) })
const refusals = {
  401: { description: 'No token of a chat', ...errorContent },
  403: { description: 'The token has expired or is for another conversation', ...errorContent },
  404: { description: 'There is no such conversation', ...errorContent },
}

/** What a client does with their own conversation beside talking; authorised by its token. */
export function webchatConversationRoutes(
  { store, bus, clock, wordings, outbox }: OperatorDeps,
  answering: () => Deps,
  tokens: Pick<WebchatTokens, 'conversationOf'>,
  limits: { wait: MiddlewareHandler; change: MiddlewareHandler },
): Hono {
  const app = new Hono()
  const own = async (c: Context): Promise<string> => {
    const conversation = await tokens.conversationOf(c.req.header('authorization'))
    if (conversation === undefined) throw new ServiceError('not_signed_in', 'send Authorization: Bearer <token>')
    if (conversation === 'expired') throw new ServiceError('not_allowed', 'the token has expired; take a new one')
    if (conversation.id !== c.req.param('id')) throw new ServiceError('not_allowed', 'the token is for another conversation')
    return conversation.id
  }

  app.get(
    '/api/v1/webchat/conversations/:id/wait',
    limits.wait,
    describeRoute({
      summary: 'Place in the queue and expected time',
      responses: { 200: { description: '{ state, place, at, when, text }' }, ...refusals },
    }),
    async (c) => {
      const id = await own(c)
      const { lang } = check(c.req.query(), z.object({ lang: z.enum(languages).default('lv') }))
      return c.json(await waitOfClient(store.db, id, lang, answering()))
    },
  )
  app.delete(
    '/api/v1/webchat/conversations/:id',
    limits.change,
    describeRoute({
      summary: 'Delete one’s own conversation',
      description:
        'Erases every word of it, contacts, notes, questions to specialists, mails and comments. An open case is closed as left. What remains: when something happened, which service it was about, scores.',
      responses: { 204: { description: 'Deleted' }, ...refusals },
    }),
    async (c) => {
      const id = await own(c)
      await store.db.transaction().execute((trx) => eraseConversation(trx, id, clock()))
      bus.publish(conversationTopic(id))
      bus.publish(casesTopic)
      return c.body(null, 204)
    },
  )
  app.post(
    '/api/v1/webchat/conversations/:id/plan-mail',
    limits.change,
    describeRoute({
      summary: 'Send a plan to one’s own mailbox',
      responses: { 204: { description: 'In the outbox' }, 400: { description: 'Bad input', ...errorContent }, ...refusals },
    }),
    async (c) => {
      const conversationId = await own(c)
      if (!outbox) throw new ServiceError('not_found', 'no mail server is configured')
      const { turn, email } = await readJson(c, planMail)
      await store.db
        .transaction()
        .execute((trx) => mailPlan(trx, outbox, wordings(), { conversationId, seq: turn, to: email, at: clock() }))
      bus.publish(mailsTopic)
      return c.body(null, 204)
    },
  )
  return app
}
