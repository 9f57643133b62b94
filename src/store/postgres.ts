import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { migrateToLatest } from './migrations.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'

const int8 = 20

/** The record in PostgreSQL. Times fit in a double, so `bigint` columns are read as numbers. */
export function openPostgres(url: string, onError: (error: Error) => void): Store {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5000,
    statement_timeout: 10_000,
    types: {
      getTypeParser: ((oid: number, format: 'text' | 'binary') =>
        oid === int8 ? Number : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
    },
  })
  // An idle connection that breaks is an event of the pool, not of a query; without a listener it ends the process.
  pool.on('error', onError)
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return {
    kind: 'postgres',
    db,
    migrate: () => migrateToLatest(db),
    close: () => db.destroy(),
  }
}
