import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { Kysely, SqliteAdapter, SqliteDialect } from 'kysely'
import Sqlite from 'libsql'
import { migrateToLatest } from './migrations.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'

/** SQLite takes back a half-made schema like any other change; Kysely does not count on it unless told. */
class AtomicSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

class AtomicSqliteDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new AtomicSqliteAdapter()
  }
}

/**
 * The record in one file, for one process. `synchronous = FULL` makes each commit wait for the disk: a turn that was
 * acknowledged survives a power cut, not only a crash of the process.
 */
export function openSqlite(file: string): Store {
  mkdirSync(dirname(file), { recursive: true })
  const sqlite = new Sqlite(file)
  // First of all, so that the next line waits for another process instead of failing.
  sqlite.pragma('busy_timeout = 5000')
  sqlite.pragma('journal_mode = WAL')
  sqlite.pragma('synchronous = FULL')
  sqlite.pragma('foreign_keys = ON')
  const db = new Kysely<Tables>({ dialect: new AtomicSqliteDialect({ database: sqlite }) })
  return {
    kind: 'sqlite',
    db,
    migrate: () => migrateToLatest(db),
    close: () => db.destroy(),
  }
}
