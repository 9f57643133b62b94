import type { Selectable } from 'kysely'
import { type Choice, choiceSchema, type Option, type StoredTurn } from '../channel.ts'
import type { Language } from '../languages.ts'
import type { Queryable } from './store.ts'
import type { Tables } from './tables.ts'

export interface NewTurn {
  speaker: StoredTurn['from']
  at: number
  language: Language
  text: string
  options?: Option[]
  replyTo?: number
  platformId?: string
  channelData?: unknown
  choice?: Choice | undefined
  assistant?: Record<string, unknown>
  author?: string
  handledAt?: number
}

/**
 * Adds a turn at the end of a conversation. Call it inside a transaction: taking the number and writing
 * the turn are one step, so numbers have no gaps.
 */
export async function appendTurn(db: Queryable, conversationId: string, turn: NewTurn): Promise<StoredTurn> {
  const { nextSeq } = await db
    .updateTable('conversations')
    .set((eb) => ({ nextSeq: eb('nextSeq', '+', 1), lastTurnAt: turn.at }))
    .where('id', '=', conversationId)
    .returning('nextSeq')
    .executeTakeFirstOrThrow()
  const row = await db
    .insertInto('turns')
    .values({
      conversationId,
      seq: nextSeq - 1,
      speaker: turn.speaker,
      at: turn.at,
      language: turn.language,
      text: turn.text,
      optionsJson: JSON.stringify(turn.options ?? []),
      replyTo: turn.replyTo ?? null,
      platformId: turn.platformId ?? null,
      channelDataJson: turn.channelData === undefined ? null : JSON.stringify(turn.channelData),
      choiceJson: turn.choice === undefined ? null : JSON.stringify(turn.choice),
      assistantJson: turn.assistant === undefined ? null : JSON.stringify(turn.assistant),
      author: turn.author ?? null,
      handledAt: turn.handledAt ?? null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return toStoredTurn(row)
}

export async function findTurnByPlatformId(db: Queryable, conversationId: string, platformId: string): Promise<StoredTurn | undefined> {
  const row = await db
    .selectFrom('turns')
    .selectAll()
    .where('conversationId', '=', conversationId)
    .where('platformId', '=', platformId)
    .executeTakeFirst()
  return row && toStoredTurn(row)
}

export async function turnsAfter(db: Queryable, conversationId: string, seq: number, limit: number): Promise<StoredTurn[]> {
  const rows = await db
    .selectFrom('turns')
    .selectAll()
    .where('conversationId', '=', conversationId)
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(limit)
    .execute()
  return rows.map(toStoredTurn)
}

/** The last turns of a conversation before (and without) `seq`, oldest first. */
export async function turnsBefore(db: Queryable, conversationId: string, seq: number, limit: number): Promise<StoredTurn[]> {
  const rows = await db
    .selectFrom('turns')
    .selectAll()
    .where('conversationId', '=', conversationId)
    .where('seq', '<', seq)
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()
  return rows.reverse().map(toStoredTurn)
}

/** The oldest turn of a client that nobody has dealt with yet. */
export async function nextTurnToHandle(
  db: Queryable,
  conversationId: string,
): Promise<{ turn: StoredTurn; choice: Choice | undefined } | undefined> {
  const row = await db
    .selectFrom('turns')
    .selectAll()
    .where('conversationId', '=', conversationId)
    .where('speaker', '=', 'client')
    .where('handledAt', 'is', null)
    .orderBy('seq')
    .executeTakeFirst()
  if (!row) return undefined
  const choice = row.choiceJson === null ? undefined : choiceSchema.parse(JSON.parse(row.choiceJson))
  return { turn: toStoredTurn(row), choice }
}

/** Conversations in which a client waits for an answer, longest wait first: after a crash they are taken up again. */
export async function conversationsToHandle(db: Queryable): Promise<string[]> {
  const rows = await db
    .selectFrom('turns')
    .select('conversationId')
    .where('speaker', '=', 'client')
    .where('handledAt', 'is', null)
    .groupBy('conversationId')
    .orderBy((eb) => eb.fn.min('at'))
    .execute()
  return rows.map((row) => row.conversationId)
}

/** False when somebody else has dealt with the turn meanwhile. */
export async function markHandled(db: Queryable, conversationId: string, seq: number, at: number): Promise<boolean> {
  const result = await db
    .updateTable('turns')
    .set({ handledAt: at })
    .where('conversationId', '=', conversationId)
    .where('seq', '=', seq)
    .where('handledAt', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

function toStoredTurn(row: Selectable<Tables['turns']>): StoredTurn {
  return {
    conversationId: row.conversationId,
    seq: row.seq,
    from: row.speaker,
    at: row.at,
    language: row.language as Language,
    text: row.text,
    options: JSON.parse(row.optionsJson),
    replyTo: row.replyTo,
    platformId: row.platformId,
    channelData: row.channelDataJson === null ? undefined : JSON.parse(row.channelDataJson),
    assistant: row.assistantJson === null ? null : JSON.parse(row.assistantJson),
    author: row.author,
  }
}
