import { casesTopic, conversationTopic } from '../bus/bus.ts'
import { fill } from '../cards/wording.ts'
import { startLink, undoLink } from '../handoff/link-conversations.ts'
import type { Language } from '../languages.ts'
import { findConversation } from '../store/conversations.ts'
import { appendEvent } from '../store/events.ts'
import type { Queryable } from '../store/store.ts'
import { appendTurn } from '../store/turns.ts'
import { getCase, type Operator, type OperatorDeps } from './case.ts'

/**
 * Asks a client to prove that another conversation is theirs too: the code is said there, the request here.
 *
 * @param other a conversation, or a case of one
 * @throws ServiceError `not_found`, `bad_request`
 */
export async function askForLink(
  id: string,
  other: string,
  operator: Operator,
  { store, bus, clock, wordings }: OperatorDeps,
): Promise<void> {
  const at = clock()
  const here = await getCase(store.db, id)
  const to = await conversationOf(store.db, other)
  await store.db.transaction().execute(async (trx) => {
    const code = await startLink(trx, here.conversationId, to, operator.username, at)
    const said = async (conversation: string, text: (language: Language) => string) => {
      const language = (await findConversation(trx, conversation))?.language as Language
      await appendTurn(trx, conversation, { speaker: 'system', at, language, text: text(language) })
    }
    await said(to, (language) => fill(wordings()[language].linkCode, { code }))
    await trx.updateTable('cases').set({ changedAt: at }).where('id', '=', id).execute()
    await said(here.conversationId, (language) => wordings()[language].linkAsk)
  })
  for (const conversation of [to, here.conversationId]) bus.publish(conversationTopic(conversation))
  bus.publish(casesTopic)
}

async function conversationOf(db: Queryable, other: string): Promise<string> {
  const found = await db.selectFrom('cases').select('conversationId').where('id', '=', other).executeTakeFirst()
  return found?.conversationId ?? other
}

/** Separates two conversations again. */
export async function unlink(link: string, operator: Operator, { store, clock }: OperatorDeps): Promise<void> {
  await undoLink(store.db, link, operator.username, clock())
}

/** The contact that a client left, for the operator who holds the case; every look is recorded. */
export async function readContact(
  id: string,
  operator: Operator,
  { store, clock }: OperatorDeps,
): Promise<{ kind: string; value: string } | null> {
  const row = await getCase(store.db, id)
  const contact = await store.db.selectFrom('contacts').select(['kind', 'value']).where('caseId', '=', id).executeTakeFirst()
  if (!contact) return null
  await appendEvent(store.db, {
    type: 'contact-viewed',
    at: clock(),
    actor: operator.username,
    caseId: id,
    conversationId: row.conversationId,
    data: { kind: contact.kind },
  })
  return contact
}
