import { join } from 'node:path'
import type { Config } from '../config.ts'
import { openPostgres } from './postgres.ts'
import { openSqlite } from './sqlite.ts'
import type { Store } from './store.ts'

/** The file of the record when no DATABASE_URL is set. */
export function sqliteFile({ DATA_DIR }: Pick<Config, 'DATA_DIR'>): string {
  return join(DATA_DIR, 'vpppd.sqlite')
}

/** The record that the configuration names. @param onError connections that break while nobody uses them */
export function openStore(config: Config, onError: (error: Error) => void): Store {
  return config.DATABASE_URL ? openPostgres(config.DATABASE_URL, onError) : openSqlite(sqliteFile(config))
}
