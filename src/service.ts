import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { type ServerType, serve, type WebSocketServerLike } from '@hono/node-server'
import { WebSocketServer } from 'ws'
import { type AppDeps, buildApp } from './app.ts'
import type { Bus } from './bus/bus.ts'
import type { Channel } from './channel.ts'
import { createChannelHost } from './channel-host.ts'
import { type Clock, systemClock } from './clock.ts'
import type { Config } from './config.ts'
import type { Progress } from './detection/build-model.ts'
import { watchDuty } from './handoff/call-duty.ts'
import { keepQueue } from './handoff/keep-queue.ts'
import { QueueWatch } from './handoff/queue.ts'
import { createReferralLinks } from './handoff/referral-link.ts'
import type { WebchatTokens } from './http/webchat-token.ts'
import { KnowledgeHolder } from './knowledge-holder.ts'
import { createLanguageModel, type LanguageModel } from './llm/language-model.ts'
import type { Log } from './log.ts'
import { createOutbox, type Outbox } from './mail/outbox.ts'
import { keepMails, type SendDeps } from './mail/send-mails.ts'
import { createSmtp } from './mail/smtp.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { CaseFeed } from './operator/case-feed.ts'
import { createIdentityProvider } from './operator/identity-provider.ts'
import { keepReferrals } from './operator/keep-referrals.ts'
import { bootstrapAdmin } from './operator/sign-in.ts'
import type { Regular } from './regularly.ts'
import { keepRetention } from './retention/keep-retention.ts'
import { retentionDays } from './retention/purge.ts'
import { sharedSecret } from './store/settings.ts'
import type { Store } from './store/store.ts'
import { createTokenBudget } from './store/token-budget.ts'
import type { Deps } from './turn/draft.ts'
import { createTurnWorker } from './turn/turn-worker.ts'

/** What `main.ts` decides: which store, bus and channels there are. */
export interface Parts {
  config: Config
  log: Log
  store: Store
  bus: Bus
  clock?: Clock
  channels(parts: { secret: string; config: Config; log: Log; clock: Clock }): { channels: Channel[]; tokens: WebchatTokens }
  onProgress?: Progress
  /** The same while the questions are embedded. */
  onEmbedding?: Progress
  /** Where the trained classifier is kept; absent: in DATA_DIR. */
  cacheFolder?: string
}

export interface Service {
  url: string
  /** The password made for the account `admin`, at the first start only. */
  adminPassword: string | undefined
  /** Ends what is being answered, then closes everything. */
  stop(): Promise<void>
}

/** Milliseconds between looks for turns that nobody answers. */
const resumeEvery = 10_000
/** Frames larger than this are no chat. */
const maxFrame = 64 * 1024

/** Brings the parts together and listens. Everything stored before and not answered is answered now. */
export async function startService(parts: Parts): Promise<Service> {
  const { config, log, store, bus } = parts
  const clock = parts.clock ?? systemClock
  await store.migrate()
  const adminPassword = await bootstrapAdmin(store, config.BOOTSTRAP_ADMIN_PASSWORD, clock)
  const secret = await sharedSecret(store.db, 'chat-token-key')
  const metrics = createMetrics()
  const queue = new QueueWatch({ store, bus, clock, log })
  await queue.start()
  metrics.watchQueue(queue.current)
  const languageModel = await openLanguageModel(config, { store, clock, log, metrics })
  const knowledge = new KnowledgeHolder({
    knowledge: resolve(config.KNOWLEDGE_DIR),
    intents: resolve(config.INTENTS_DIR),
    cacheFolder: parts.cacheFolder ?? join(resolve(config.DATA_DIR), 'cache'),
    timeZone: config.TZ_NAME,
    operatingPoint: config.OPERATING_POINT,
    clock,
    log,
    onProgress: parts.onProgress ?? (() => {}),
    languageModel,
    queue: queue.current,
    embeddingsFolder: config.EMBEDDINGS_MODEL_DIR,
    onEmbedding: parts.onEmbedding,
  })
  await knowledge.start()
  const answering = () => knowledge.current()
  const wordings = () => knowledge.current().knowledge.wordings
  const worker = createTurnWorker({ store, bus, log, metrics, answering, caseOpened: () => queue.opened() })
  const host = createChannelHost({ store, bus, clock, worker, wordings })
  const { channels, tokens } = parts.channels({ secret, config, log, clock })
  // Known for sure only when the service listens, which is before anything is sent.
  let url = config.PUBLIC_URL ?? `http://localhost:${config.PORT}`
  const links = createReferralLinks(await sharedSecret(store.db, 'referral-link-key'), clock, () => url)
  const outbox = config.MAIL_SMTP_URL === undefined ? undefined : createOutbox({ bus, address: () => url })
  const operators = { store, bus, clock, wordings, wake: worker.wake, outbox }
  const feed = new CaseFeed({ store, bus, clock, log })
  feed.start()
  const app = buildApp({
    config,
    log,
    metrics,
    answering,
    operators,
    feed,
    links,
    channels,
    host,
    tokens,
    oidc: await openIdentityProvider(config, store),
    pages: resolve(import.meta.dirname, '../dist/web'),
  })
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxFrame, perMessageDeflate: false })
  const server = await listen(app.fetch, config, sockets)
  const retention = keepRetention({ store, clock, log, days: retentionDays(config) })
  const { address, port } = server.address() as AddressInfo
  url = config.PUBLIC_URL ?? `http://${address === '127.0.0.1' || address === '::1' ? 'localhost' : address}:${port}`
  const keepers = [
    keepQueue({ store, bus, clock, wordings, log }),
    keepReferrals({ ...operators, answering, links, log }),
    ...startMail(config, { store, bus, clock, log, metrics, answering, outbox }),
  ]
  const resumed = await worker.resume()
  // What another node left open when it died, or what this one gave up while the store was away.
  const resuming = setInterval(() => {
    worker.resume().catch((error) => log.warn({ err: error }, 'open turns could not be looked up'))
  }, resumeEvery)
  if (resumed > 0) log.info({ conversations: resumed }, 'answering what was left open')
  await knowledge.watch()
  return {
    url,
    adminPassword,
    async stop() {
      clearInterval(resuming)
      server.close()
      for (const socket of sockets.clients) socket.close(1001, 'the service stops')
      if ('closeAllConnections' in server) server.closeAllConnections()
      await worker.idle()
      await Promise.all(keepers.map((keeper) => keeper.stop()))
      await retention.stop()
      feed.stop()
      await queue.stop()
      await knowledge.stop()
      await bus.close()
      await store.close()
    },
  }
}

async function openIdentityProvider(config: Config, store: Store): Promise<AppDeps['oidc']> {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, PUBLIC_URL: publicUrl } = config
  if (!issuer || !clientId || !clientSecret || !publicUrl) return undefined
  return {
    provider: createIdentityProvider({
      issuer,
      clientId,
      clientSecret,
      redirectUri: new URL('/api/v1/session/oidc/callback', publicUrl).href,
    }),
    issuer,
    roleClaim: config.OIDC_ROLE_CLAIM,
    secret: await sharedSecret(store.db, 'oidc-state-key'),
  }
}

async function openLanguageModel(
  config: Config,
  { store, ...deps }: { store: Store; clock: Clock; log: Log; metrics: Metrics },
): Promise<LanguageModel | undefined> {
  const { LLM_BASE_URL: baseUrl, LLM_MODEL: model, LLM_API_KEY: apiKey, LLM_TOKENS_PER_DAY: perDay } = config
  if (!baseUrl || !model || !apiKey) return undefined
  const budget = createTokenBudget(store.db, perDay)
  return createLanguageModel({ baseUrl, model, apiKey }, { ...deps, budget, timeZone: config.TZ_NAME })
}

/** Sends what is in the outbox, and calls whoever is on duty; nothing without a mail server. */
function startMail(
  { MAIL_SMTP_URL: smtp, MAIL_FROM: from, MAIL_DUTY_TO: duty }: Config,
  { outbox, answering, ...deps }: Omit<SendDeps, 'postman'> & { outbox: Outbox | undefined; answering: () => Deps },
): Regular[] {
  if (!outbox || !smtp || !from) return []
  const sender = keepMails({ ...deps, postman: createSmtp({ url: smtp, from }) })
  return duty ? [sender, watchDuty({ ...deps, answering, outbox, to: duty })] : [sender]
}

function listen(fetch: (request: Request) => Response | Promise<Response>, config: Config, sockets: WebSocketServer): Promise<ServerType> {
  return new Promise((resolveListening, reject) => {
    const server = serve(
      {
        fetch,
        port: config.PORT,
        hostname: config.HOST, // Two declarations of the same thing: ws names its parameters more narrowly.
        websocket: { server: sockets as unknown as WebSocketServerLike },
      },
      () => resolveListening(server),
    )
    server.once('error', reject)
  })
}

export const nodeId = randomUUID()
