import { sql } from 'kysely'
import type { Database, Queryable } from '../store/store.ts'

/** What is kept for so many days each; the settings RETENTION_…_DAYS. */
export const categories = ['transcripts', 'contacts', 'notes', 'mails'] as const
export type Category = (typeof categories)[number]
export type RetentionDays = Readonly<Record<Category, number>>

/** Something that people wrote, which has its time. Nothing of a case that is open is ever due. */
export interface Retained {
  category: Category
  /** How many are due: older than this moment, and what they belong to ended before it. */
  due(db: Queryable, before: number): Promise<number>
  /** Empties or deletes some of those that are due. @returns how many; 0 when none is left */
  purgeSome(db: Database, before: number, at: number): Promise<number>
  /** When the oldest that is kept was written. */
  oldest(db: Queryable): Promise<number | null>
}

/** So many at once: the record has one writer, and others wait for it. */
export const batch = 200

export const count = sql<number>`count(*)`.as('count')
/** A count as a number: PostgreSQL's are wider. */
export const total = async (rows: Promise<{ count: number }>) => Number((await rows).count)
export const when = async (rows: Promise<{ at: number | null } | undefined>) => (await rows)?.at ?? null

/** Cases that were closed before a moment. */
export const closedCases = (db: Queryable, before: number) =>
  db.selectFrom('cases').select('cases.id').where('cases.state', '=', 'closed').where('cases.closedAt', '<', before)
