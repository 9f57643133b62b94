import type { Wording } from '../cards/wording.ts'
import type { Choice, Option, StoredTurn } from '../channel.ts'
import type { Language } from '../languages.ts'
import { type ConversationRow, updateConversation } from '../store/conversations.ts'
import { appendEvent } from '../store/events.ts'
import type { Queryable } from '../store/store.ts'
import type { NewTurn } from '../store/turns.ts'
import { proveLink } from './link-conversations.ts'
import { type CaseRow, findOpenCase, latestCase } from './open-case.ts'

/** What the client hears; the caller stores it with the mark that the turn is dealt with. */
type Reply = Pick<NewTurn, 'text' | 'options'> & { caseId?: string }

/**
 * What a client does about a case rather than asks: a button that concerns the wait or the rating, or the words that
 * were asked for (a contact, a comment, a code). Call it inside the transaction that marks the turn.
 *
 * @returns undefined when the turn is an ordinary question
 */
export async function followClientMove(
  db: Queryable,
  conversation: ConversationRow,
  turn: StoredTurn,
  choice: Choice | undefined,
  wording: Wording,
  at: number,
): Promise<Reply | undefined> {
  switch (choice?.kind) {
    case 'contact':
      await updateConversation(db, conversation.id, { awaits: 'contact' })
      return { text: wording.contactAsk }
    case 'leave':
      return leaveQueue(db, conversation, wording, at)
    case 'solved':
      await rate(db, conversation.id, { solved: choice.yes ? 1 : 0 }, at)
      return choice.yes ? { text: wording.rateThanks } : { text: wording.solvedNo, options: [personButton(wording)] }
    case 'rate':
      await rate(db, conversation.id, { score: choice.score }, at)
      await updateConversation(db, conversation.id, { awaits: 'comment' })
      return { text: `${wording.rateThanks} ${wording.commentAsk}` }
    case undefined:
      return followAwaited(db, conversation, turn, wording, at)
    default:
      return undefined
  }
}

async function followAwaited(
  db: Queryable,
  conversation: ConversationRow,
  turn: StoredTurn,
  wording: Wording,
  at: number,
): Promise<Reply | undefined> {
  const { awaits } = conversation
  if (!awaits) return undefined
  // Whatever comes next is asked for no more: a question must not be taken for a comment for ever.
  await updateConversation(db, conversation.id, { awaits: null })
  if (awaits === 'contact') {
    const { contact } = (turn.assistant ?? {}) as { contact?: 'email' | 'phone' }
    if (contact) return { text: contact === 'email' ? wording.contactEmail : wording.contactPhone }
    return { text: wording.contactNone, options: [contactButton(wording)] }
  }
  if (awaits === 'comment') {
    // A question mark, and it is no comment: the assistant or the operator answers it.
    if (turn.text.includes('?') || !(await ratedLately(db, conversation.id, at))) return undefined
    await rate(db, conversation.id, { comment: turn.text }, at)
    return { text: wording.commentThanks }
  }
  const proved = await proveLink(db, conversation.id, turn.text, at)
  return { text: proved ? wording.linkProved : wording.linkWrong }
}

/** Words that come later than this after a rating are about something else. */
const commentWithin = 3600_000

async function ratedLately(db: Queryable, conversationId: string, at: number): Promise<boolean> {
  const { last } = await db
    .selectFrom('ratings')
    .select((eb) => eb.fn.max('at').as('last'))
    .where('conversationId', '=', conversationId)
    .executeTakeFirstOrThrow()
  return at - Number(last) <= commentWithin
}

async function leaveQueue(db: Queryable, conversation: ConversationRow, wording: Wording, at: number): Promise<Reply> {
  const current = await findOpenCase(db, conversation.id)
  if (current?.state !== 'waiting') return { text: current ? wording.queueGone : wording.queueLeft }
  const left = await db
    .updateTable('cases')
    .set({ state: 'closed', closedAt: at, outcome: 'left', offeredTo: null, offeredUntil: null, changedAt: at })
    .where('id', '=', current.id)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  if (left.numUpdatedRows === 0n) return { text: wording.queueGone }
  await updateConversation(db, conversation.id, { holder: 'assistant' })
  await appendEvent(db, {
    type: 'case-left',
    at,
    actor: 'client',
    conversationId: conversation.id,
    caseId: current.id,
    data: { waited: at - current.openedAt },
  })
  return { text: wording.queueLeft, caseId: current.id }
}

/** A rating is of the latest case, or of the assistant alone when there was none; a later one replaces the same part. */
async function rate(
  db: Queryable,
  conversationId: string,
  part: { solved?: number; score?: number; comment?: string },
  at: number,
): Promise<void> {
  const caseId = (await latestCase(db, conversationId))?.id ?? ''
  await db
    .insertInto('ratings')
    .values({ conversationId, caseId, at, ...part })
    .onConflict((conflict) => conflict.columns(['conversationId', 'caseId']).doUpdateSet({ at, ...part }))
    .execute()
  // The words stay with the rating, which is deleted in its time; the event keeps the figure.
  const { comment: _, ...data } = part
  if (Object.keys(data).length > 0)
    await appendEvent(db, { type: 'conversation-rated', at, actor: 'client', conversationId, ...(caseId && { caseId }), data })
}

function personButton(wording: Wording): Option {
  return { label: wording.person, text: wording.person, choice: { kind: 'person' } }
}

function contactButton(wording: Wording): Option {
  return { label: wording.leaveContact, text: wording.leaveContact, choice: { kind: 'contact' } }
}

/** Asks for a rating, with a button for each score. */
export function ratingRequest(wordings: Readonly<Record<Language, Wording>>, language: Language): { text: string; options: Option[] } {
  const options = [1, 2, 3, 4, 5].map((score): Option => ({ label: String(score), text: String(score), choice: { kind: 'rate', score } }))
  return { text: wordings[language].rateAsk, options }
}

/** Keeps a contact that the client left, with the case that waits. */
export async function keepContact(
  db: Queryable,
  current: CaseRow,
  contact: { kind: 'email' | 'phone'; value: string },
  at: number,
): Promise<void> {
  await db
    .insertInto('contacts')
    .values({ caseId: current.id, ...contact, at })
    .onConflict((conflict) => conflict.column('caseId').doUpdateSet({ ...contact, at }))
    .execute()
  await db.updateTable('cases').set({ changedAt: at }).where('id', '=', current.id).execute()
  await appendEvent(db, {
    type: 'contact-left',
    at,
    actor: 'client',
    conversationId: current.conversationId,
    caseId: current.id,
    data: { kind: contact.kind },
  })
}
