import { type Kysely, type Migration, Migrator, sql } from 'kysely'
import type { Tables } from './tables.ts'

/**
 * Forward only, and each step keeps the version before it working: two versions of the service
 * may run on one database while it is being replaced.
 */
const migrations: Record<string, Migration> = {
  '0001-record': {
    async up(db) {
      await db.schema
        .createTable('conversations')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('channel', 'text', (c) => c.notNull())
        .addColumn('address', 'text', (c) => c.notNull())
        .addColumn('language', 'text', (c) => c.notNull())
        .addColumn('holder', 'text', (c) => c.notNull())
        .addColumn('createdAt', 'bigint', (c) => c.notNull())
        .addColumn('lastTurnAt', 'bigint', (c) => c.notNull())
        .addColumn('nextSeq', 'integer', (c) => c.notNull())
        .addUniqueConstraint('conversations_address', ['channel', 'address'])
        .execute()
      await db.schema
        .createTable('turns')
        .addColumn('conversationId', 'text', (c) => c.notNull().references('conversations.id'))
        .addColumn('seq', 'integer', (c) => c.notNull())
        .addColumn('speaker', 'text', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('language', 'text', (c) => c.notNull())
        .addColumn('text', 'text', (c) => c.notNull())
        .addColumn('optionsJson', 'text', (c) => c.notNull())
        .addColumn('replyTo', 'integer')
        .addColumn('platformId', 'text')
        .addColumn('channelDataJson', 'text')
        .addColumn('choiceJson', 'text')
        .addColumn('assistantJson', 'text')
        .addColumn('author', 'text')
        .addColumn('handledAt', 'bigint')
        .addPrimaryKeyConstraint('turns_pk', ['conversationId', 'seq'])
        .addUniqueConstraint('turns_platform_id', ['conversationId', 'platformId'])
        .execute()
      await sql`create index turns_to_do on turns (at) where ${sql.ref('handledAt')} is null and speaker = 'client'`.execute(db)
      await db.schema
        .createTable('cases')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('conversationId', 'text', (c) => c.notNull().references('conversations.id'))
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('channel', 'text', (c) => c.notNull())
        .addColumn('language', 'text', (c) => c.notNull())
        .addColumn('reason', 'text', (c) => c.notNull())
        .addColumn('openedAt', 'bigint', (c) => c.notNull())
        .addColumn('waitingSince', 'bigint', (c) => c.notNull())
        .addColumn('operator', 'text')
        .addColumn('claimedAt', 'bigint')
        .addColumn('closedAt', 'bigint')
        .addColumn('outcome', 'text')
        .addColumn('service', 'text')
        .execute()
      await sql`create unique index cases_one_open on cases (${sql.ref('conversationId')}) where state <> 'closed'`.execute(db)
      await db.schema.createIndex('cases_by_state').on('cases').columns(['state', 'waitingSince']).execute()
      await db.schema
        .createTable('notes')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('caseId', 'text', (c) => c.notNull().references('cases.id'))
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('author', 'text', (c) => c.notNull())
        .addColumn('text', 'text', (c) => c.notNull())
        .execute()
      await db.schema
        .createTable('events')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('type', 'text', (c) => c.notNull())
        .addColumn('actor', 'text', (c) => c.notNull())
        .addColumn('conversationId', 'text')
        .addColumn('caseId', 'text')
        .addColumn('dataJson', 'text', (c) => c.notNull())
        .execute()
      await db.schema.createIndex('events_by_time').on('events').columns(['type', 'at']).execute()
      await db.schema
        .createTable('operators')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('username', 'text', (c) => c.notNull().unique())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('role', 'text', (c) => c.notNull())
        .addColumn('passwordHash', 'text', (c) => c.notNull())
        .addColumn('mustChange', 'integer', (c) => c.notNull())
        .addColumn('failedLogins', 'integer', (c) => c.notNull())
        .addColumn('lockedUntil', 'bigint', (c) => c.notNull())
        .addColumn('createdAt', 'bigint', (c) => c.notNull())
        .execute()
      await db.schema
        .createTable('sessions')
        .addColumn('idHash', 'text', (c) => c.primaryKey())
        .addColumn('operatorId', 'text', (c) => c.notNull().references('operators.id'))
        .addColumn('createdAt', 'bigint', (c) => c.notNull())
        .addColumn('lastSeenAt', 'bigint', (c) => c.notNull())
        .addColumn('expiresAt', 'bigint', (c) => c.notNull())
        .execute()
      await db.schema
        .createTable('settings')
        .addColumn('key', 'text', (c) => c.primaryKey())
        .addColumn('value', 'text', (c) => c.notNull())
        .execute()
    },
  },
}

/** Applies what is missing. Kysely takes a lock in the database, so nodes that start together wait. */
export async function migrateToLatest(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error, results } = await migrator.migrateToLatest()
  if (error) {
    const failed = results?.find((result) => result.status === 'Error')
    throw new Error(`migration ${failed?.migrationName ?? '(unknown)'} failed`, { cause: error })
  }
}
