import { Hono, type MiddlewareHandler } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import { ServiceError } from '../errors.ts'
import { languages } from '../languages.ts'
import type { Metrics } from '../metrics.ts'
import { appendEvent } from '../store/events.ts'
import type { Store } from '../store/store.ts'
import type { Deps } from '../turn/draft.ts'
import { errorContent } from './ask.ts'
import { readJson } from './input.ts'

export const invitationSteps = ['shown', 'accepted', 'refused'] as const

const request = z.object({
  what: z.enum(invitationSteps),
  /** Why it was shown: time had passed, or somebody hesitated on a form. */
  why: z.enum(['delay', 'form']),
  lang: z.enum(languages),
  topic: z.string().max(80).optional(),
})

/** Counts what becomes of invitations. Nothing about the person is sent or kept. */
export function webchatInvitationRoutes(
  { store, clock, metrics, answering }: { store: Store; clock: Clock; metrics: Metrics; answering: () => Deps },
  limit: MiddlewareHandler,
): Hono {
  return new Hono().post(
    '/api/v1/webchat/invitations',
    limit,
    describeRoute({
      summary: 'Count an invitation',
      responses: { 204: { description: 'Counted' }, 400: { description: 'Bad input', ...errorContent } },
    }),
    async (c) => {
      const { what, why, lang, topic } = await readJson(c, request)
      if (topic !== undefined && !answering().knowledge.cards.has(topic))
        throw new ServiceError('bad_request', `topic: there is no card ${topic}`, { field: 'topic' })
      metrics.invited(what)
      await appendEvent(store.db, {
        type: `invitation-${what}`,
        at: clock(),
        actor: 'client',
        data: { why, language: lang, topic: topic ?? null },
      })
      return c.body(null, 204)
    },
  )
}
