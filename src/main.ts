import { resolve } from 'node:path'
import { conversationOf, createWebchat, resumeToken, startToken, Tokens } from '../adapters/webchat/index.ts'
import { createInProcessBus } from './bus/in-process.ts'
import { createRedisBus } from './bus/redis.ts'
import { ConfigError, readConfig } from './config.ts'
import { missingPages } from './http/pages.ts'
import { createLog } from './log.ts'
import { progressBar } from './progress-bar.ts'
import { nodeId, type Parts, startService } from './service.ts'
import { openStore } from './store/open-store.ts'

/** The only file that knows which buses and channels there are; src/store/open-store.ts knows the stores. */
export const channels: Parts['channels'] = ({ secret, config, log, clock }) => {
  const tokens = new Tokens(secret, clock)
  const webchat = createWebchat({
    tokens,
    secret: config.DIRECTLINE_SECRET,
    publicUrl: config.PUBLIC_URL,
    onError: (error) => log.error({ err: error }, 'a chat stream failed'),
  })
  return {
    channels: [webchat],
    tokens: {
      start: () => startToken(tokens),
      resume: (old) => resumeToken(tokens, old),
      conversationOf: (authorization) => conversationOf(tokens, authorization),
    },
  }
}

async function main(): Promise<void> {
  const start = performance.now()
  const config = readConfig(process.env)
  const log = createLog(config.LOG_LEVEL)
  const missing = missingPages(resolve(import.meta.dirname, '../dist/web'))
  if (missing.length > 0) throw new ConfigError(`The pages are not built (${missing.join(', ')} missing): run "npm run build".`)
  const store = openStore(config, (error) => log.error({ err: error }, 'a database connection broke'))
  const bus = config.REDIS_URL ? createRedisBus(config.REDIS_URL, nodeId, log) : createInProcessBus()
  const onProgress = progressBar('Training the classifier')
  const onEmbedding = progressBar('Embedding the questions')
  const service = await startService({ config, log, store, bus, channels, onProgress, onEmbedding })

  const stop = (signal: string) => {
    log.info({ signal }, 'stopping')
    service.stop().then(
      () => process.exit(0),
      (error) => {
        log.error({ err: error }, 'the service did not stop cleanly')
        process.exit(1)
      },
    )
  }
  process.once('SIGTERM', () => stop('SIGTERM'))
  process.once('SIGINT', () => stop('SIGINT'))
  process.stdout.write(
    [
      '',
      `  Chat      ${service.url}/`,
      `  Console   ${service.url}/console`,
      `  API       ${service.url}/docs`,
      ...(service.adminPassword
        ? [
            '',
            `  First sign-in to the console: name admin, password ${service.adminPassword}`,
            '  (shown once; it must be changed at the first sign-in)',
          ]
        : []),
      '',
      `  Ready in ${((performance.now() - start) / 1000).toFixed(1)} s`,
      '',
      '',
    ].join('\n'),
  )
}

/** The messages of an error and of what caused it; values of settings are in none of them. */
function reasons(error: unknown): string[] {
  if (!(error instanceof Error)) return [String(error)]
  const inner = error instanceof AggregateError ? error.errors : [error.cause].filter((cause) => cause !== undefined)
  return [`  ${error.message || (error as NodeJS.ErrnoException).code || error.name}`, ...inner.flatMap(reasons)]
}

if (process.argv[1] === import.meta.filename) {
  main().catch((error) => {
    const settings = error instanceof ConfigError || ['EADDRINUSE', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')
    process.stderr.write(`The service could not start.\n${reasons(error).join('\n')}\n`)
    process.exit(settings ? 2 : 1)
  })
}
