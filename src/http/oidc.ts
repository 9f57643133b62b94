import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { describeRoute } from 'hono-openapi'
import { jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import type { Log } from '../log.ts'
import { type IdentityProvider, NotProved, type PendingSignIn, ProviderUnavailable } from '../operator/identity-provider.ts'
import { type Refusal, signInByProvider } from '../operator/oidc-sign-in.ts'
import { type SessionDeps, setSessionCookie } from './sessions.ts'

export interface OidcDeps extends SessionDeps {
  log: Log
  /** Absent: people sign in with local accounts only. */
  oidc?: { provider: IdentityProvider; issuer: string; roleClaim: string; secret: string } | undefined
}

/** A person has so long to sign in at the provider. */
const pendingLife = '10 minutes'
const pendingSchema = z.object({ state: z.string(), nonce: z.string(), verifier: z.string() })

/** What the sign-in page says; see `src/web/console/sign-in-words.ts`. */
type Failure = Refusal | 'unavailable' | 'failed'

/** Sign-in with the organisation's account. What goes wrong ends on the sign-in page, where local accounts still work. */
export function oidcRoutes(deps: OidcDeps, limit: MiddlewareHandler): Hono {
  const { oidc, log, secure, store, clock } = deps
  const app = new Hono()
  app.get(
    '/api/v1/session/ways',
    describeRoute({ summary: 'How people can sign in', responses: { 200: { description: '{ password, oidc }' } } }),
    (c) => c.json({ password: true, oidc: oidc !== undefined }),
  )
  if (!oidc) return app
  const cookie = secure ? '__Host-vpppd-oidc' : 'vpppd-oidc'
  const key = new TextEncoder().encode(oidc.secret)
  const failed = (c: Context, failure: Failure) => c.redirect(`/console?sign-in=${failure}`)
  const whyNot = (error: unknown): Failure => {
    if (!(error instanceof ProviderUnavailable || error instanceof NotProved)) throw error
    log.warn({ err: error }, 'a sign-in through the identity provider failed')
    return error instanceof ProviderUnavailable ? 'unavailable' : 'failed'
  }

  app.get(
    '/api/v1/session/oidc',
    limit,
    describeRoute({ summary: "Sign in with the organisation's account", responses: { 302: { description: 'To the identity provider' } } }),
    async (c) => {
      try {
        const { url, pending } = await oidc.provider.begin()
        const remembered = await new SignJWT({ ...pending }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime(pendingLife).sign(key)
        // Lax, not Strict like the session: it must come along when the provider sends the person back.
        setCookie(c, cookie, remembered, { httpOnly: true, secure, sameSite: 'Lax', path: '/', maxAge: 600 })
        return c.redirect(url.href)
      } catch (error) {
        return failed(c, whyNot(error))
      }
    },
  )
  app.get(
    '/api/v1/session/oidc/callback',
    limit,
    describeRoute({ summary: 'Where the identity provider sends people back to', responses: { 302: { description: 'To the console' } } }),
    async (c) => {
      const pending = await readPending(getCookie(c, cookie), key)
      // Good for one try.
      deleteCookie(c, cookie, { path: '/', secure })
      if (!pending) return failed(c, 'failed')
      try {
        const claims = await oidc.provider.finish(new URL(c.req.url).search, pending)
        const result = await signInByProvider(store, oidc.issuer, claims, oidc.roleClaim, clock)
        if ('refused' in result) return failed(c, result.refused)
        setSessionCookie(c, result.secret, secure)
        // The page asks for the session itself: a request that it begins carries the Strict cookie, this redirect may not.
        return c.redirect('/console')
      } catch (error) {
        return failed(c, whyNot(error))
      }
    },
  )
  return app
}

async function readPending(remembered: string | undefined, key: Uint8Array): Promise<PendingSignIn | undefined> {
  if (!remembered) return undefined
  const payload = await jwtVerify(remembered, key, { algorithms: ['HS256'] }).then(
    (verified) => verified.payload,
    () => undefined,
  )
  return pendingSchema.safeParse(payload).data
}
