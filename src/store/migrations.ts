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
  '0002-handoff': {
    async up(db) {
      const columns: [table: string, column: string, type: 'text' | 'bigint' | 'integer'][] = [
        ['conversations', 'awaits', 'text'],
        ['turns', 'purgedAt', 'bigint'],
        ['cases', 'priority', 'integer'],
        ['cases', 'institution', 'text'],
        ['cases', 'centre', 'text'],
        ['cases', 'promisedAt', 'bigint'],
        ['cases', 'offeredTo', 'text'],
        ['cases', 'offeredUntil', 'bigint'],
        ['cases', 'answeredAt', 'bigint'],
        ['cases', 'clientWaitsSince', 'bigint'],
        ['cases', 'tagsJson', 'text'],
        ['cases', 'changedAt', 'bigint'],
        ['operators', 'centre', 'text'],
        ['operators', 'languages', 'text'],
        ['operators', 'institutions', 'text'],
        ['operators', 'maxChats', 'integer'],
        ['operators', 'email', 'text'],
        ['operators', 'subject', 'text'],
        ['operators', 'disabledAt', 'bigint'],
      ]
      // One by one: SQLite adds one column a statement. All may be empty, for the version before this one.
      for (const [table, column, type] of columns) await db.schema.alterTable(table).addColumn(column, type).execute()
      await sql`create index turns_to_purge on turns (at) where ${sql.ref('purgedAt')} is null`.execute(db)
      await db.schema.createIndex('operators_subject').unique().on('operators').column('subject').execute()
      await db.schema.createIndex('events_by_conversation').on('events').columns(['conversationId', 'at']).execute()
      await db.schema.createIndex('cases_by_change').on('cases').column('changedAt').execute()
      await db.schema
        .createTable('presence')
        .addColumn('username', 'text', (c) => c.primaryKey())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('since', 'bigint', (c) => c.notNull())
        .addColumn('lastSeenAt', 'bigint', (c) => c.notNull())
        .addColumn('lapses', 'integer', (c) => c.notNull())
        .execute()
      await db.schema
        .createTable('referrals')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('caseId', 'text', (c) => c.notNull().references('cases.id'))
        .addColumn('institution', 'text', (c) => c.notNull())
        .addColumn('email', 'text')
        .addColumn('question', 'text', (c) => c.notNull())
        .addColumn('askedBy', 'text', (c) => c.notNull())
        .addColumn('askedAt', 'bigint', (c) => c.notNull())
        .addColumn('dueAt', 'bigint', (c) => c.notNull())
        .addColumn('expiresAt', 'bigint', (c) => c.notNull())
        .addColumn('remindedAt', 'bigint')
        .addColumn('openedAt', 'bigint')
        .addColumn('answeredAt', 'bigint')
        .addColumn('answeredBy', 'text')
        .addColumn('answer', 'text')
        .addColumn('withdrawnAt', 'bigint')
        .addColumn('overdueAt', 'bigint')
        .addColumn('turnsJson', 'text')
        .execute()
      await db.schema.createIndex('referrals_by_case').on('referrals').column('caseId').execute()
      await db.schema
        .createTable('mails')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('to', 'text', (c) => c.notNull())
        .addColumn('subject', 'text', (c) => c.notNull())
        .addColumn('text', 'text', (c) => c.notNull())
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('refId', 'text', (c) => c.notNull())
        .addColumn('caseId', 'text')
        .addColumn('createdAt', 'bigint', (c) => c.notNull())
        .addColumn('nextTryAt', 'bigint', (c) => c.notNull())
        .addColumn('tries', 'integer', (c) => c.notNull())
        .addColumn('sentAt', 'bigint')
        .addColumn('error', 'text')
        .addColumn('giveUpAt', 'bigint', (c) => c.notNull())
        .addColumn('failedAt', 'bigint')
        .addUniqueConstraint('mails_once', ['kind', 'refId'])
        .execute()
      const unsent = sql`${sql.ref('sentAt')} is null and ${sql.ref('failedAt')} is null`
      await sql`create index mails_to_send on mails (${sql.ref('nextTryAt')}) where ${unsent}`.execute(db)
      await db.schema
        .createTable('contacts')
        .addColumn('caseId', 'text', (c) => c.primaryKey().references('cases.id'))
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('value', 'text', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .execute()
      await db.schema
        .createTable('ratings')
        .addColumn('conversationId', 'text', (c) => c.notNull().references('conversations.id'))
        .addColumn('caseId', 'text', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('solved', 'integer')
        .addColumn('score', 'integer')
        .addColumn('comment', 'text')
        .addPrimaryKeyConstraint('ratings_pk', ['conversationId', 'caseId'])
        .execute()
      await db.schema
        .createTable('links')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('fromConversation', 'text', (c) => c.notNull().references('conversations.id'))
        .addColumn('toConversation', 'text', (c) => c.notNull().references('conversations.id'))
        .addColumn('codeHash', 'text')
        .addColumn('expiresAt', 'bigint')
        .addColumn('tries', 'integer', (c) => c.notNull())
        .addColumn('startedBy', 'text', (c) => c.notNull())
        .addColumn('startedAt', 'bigint', (c) => c.notNull())
        .addColumn('provedBy', 'text')
        .addColumn('provedAt', 'bigint')
        .addColumn('undoneAt', 'bigint')
        .execute()
      await db.schema
        .createTable('flags')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('caseId', 'text', (c) => c.notNull())
        .addColumn('conversationId', 'text', (c) => c.notNull())
        .addColumn('seq', 'integer')
        .addColumn('service', 'text')
        .addColumn('language', 'text', (c) => c.notNull())
        .addColumn('question', 'text', (c) => c.notNull())
        .addColumn('comment', 'text', (c) => c.notNull())
        .addColumn('author', 'text', (c) => c.notNull())
        .addColumn('resolvedAt', 'bigint')
        .addColumn('resolvedBy', 'text')
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
