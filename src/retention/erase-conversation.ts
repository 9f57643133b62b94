import { ServiceError } from '../errors.ts'
import { type CaseState, stateAfter } from '../handoff/case-machine.ts'
import { findOpenCase } from '../handoff/open-case.ts'
import { emptiedAddress, isEmptied, lockConversation } from '../store/conversations.ts'
import { appendEvent } from '../store/events.ts'
import type { Queryable } from '../store/store.ts'
import { planMailPrefix } from '../turn/mail-plan.ts'
import { emptied } from './conversation-words.ts'

/**
 * A client deletes the conversation: everything that was written in it or about it, and every way to reach the client.
 * Figures stay: how often, when, which service, which score. An open case is closed as one that the client left.
 * Call it inside a transaction.
 *
 * @throws ServiceError `not_found` when there is no such conversation, or nothing is left of it
 */
export async function eraseConversation(db: Queryable, conversationId: string, at: number): Promise<void> {
  const conversation = await lockConversation(db, conversationId, at)
  if (!conversation || isEmptied(conversation)) throw new ServiceError('not_found', 'there is no such conversation')
  await leaveCase(db, conversationId, at)
  await eraseTurns(db, conversationId, at)
  await erasePapers(db, conversationId, at)
  await db
    .updateTable('conversations')
    .set({ address: `${emptiedAddress}${conversationId}`, holder: 'assistant', awaits: null })
    .where('id', '=', conversationId)
    .execute()
  await appendEvent(db, { type: 'conversation-erased', at, actor: 'client', conversationId })
}

async function leaveCase(db: Queryable, conversationId: string, at: number): Promise<void> {
  const open = await findOpenCase(db, conversationId)
  if (!open) return
  await db
    .updateTable('cases')
    .set({
      state: stateAfter(open.id, open.state as CaseState, 'erase'),
      closedAt: at,
      outcome: 'left',
      offeredTo: null,
      offeredUntil: null,
      clientWaitsSince: null,
      changedAt: at,
    })
    .where('id', '=', open.id)
    .execute()
  await appendEvent(db, { type: 'case-left', at, actor: 'client', conversationId, caseId: open.id, data: { waited: at - open.openedAt } })
}

async function eraseTurns(db: Queryable, conversationId: string, at: number): Promise<void> {
  const rows = await db
    .selectFrom('turns')
    .select(['seq', 'assistantJson'])
    .where('conversationId', '=', conversationId)
    .where('purgedAt', 'is', null)
    .execute()
  for (const { seq, assistantJson } of rows)
    await db
      .updateTable('turns')
      .set(emptied(assistantJson, at))
      .where('conversationId', '=', conversationId)
      .where('seq', '=', seq)
      .execute()
  // What was not answered yet needs no answer any more.
  await db
    .updateTable('turns')
    .set({ handledAt: at })
    .where('conversationId', '=', conversationId)
    .where('speaker', '=', 'client')
    .where('handledAt', 'is', null)
    .execute()
}

/** Contacts, notes, questions to specialists, mails, comments, flags, links. */
async function erasePapers(db: Queryable, conversationId: string, at: number): Promise<void> {
  const cases = db.selectFrom('cases').select('id').where('conversationId', '=', conversationId)
  await db.deleteFrom('contacts').where('caseId', 'in', cases).execute()
  await db.deleteFrom('notes').where('caseId', 'in', cases).execute()
  await db.updateTable('cases').set({ tagsJson: null }).where('conversationId', '=', conversationId).execute()
  await db
    .updateTable('referrals')
    .set({ withdrawnAt: at })
    .where('caseId', 'in', cases)
    .where('answeredAt', 'is', null)
    .where('withdrawnAt', 'is', null)
    .execute()
  await db
    .updateTable('referrals')
    .set((eb) => ({
      question: '',
      email: null,
      answeredBy: null,
      turnsJson: null,
      answer: eb.case().when('answer', 'is', null).then(null).else('').end(),
    }))
    .where('caseId', 'in', cases)
    .execute()
  const mails = db
    .selectFrom('mails')
    .select('id')
    .where((eb) => eb.or([eb('caseId', 'in', cases), eb('refId', 'like', `${planMailPrefix(conversationId)}%`)]))
  await db.updateTable('mails').set({ failedAt: at }).where('id', 'in', mails).where('sentAt', 'is', null).execute()
  await db.updateTable('mails').set({ to: '', subject: '', text: '', error: null }).where('id', 'in', mails).execute()
  await db.updateTable('ratings').set({ comment: null }).where('conversationId', '=', conversationId).execute()
  await db.updateTable('flags').set({ question: '', comment: '' }).where('conversationId', '=', conversationId).execute()
  await db
    .updateTable('links')
    .set({ undoneAt: at, codeHash: null })
    .where((eb) => eb.or([eb('fromConversation', '=', conversationId), eb('toConversation', '=', conversationId)]))
    .where('undoneAt', 'is', null)
    .execute()
}
