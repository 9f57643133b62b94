import type { Kysely, Transaction } from 'kysely'
import type { Tables } from './tables.ts'

/** The durable record. What was acknowledged is in here; Redis and memory hold nothing else. */
export interface Store {
  readonly kind: 'sqlite' | 'postgres'
  readonly db: Database
  /** Brings the schema up to date; with PostgreSQL safe to call from several nodes at once. */
  migrate(): Promise<void>
  close(): Promise<void>
}

export type Database = Kysely<Tables>
/** A function that takes Queryable can run alone or inside a transaction. */
export type Queryable = Kysely<Tables> | Transaction<Tables>
