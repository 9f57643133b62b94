import { randomUUID } from 'node:crypto'
import { upgradeWebSocket } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import type { ChannelHost } from '../../src/channel.ts'
import type { Language } from '../../src/languages.ts'
import { languageOfTag } from '../../src/languages.ts'
import { parseActivity } from './parse.ts'
import { activityId, renderActivity } from './render.ts'
import { pageSize, streamTurns } from './stream.ts'
import { bearer, resumeLife, type TokenClaims, type Tokens, tokenLife } from './token.ts'

export interface WebchatOptions {
  tokens: Tokens
  /** Opens every conversation; for other services, never for browsers. Absent: only tokens are taken. */
  secret: string | undefined
  /** Where clients reach the service; absent: as the request says. */
  publicUrl: string | undefined
  onError(error: unknown): void
}

type Problem = { status: 400 | 401 | 403 | 404 | 413; code: string; message: string }

const refuse = (c: Context, { status, code, message }: Problem) => c.json({ error: { code, message } }, status)

/** Direct Line 3.0, as in its OpenAPI description and as its public client really behaves. */
export function directLineRoutes(host: ChannelHost, options: WebchatOptions): Hono {
  const { tokens } = options
  const app = new Hono()

  const authorise = async (c: Context): Promise<TokenClaims | 'secret' | Problem> => {
    const given = bearer(c.req.header('authorization'))
    if (given && options.secret && given === options.secret) return 'secret'
    const checked = await tokens.check(given, 'chat')
    if (checked.ok) return checked.claims
    if (checked.code === 'TokenExpired')
      return { status: 403, code: 'TokenExpired', message: 'the token has expired; start again with a new one' }
    return { status: 401, code: checked.code, message: 'send Authorization: Bearer <token>' }
  }
  const forConversation = async (c: Context): Promise<TokenClaims | Problem> => {
    const id = c.req.param('id') ?? ''
    const who = await authorise(c)
    if (who !== 'secret' && 'status' in who) return who
    if (who !== 'secret' && who.conversation !== id)
      return { status: 403, code: 'Forbidden', message: 'the token is for another conversation' }
    if (!(await host.exists(id))) return { status: 404, code: 'NotFound', message: 'there is no such conversation' }
    return who === 'secret' ? { conversation: id, user: `dl_${id}`, purpose: 'chat' } : who
  }
  const connection = async (c: Context, claims: TokenClaims, watermark: string) => {
    const base = new URL(options.publicUrl ?? c.req.url)
    const stream = await tokens.issue({ ...claims, purpose: 'stream' })
    const streamUrl = `${base.protocol === 'https:' ? 'wss' : 'ws'}://${base.host}/v3/directline/conversations/${claims.conversation}/stream?watermark=${watermark}&t=${stream}`
    return {
      conversationId: claims.conversation,
      token: await tokens.issue({ ...claims, purpose: 'chat' }),
      expires_in: tokenLife,
      streamUrl,
    }
  }
  const watermarkOf = (c: Context): number | undefined => {
    const given = c.req.query('watermark') ?? ''
    if (given === '' || given === '-') return 0
    return /^\d{1,9}$/.test(given) ? Number(given) : undefined
  }
  const badWatermark: Problem = { status: 400, code: 'BadArgument', message: 'watermark: not one that was given out' }

  app.post('/v3/directline/tokens/generate', async (c) => {
    const who = await authorise(c)
    if (who !== 'secret')
      return refuse(c, 'status' in who ? who : { status: 403, code: 'Forbidden', message: 'only the secret makes tokens' })
    return c.json(await startToken(tokens))
  })
  app.post('/v3/directline/tokens/refresh', async (c) => {
    const who = await authorise(c)
    if (who === 'secret') return refuse(c, { status: 400, code: 'BadArgument', message: 'a secret needs no refresh' })
    if ('status' in who) return refuse(c, who)
    return c.json({ conversationId: who.conversation, token: await tokens.issue(who), expires_in: tokenLife })
  })
  app.post('/v3/directline/conversations', async (c) => {
    const who = await authorise(c)
    if (who !== 'secret' && 'status' in who) return refuse(c, who)
    const body = (await c.req.json().catch(() => ({}))) as { locale?: unknown }
    const language: Language = languageOfTag(typeof body?.locale === 'string' ? body.locale : undefined) ?? 'lv'
    const claims = who === 'secret' ? newClaims() : who
    const { created } = await host.open({ channel: 'webchat', id: claims.conversation }, language, claims.conversation)
    return c.json(await connection(c, claims, '-'), created ? 201 : 200)
  })
  app.get('/v3/directline/conversations/:id', async (c) => {
    const who = await forConversation(c)
    if ('status' in who) return refuse(c, who)
    const watermark = watermarkOf(c)
    if (watermark === undefined) return refuse(c, badWatermark)
    return c.json(await connection(c, who, c.req.query('watermark') || '-'))
  })
  app.get('/v3/directline/conversations/:id/activities', async (c) => {
    const who = await forConversation(c)
    if ('status' in who) return refuse(c, who)
    const watermark = watermarkOf(c)
    if (watermark === undefined) return refuse(c, badWatermark)
    const turns = await host.turnsAfter(who.conversation, watermark, pageSize)
    return c.json({ activities: turns.map((turn) => renderActivity(turn, who.user)), watermark: String(turns.at(-1)?.seq ?? watermark) })
  })
  app.post('/v3/directline/conversations/:id/activities', async (c) => {
    const who = await forConversation(c)
    if ('status' in who) return refuse(c, who)
    const body = await c.req.json().catch(() => undefined)
    if (body === undefined) return refuse(c, { status: 400, code: 'BadSyntax', message: 'the body is not JSON' })
    const received = parseActivity(body, who.conversation, randomUUID)
    if (received.kind === 'refused') return refuse(c, { status: received.status, code: received.code, message: received.why })
    if (received.kind === 'ignored') return c.json({ id: activityId(who.conversation, 0) })
    const [stored] = await host.intake(received.turns.map((turn) => ({ ...turn, goesOn: true })))
    return c.json({ id: activityId(who.conversation, stored?.seq ?? 0) })
  })
  app.post('/v3/directline/conversations/:id/upload', async (c) => {
    const who = await forConversation(c)
    if ('status' in who) return refuse(c, who)
    // Nothing is read of the file: a turn says that there was one, and the answer says why it was not taken.
    const turn = parseActivity({ type: 'message', attachments: [{}] }, who.conversation, randomUUID)
    const [stored] = turn.kind === 'turns' ? await host.intake(turn.turns.map((turn) => ({ ...turn, goesOn: true }))) : []
    return c.json({ id: activityId(who.conversation, stored?.seq ?? 0) })
  })
  app.get('/v3/directline/session/getsessionid', (c) => c.json({ sessionId: randomUUID() }))
  app.get(
    '/v3/directline/conversations/:id/stream',
    async (c, next) => {
      const checked = await tokens.check(c.req.query('t'), 'stream')
      if (!checked.ok)
        return refuse(c, {
          status: checked.code === 'TokenExpired' ? 403 : 401,
          code: checked.code,
          message: 'open the streamUrl that was given out',
        })
      if (checked.claims.conversation !== c.req.param('id'))
        return refuse(c, { status: 403, code: 'Forbidden', message: 'the address is for another conversation' })
      if (watermarkOf(c) === undefined) return refuse(c, badWatermark)
      c.set('claims' as never, checked.claims as never)
      await next()
    },
    upgradeWebSocket((c) => {
      const claims = c.get('claims' as never) as TokenClaims
      const watermark = watermarkOf(c) ?? 0
      let stop: (() => void) | undefined
      return {
        onOpen(_event, ws) {
          const raw = ws.raw as { bufferedAmount: number } | undefined
          const socket = {
            send: (data: string) => ws.send(data),
            close: (code: number, reason: string) => ws.close(code, reason),
            buffered: () => raw?.bufferedAmount ?? 0,
          }
          stop = streamTurns(claims.conversation, claims.user, watermark, socket, host, options.onError)
        },
        onClose: () => stop?.(),
        onError: () => stop?.(),
      }
    }),
  )
  return app
}

/** A token for a conversation that does not exist yet; it begins with the first call of the client. */
export async function startToken(tokens: Tokens): Promise<{ conversationId: string; token: string; expires_in: number }> {
  const claims = newClaims()
  return { conversationId: claims.conversation, token: await tokens.issue(claims), expires_in: tokenLife }
}

/** A new token for the conversation of a token that is valid or has lately expired. */
export async function resumeToken(
  tokens: Tokens,
  old: string,
): Promise<{ conversationId: string; token: string; expires_in: number } | undefined> {
  const claims = await tokens.checkExpired(old, resumeLife)
  return claims && { conversationId: claims.conversation, token: await tokens.issue(claims), expires_in: tokenLife }
}

/** The conversation that an `Authorization` header opens. */
export async function conversationOf(tokens: Tokens, authorization: string | undefined): Promise<{ id: string } | 'expired' | undefined> {
  const checked = await tokens.check(bearer(authorization), 'chat')
  if (checked.ok) return { id: checked.claims.conversation }
  return checked.code === 'TokenExpired' ? 'expired' : undefined
}

function newClaims(): TokenClaims {
  return { conversation: randomUUID(), user: `dl_${randomUUID()}`, purpose: 'chat' }
}
