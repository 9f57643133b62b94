import type { Selectable } from 'kysely'
import { casesTopic, conversationTopic } from '../bus/bus.ts'
import type { StoredTurn } from '../channel.ts'
import { type CaseState, moves, stateAfter } from '../handoff/case-machine.ts'
import type { Language, Localised } from '../languages.ts'
import { maskIdentifiers } from '../privacy/mask.ts'
import { lockConversation } from '../store/conversations.ts'
import { appendEvent } from '../store/events.ts'
import type { Queryable } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { appendTurn, turnsAfter } from '../store/turns.ts'
import { getCase } from './case.ts'
import { institutionOf, type ReferralDeps } from './referral-deps.ts'

type ReferralRow = Selectable<Tables['referrals']>

/** Why a link opens no question any more. */
export type Refusal = 'invalid' | 'expired' | 'withdrawn' | 'answered'

/** What a specialist sees of a question. */
export interface ReferralToAnswer {
  institution: { name: Localised; short: string }
  question: string
  dueAt: number
  /** The part of the conversation that the operator chose, oldest first. */
  turns: Pick<StoredTurn, 'from' | 'text' | 'language'>[]
}

/** The question of a link; the first look is noted. */
export async function openReferral(token: string, deps: ReferralDeps): Promise<ReferralToAnswer | Refusal> {
  const { store, clock } = deps
  const found = await findReferral(store.db, token, deps)
  if (typeof found === 'string') return found
  const at = clock()
  const first = await store.db
    .updateTable('referrals')
    .set({ openedAt: at })
    .where('id', '=', found.id)
    .where('openedAt', 'is', null)
    .executeTakeFirst()
  if (first.numUpdatedRows > 0n) {
    await store.db.updateTable('cases').set({ changedAt: at }).where('id', '=', found.caseId).execute()
    deps.bus.publish(casesTopic)
  }
  return {
    institution: institutionOf(found.institution, deps),
    question: found.question,
    dueAt: found.dueAt,
    turns: await chosenTurns(store.db, found),
  }
}

async function chosenTurns(db: Queryable, { caseId, turnsJson }: ReferralRow): Promise<ReferralToAnswer['turns']> {
  const chosen: number[] = turnsJson === null ? [] : JSON.parse(turnsJson)
  if (chosen.length === 0) return []
  const { conversationId } = await getCase(db, caseId)
  const turns = await turnsAfter(db, conversationId, Math.min(...chosen) - 1, Math.max(...chosen) - Math.min(...chosen) + 1)
  return turns.filter(({ seq }) => chosen.includes(seq)).map(({ from, text, language }) => ({ from, text, language }))
}

async function findReferral(db: Queryable, token: string, { links, clock }: ReferralDeps): Promise<ReferralRow | Refusal> {
  const checked = await links.check(token)
  if (!checked.ok) return checked.why
  const row = await db.selectFrom('referrals').selectAll().where('id', '=', checked.id).executeTakeFirst()
  if (!row) return 'invalid'
  if (row.answeredAt !== null) return 'answered'
  const { state } = await getCase(db, row.caseId)
  if (row.withdrawnAt !== null || state === 'closed') return 'withdrawn'
  return row.expiresAt <= clock() ? 'expired' : row
}

/** Whether the question of a link has been answered: the page of thanks shows to nobody else. */
export async function isAnswered(token: string, deps: ReferralDeps): Promise<boolean> {
  return (await findReferral(deps.store.db, token, deps)) === 'answered'
}

/**
 * The specialist's answer goes to the operator. With the last open question of a case the operator has it back, and the
 * client hears that an answer is being written.
 *
 * @returns why it was not taken
 */
export async function answerReferral(token: string, name: string, answer: string, deps: ReferralDeps): Promise<Refusal | undefined> {
  const { store, bus } = deps
  const at = deps.clock()
  const found = await findReferral(store.db, token, deps)
  if (typeof found === 'string') return found
  const { conversationId } = await getCase(store.db, found.caseId)
  const refused = await store.db.transaction().execute(async (trx): Promise<Refusal | undefined> => {
    await lockConversation(trx, conversationId, at)
    // Somebody else with the same link may have been quicker, or the operator has just withdrawn it.
    const now = await findReferral(trx, token, deps)
    if (typeof now === 'string') return now
    await trx
      .updateTable('referrals')
      .set({ answeredAt: at, answeredBy: maskIdentifiers(name), answer: maskIdentifiers(answer) })
      .where('id', '=', found.id)
      .execute()
    await moveCase(trx, now, at, deps)
    return undefined
  })
  if (refused) return refused
  bus.publish(conversationTopic(conversationId))
  bus.publish(casesTopic)
  return undefined
}

async function moveCase(trx: Queryable, referral: ReferralRow, at: number, { answering, wordings }: ReferralDeps): Promise<void> {
  const row = await getCase(trx, referral.caseId)
  const open = await openReferrals(trx, row.id)
  const last = open === 0
  const name = last && row.state === 'level2' ? 'specialist-last' : 'specialist-part'
  const state = stateAfter(row.id, row.state as CaseState, name)
  await trx
    .updateTable('cases')
    // From now on the client waits for the operator; who has gone home loses the case to somebody who is there.
    .set({ state, changedAt: at, ...(last && state === 'held' && { clientWaitsSince: row.clientWaitsSince ?? at }) })
    .where('id', '=', row.id)
    .execute()
  if (last) {
    const language = row.language as Language
    const text = wordings()[language].specialistAnswered
    await appendTurn(trx, row.conversationId, { speaker: 'system', at, language, text, assistant: { caseId: row.id } })
  }
  await appendEvent(trx, {
    type: moves[name].event,
    at,
    actor: 'specialist',
    conversationId: row.conversationId,
    caseId: row.id,
    data: {
      institution: referral.institution,
      referral: referral.id,
      took: answering().calendar.workingDaysBetween(referral.askedAt, at),
      late: at > referral.dueAt,
      open,
    },
  })
}

/** How many institutions of a case have not answered yet. */
export async function openReferrals(db: Queryable, caseId: string): Promise<number> {
  const { count } = await db
    .selectFrom('referrals')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('caseId', '=', caseId)
    .where('answeredAt', 'is', null)
    .where('withdrawnAt', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}
