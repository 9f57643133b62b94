import type { Selectable } from 'kysely'
import { appendEvent } from '../store/events.ts'
import { newId } from '../store/ids.ts'
import type { Queryable } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'

export type CaseRow = Selectable<Tables['cases']>

export interface NewCase {
  conversationId: string
  channel: string
  language: string
  reason: string
  service: string | null
  at: number
  /** When the client was told that a person will answer. */
  promisedAt?: number | undefined
  priority?: number
  institution?: string | null
  /** What the client was told of the wait, for the figures. */
  expected?: Record<string, unknown>
}

/** Opens a case; a conversation has at most one that is not closed, so asking twice gives the same. */
export async function openCase(db: Queryable, wanted: NewCase): Promise<string> {
  const existing = await findOpenCase(db, wanted.conversationId)
  if (existing) return existing.id
  const id = newId(wanted.at)
  await db
    .insertInto('cases')
    .values({
      id,
      conversationId: wanted.conversationId,
      state: 'waiting',
      channel: wanted.channel,
      language: wanted.language,
      reason: wanted.reason,
      openedAt: wanted.at,
      waitingSince: wanted.at,
      operator: null,
      claimedAt: null,
      closedAt: null,
      outcome: null,
      service: wanted.service,
      priority: wanted.priority ?? 0,
      institution: wanted.institution ?? null,
      promisedAt: wanted.promisedAt ?? null,
      changedAt: wanted.at,
    })
    .execute()
  await appendEvent(db, {
    type: 'handoff-requested',
    at: wanted.at,
    actor: 'assistant',
    conversationId: wanted.conversationId,
    caseId: id,
    data: {
      reason: wanted.reason,
      service: wanted.service,
      channel: wanted.channel,
      language: wanted.language,
      institution: wanted.institution ?? null,
      promisedAt: wanted.promisedAt ?? null,
      ...wanted.expected,
    },
  })
  return id
}

export function findOpenCase(db: Queryable, conversationId: string): Promise<CaseRow | undefined> {
  return db.selectFrom('cases').selectAll().where('conversationId', '=', conversationId).where('state', '!=', 'closed').executeTakeFirst()
}

/** The latest case of a conversation, open or closed. */
export function latestCase(db: Queryable, conversationId: string): Promise<CaseRow | undefined> {
  return db
    .selectFrom('cases')
    .selectAll()
    .where('conversationId', '=', conversationId)
    .orderBy('openedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}
