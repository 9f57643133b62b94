import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInProcessBus } from '../../src/bus/in-process.ts'
import { type Config, readConfig } from '../../src/config.ts'
import { createLog } from '../../src/log.ts'
import { channels } from '../../src/main.ts'
import { startService } from '../../src/service.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import type { Store } from '../../src/store/store.ts'
import { cacheFolder } from './knowledge.ts'

export const adminPassword = 'a long test password'

export interface TestService {
  url: string
  store: Store
  folder: string
  stop(): Promise<void>
}

export interface TestServiceOptions {
  /** Milliseconds since the epoch; the real time when absent. */
  clock?: () => number
  env?: Record<string, string>
}

/** Monday, 23 November 2026, 10:00 in Riga: operators are at work. */
export const workingTime = Date.parse('2026-11-23T08:00:00Z')

/** The whole service on a free port, with a record of its own and the project's cards. */
export async function startTestService({ clock, env = {} }: TestServiceOptions = {}): Promise<TestService> {
  const folder = mkdtempSync(join(tmpdir(), 'vpppd-test-'))
  const config: Config = readConfig({
    PORT: '0',
    DATA_DIR: folder,
    LOG_LEVEL: 'silent',
    RATE_LIMIT: 'off',
    BOOTSTRAP_ADMIN_PASSWORD: adminPassword,
    ...env,
  })
  const store = openSqlite(join(folder, 'vpppd.sqlite'))
  const service = await startService({
    config,
    log: createLog('silent'),
    store,
    bus: createInProcessBus(),
    channels,
    cacheFolder,
    ...(clock && { clock }),
  })
  return {
    url: service.url,
    store,
    folder,
    async stop() {
      await service.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
