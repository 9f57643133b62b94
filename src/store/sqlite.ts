import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { Kysely, SqliteDialect } from 'kysely'
import Sqlite from 'libsql'
import { migrateToLatest } from './migrations.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'

/**
 * The record in one file. `synchronous = FULL` makes each commit wait for the disk: a turn that was
 * acknowledged survives a power cut, not only a crash of the process.
 */
export function openSqlite(file: string): Store {
  mkdirSync(dirname(file), { recursive: true })
  const sqlite = new Sqlite(file)
  sqlite.pragma('journal_mode = WAL')
  sqlite.pragma('synchronous = FULL')
  sqlite.pragma('foreign_keys = ON')
  sqlite.pragma('busy_timeout = 5000')
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: sqlite }) })
  return {
    kind: 'sqlite',
    db,
    migrate: () => migrateToLatest(db),
    close: () => db.destroy(),
  }
}
