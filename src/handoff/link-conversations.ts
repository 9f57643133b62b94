import { createHash, randomInt } from 'node:crypto'
import { ServiceError } from '../errors.ts'
import { findConversation, updateConversation } from '../store/conversations.ts'
import { appendEvent } from '../store/events.ts'
import { newId } from '../store/ids.ts'
import type { Queryable } from '../store/store.ts'

/** A code is good for so long, and for so many tries. */
const codeLife = 10 * 60_000
const maxTries = 3

/**
 * Begins to join two conversations that may be one person's: a code goes to the other one, and whoever can read it there
 * and write it here holds both. Nothing is merged: each keeps its own record.
 *
 * @returns the code, to be said in the conversation `to` and nowhere else
 * @throws ServiceError `not_found`, `bad_request`
 */
export async function startLink(db: Queryable, from: string, to: string, operator: string, at: number): Promise<string> {
  if (from === to) throw new ServiceError('bad_request', 'conversation: must be another one', { field: 'conversation' })
  if (!(await findConversation(db, to))) throw new ServiceError('not_found', `there is no conversation ${to}`, { field: 'conversation' })
  const code = String(randomInt(0, 1_000_000)).padStart(6, '0')
  const id = newId(at)
  await db.deleteFrom('links').where('fromConversation', '=', from).where('provedAt', 'is', null).execute()
  await db
    .insertInto('links')
    .values({
      id,
      fromConversation: from,
      toConversation: to,
      codeHash: hash(id, code),
      expiresAt: at + codeLife,
      tries: 0,
      startedBy: operator,
      startedAt: at,
    })
    .execute()
  await updateConversation(db, from, { awaits: 'code' })
  await appendEvent(db, { type: 'link-started', at, actor: operator, conversationId: from, data: { link: id, to } })
  return code
}

/** Whether the words hold the code that was sent to the other conversation; then the two are joined. */
export async function proveLink(db: Queryable, from: string, words: string, at: number): Promise<boolean> {
  const open = await db
    .updateTable('links')
    .set((eb) => ({ tries: eb('tries', '+', 1) }))
    .where('fromConversation', '=', from)
    .where('provedAt', 'is', null)
    .where('expiresAt', '>', at)
    .where('tries', '<', maxTries)
    .returningAll()
    .executeTakeFirst()
  const code = words.match(/(?<!\d)\d{6}(?!\d)/)?.[0]
  if (!open || !code || hash(open.id, code) !== open.codeHash) {
    // A slip of the finger may be mended, as long as tries are left.
    if (open && open.tries < maxTries) await updateConversation(db, from, { awaits: 'code' })
    return false
  }
  await db.updateTable('links').set({ provedBy: 'code', provedAt: at, codeHash: null }).where('id', '=', open.id).execute()
  await appendEvent(db, {
    type: 'link-proved',
    at,
    actor: 'client',
    conversationId: from,
    data: { link: open.id, to: open.toConversation, by: 'code' },
  })
  return true
}

export interface LinkedConversation {
  link: string
  conversation: string
  channel: string
  provedBy: string
  provedAt: number
}

/** The conversations that are proved to be the same person's. */
export async function linkedTo(db: Queryable, conversation: string): Promise<LinkedConversation[]> {
  const rows = await db
    .selectFrom('links')
    .selectAll()
    .where((eb) => eb.or([eb('fromConversation', '=', conversation), eb('toConversation', '=', conversation)]))
    .where('provedAt', 'is not', null)
    .where('undoneAt', 'is', null)
    .execute()
  const linked: LinkedConversation[] = []
  for (const row of rows) {
    const other = row.fromConversation === conversation ? row.toConversation : row.fromConversation
    const { channel } = (await findConversation(db, other)) ?? { channel: '' }
    linked.push({
      link: row.id,
      conversation: other,
      channel,
      provedBy: row.provedBy as string,
      provedAt: row.provedAt as number,
    })
  }
  return linked
}

/** @throws ServiceError `not_found` when there is no such join */
export async function undoLink(db: Queryable, link: string, operator: string, at: number): Promise<void> {
  const done = await db
    .updateTable('links')
    .set({ undoneAt: at })
    .where('id', '=', link)
    .where('provedAt', 'is not', null)
    .where('undoneAt', 'is', null)
    .returningAll()
    .executeTakeFirst()
  if (!done) throw new ServiceError('not_found', `there is no join ${link}`)
  await appendEvent(db, { type: 'link-undone', at, actor: operator, conversationId: done.fromConversation, data: { link } })
}

function hash(id: string, code: string): string {
  return createHash('sha256').update(`${id}:${code}`).digest('base64url')
}
