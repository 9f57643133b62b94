import { Hono, type MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { ServiceError } from '../errors.ts'
import { errorContent } from './ask.ts'
import { readJson } from './input.ts'
import { isOwnOrigin } from './sessions.ts'

export interface WebchatTokens {
  start(): Promise<{ conversationId: string; token: string; expires_in: number }>
  /** A new token for the conversation of an old one; undefined when that is no longer possible. */
  resume(token: string): Promise<{ conversationId: string; token: string; expires_in: number } | undefined>
  /** The conversation that a request's `Authorization` header opens; undefined when there is no token, or none of ours. */
  conversationOf(authorization: string | undefined): Promise<{ id: string } | 'expired' | undefined>
}

/** Pages that may open a chat: our own, and the configured ones. */
export function allowedOrigin(
  origin: string,
  host: string | undefined,
  allowed: readonly string[],
  publicUrl: string | undefined,
): boolean {
  if (allowed.some((entry) => new URL(entry).origin === origin)) return true
  return isOwnOrigin(origin, host, publicUrl)
}

/** What browsers of other origins may call, with the headers that Direct Line clients send. No cookies. */
export function chatCors(allowed: readonly string[], publicUrl: string | undefined): MiddlewareHandler {
  return cors({
    origin: (origin, c) => (allowedOrigin(origin, c.req.header('host'), allowed, publicUrl) ? origin : null),
    allowMethods: ['GET', 'POST', 'DELETE', 'OPTIONS'],
    allowHeaders: ['authorization', 'content-type', 'x-ms-bot-agent', 'x-requested-with'],
    maxAge: 600,
  })
}

export function webchatTokenRoutes(
  tokens: WebchatTokens,
  allowed: readonly string[],
  publicUrl: string | undefined,
  limit: MiddlewareHandler,
): Hono {
  return new Hono().post(
    '/api/v1/webchat/token',
    limit,
    describeRoute({
      summary: 'A token for one chat',
      description: 'With `token`, the old token of a conversation of the last day, that conversation goes on.',
      responses: {
        200: { description: '{ token, conversationId, expires_in }' },
        403: { description: 'The page may not embed the chat', ...errorContent },
      },
    }),
    async (c) => {
      const origin = c.req.header('origin')
      if (origin && !allowedOrigin(origin, c.req.header('host'), allowed, publicUrl)) {
        throw new ServiceError('not_allowed', `pages of ${origin} may not open a chat; add the origin to WIDGET_ORIGINS`, {
          field: 'origin',
        })
      }
      const hasBody = (c.req.header('content-type') ?? '') !== ''
      const { token } = hasBody ? await readJson(c, z.object({ token: z.string().max(2000).optional() })) : { token: undefined }
      const resumed = token === undefined ? undefined : await tokens.resume(token)
      return c.json(resumed ?? (await tokens.start()))
    },
  )
}
