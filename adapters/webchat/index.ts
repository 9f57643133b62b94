import { randomUUID } from 'node:crypto'
import type { Channel, Received } from '../../src/channel.ts'
import { parseActivity } from './parse.ts'
import { directLineRoutes, type WebchatOptions } from './routes.ts'
import { bearer } from './token.ts'

export { conversationOf, resumeToken, startToken } from './routes.ts'
export { Tokens } from './token.ts'

/**
 * Chat in the browser over Direct Line 3.0. Its clients fetch their turns, so nothing is pushed: what is stored
 * is what they read.
 */
export function createWebchat(options: WebchatOptions): Channel {
  return {
    name: 'webchat',
    limits: { textLength: 8000, buttons: 8, buttonTitle: 80, replyWindowHours: null },
    async receive(request): Promise<Received> {
      const checked = await options.tokens.check(bearer(request.headers.get('authorization') ?? undefined), 'chat')
      if (!checked.ok)
        return { kind: 'refused', status: checked.code === 'TokenExpired' ? 403 : 401, code: checked.code, why: 'no valid token' }
      const body = await request.json().catch(() => undefined)
      if (body === undefined) return { kind: 'refused', status: 400, code: 'BadSyntax', why: 'the body is not JSON' }
      return parseActivity(body, checked.claims.conversation, randomUUID)
    },
    async send() {},
    routes: (host) => directLineRoutes(host, options),
  }
}
