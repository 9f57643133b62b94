import type { Selectable } from 'kysely'
import type { Address } from '../channel.ts'
import type { Language } from '../languages.ts'
import { appendEvent } from './events.ts'
import { newId } from './ids.ts'
import type { Queryable } from './store.ts'
import type { Tables } from './tables.ts'

export type ConversationRow = Selectable<Tables['conversations']>

/** Put before the id in the address of a conversation whose words have been deleted. */
export const emptiedAddress = 'purged:'

/** Nothing is left of it but figures; nobody goes on with it. */
export function isEmptied(conversation: Pick<ConversationRow, 'address'> | undefined): boolean {
  return conversation?.address.startsWith(emptiedAddress) ?? false
}

/** The conversation of an address; made when there is none. */
export async function openConversation(
  db: Queryable,
  address: Address,
  language: Language,
  at: number,
  id = newId(at),
): Promise<{ conversation: ConversationRow; created: boolean }> {
  const inserted = await db
    .insertInto('conversations')
    .values({
      id,
      channel: address.channel,
      address: address.id,
      language,
      holder: 'assistant',
      createdAt: at,
      lastTurnAt: at,
      nextSeq: 1,
    })
    .onConflict((conflict) => conflict.columns(['channel', 'address']).doNothing())
    .returningAll()
    .executeTakeFirst()
  if (inserted) {
    await appendEvent(db, {
      type: 'conversation-started',
      at,
      actor: 'client',
      conversationId: inserted.id,
      data: { channel: address.channel, language },
    })
    return { conversation: inserted, created: true }
  }
  const conversation = await db
    .selectFrom('conversations')
    .selectAll()
    .where('channel', '=', address.channel)
    .where('address', '=', address.id)
    .executeTakeFirstOrThrow()
  return { conversation, created: false }
}

export function findConversation(db: Queryable, id: string): Promise<ConversationRow | undefined> {
  return db.selectFrom('conversations').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Reads the conversation and keeps it locked until the transaction ends (PostgreSQL; SQLite has one writer). */
export function lockConversation(db: Queryable, id: string, at: number): Promise<ConversationRow | undefined> {
  return db.updateTable('conversations').set({ lastTurnAt: at }).where('id', '=', id).returningAll().executeTakeFirst()
}

export async function updateConversation(
  db: Queryable,
  id: string,
  change: Partial<Pick<ConversationRow, 'language' | 'holder' | 'awaits'>>,
): Promise<void> {
  if (Object.keys(change).length === 0) return
  await db.updateTable('conversations').set(change).where('id', '=', id).execute()
}
