import { randomUUID } from 'node:crypto'
import { Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { etag } from 'hono/etag'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import { openAPIRouteHandler } from 'hono-openapi'
import type { Channel, ChannelHost } from './channel.ts'
import type { Config } from './config.ts'
import { httpStatus, ServiceError } from './errors.ts'
import type { ReferralLinks } from './handoff/referral-link.ts'
import { askRoutes } from './http/ask.ts'
import { askPage } from './http/ask-page.ts'
import { caseRoutes } from './http/cases.ts'
import { deskRoutes } from './http/desk.ts'
import { docsPage } from './http/docs.ts'
import { healthRoutes } from './http/health.ts'
import { type OidcDeps, oidcRoutes } from './http/oidc.ts'
import { operatorRoutes } from './http/operators.ts'
import { pageRoutes } from './http/pages.ts'
import { clientAddress, rateLimit } from './http/rate-limit.ts'
import { recordRoutes } from './http/records.ts'
import { referralPages } from './http/referral-page.ts'
import { referralRoutes } from './http/referrals.ts'
import { reportRoutes } from './http/reports.ts'
import { sessionRoutes } from './http/sessions.ts'
import { webchatConfigRoutes } from './http/webchat-config.ts'
import { webchatConversationRoutes } from './http/webchat-conversation.ts'
import { webchatInvitationRoutes } from './http/webchat-invitation.ts'
import { chatCors, type WebchatTokens, webchatTokenRoutes } from './http/webchat-token.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { OperatorDeps } from './operator/case.ts'
import type { CaseFeed } from './operator/case-feed.ts'
import { retentionDays } from './retention/purge.ts'
import type { Deps } from './turn/draft.ts'

export interface AppDeps {
  config: Config
  log: Log
  metrics: Metrics
  answering: () => Deps
  operators: OperatorDeps
  feed: CaseFeed
  links: ReferralLinks
  channels: readonly Channel[]
  host: ChannelHost
  tokens: WebchatTokens
  /** Sign-in with the organisation's accounts; absent: with local ones only. */
  oidc?: OidcDeps['oidc']
  /** Folder of the built pages. */
  pages: string
}

const kilobyte = 1024

/** All that is served, on one address. */
export function buildApp(deps: AppDeps): Hono {
  const { config, log, operators } = deps
  const limited = config.RATE_LIMIT === 'on'
  const secure = config.PUBLIC_URL?.startsWith('https:') ?? false
  const sessionDeps = { store: operators.store, clock: operators.clock, secure, publicUrl: config.PUBLIC_URL }
  const app = new Hono()

  app.use(securityHeaders(secure))
  app.use(
    '*',
    bodyLimit({
      maxSize: 256 * kilobyte,
      onError: () => {
        throw new ServiceError('too_large', 'the body is larger than 256 kB')
      },
    }),
  )
  app.use(
    '/api/v1/ask',
    bodyLimit({
      maxSize: 64 * kilobyte,
      onError: () => {
        throw new ServiceError('too_large', 'the body is larger than 64 kB')
      },
    }),
  )
  app.use('/api/v1/ask', chatCors(config.WIDGET_ORIGINS, config.PUBLIC_URL), rateLimit(600, limited))
  app.use('/api/v1/webchat/*', chatCors(config.WIDGET_ORIGINS, config.PUBLIC_URL))
  app.use('/v3/directline/*', chatCors(config.WIDGET_ORIGINS, config.PUBLIC_URL))
  const perConversation = rateLimit(60, limited, (c) => c.req.param('id') ?? clientAddress(c))
  for (const path of ['activities', 'upload']) {
    app.use(`/v3/directline/conversations/:id/${path}`, async (c, next) => (c.req.method === 'POST' ? perConversation(c, next) : next()))
  }

  // Every page of every institution asks for it; what has not changed is not sent again.
  app.use('/widget.js', compress(), etag())
  app.route('/', askRoutes(deps.answering, deps.metrics))
  app.route('/', webchatTokenRoutes(deps.tokens, config.WIDGET_ORIGINS, config.PUBLIC_URL, rateLimit(120, limited)))
  app.route('/', webchatConfigRoutes(deps.answering, operators.outbox !== undefined))
  const conversationLimits = { wait: rateLimit(60, limited, (c) => c.req.param('id') ?? clientAddress(c)), change: rateLimit(10, limited) }
  app.route('/', webchatConversationRoutes(operators, deps.answering, deps.tokens, conversationLimits))
  app.route('/', webchatInvitationRoutes({ ...operators, metrics: deps.metrics, answering: deps.answering }, rateLimit(30, limited)))
  for (const channel of deps.channels) if (channel.routes) app.route('/', channel.routes(deps.host))
  const signInLimit = rateLimit(20, limited)
  app.route('/', sessionRoutes(sessionDeps, signInLimit))
  app.route('/', oidcRoutes({ ...sessionDeps, log, oidc: deps.oidc }, signInLimit))
  app.route('/', operatorRoutes({ ...sessionDeps, bus: operators.bus, answering: deps.answering }))
  app.route('/', caseRoutes({ ...operators, ...sessionDeps, feed: deps.feed }))
  const days = retentionDays(config)
  const referrals = { ...operators, ...sessionDeps, answering: deps.answering, links: deps.links }
  app.route('/', referralRoutes(referrals))
  app.route('/', referralPages(referrals, rateLimit(60, limited)))
  app.route('/', deskRoutes({ ...operators, ...sessionDeps, answering: deps.answering }))
  app.route('/', reportRoutes({ ...sessionDeps, answering: deps.answering }))
  app.route('/', recordRoutes({ ...sessionDeps, days, timeZone: config.TZ_NAME }))
  app.route('/', healthRoutes(operators.store, deps.answering, deps.metrics))
  app.get('/openapi.json', openAPIRouteHandler(app, { documentation: { info: { title: 'VPPPD assistant', version: '1' } } }))
  app.get('/docs', docsPage(app))
  const ways = { phone: config.HELP_PHONE, email: config.HELP_EMAIL }
  app.route('/', askPage({ answering: deps.answering, metrics: deps.metrics, ...ways }, rateLimit(120, limited)))
  app.route('/', pageRoutes({ folder: deps.pages, answering: deps.answering, days, publicUrl: config.PUBLIC_URL, ...ways }))

  app.notFound((c) => c.json({ error: { code: 'not_found', message: `there is nothing at ${c.req.path}`, field: null } }, 404))
  app.onError((error, c) => {
    if (error instanceof ServiceError) {
      log.info({ path: c.req.path, code: error.code, field: error.field, reason: error.message }, 'request refused')
      // The rest of the body is never read, so the connection cannot be used again.
      if (error.code === 'too_large') c.header('Connection', 'close')
      if (error.code === 'too_many') c.header('Retry-After', '900')
      return c.json({ error: { code: error.code, message: error.message, field: error.field } }, httpStatus[error.code])
    }
    if (error instanceof HTTPException) return c.json({ error: { code: 'bad_request', message: error.message, field: null } }, error.status)
    // The text of an unexpected error may hold anything: it goes to the log, the caller gets its id.
    const id = randomUUID()
    log.error({ err: error, path: c.req.path, error: id }, 'a request failed')
    return c.json({ error: { code: 'internal', message: `something went wrong; mention ${id} when you report it`, field: null } }, 500)
  })
  return app
}

/** The snippet builder shows a preview in a frame; nothing else is framed or frames. */
function securityHeaders(secure: boolean): MiddlewareHandler {
  const usual = headers(secure, {}, 'DENY')
  const special: Record<string, MiddlewareHandler> = {
    '/embed': headers(secure, { frameSrc: ["'self'"] }, 'DENY'),
    '/embed/preview': headers(secure, { frameAncestors: ["'self'"] }, 'SAMEORIGIN'),
  }
  return (c, next) => (special[c.req.path] ?? usual)(c, next)
}

function headers(secure: boolean, policy: Record<string, string[]>, xFrameOptions: 'DENY' | 'SAMEORIGIN'): MiddlewareHandler {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      ...policy,
    },
    referrerPolicy: 'strict-origin-when-cross-origin',
    // The widget's script is loaded by pages of institutions.
    crossOriginResourcePolicy: 'cross-origin',
    strictTransportSecurity: secure ? 'max-age=31536000; includeSubDomains' : false,
    xFrameOptions,
  })
}
