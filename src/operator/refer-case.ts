import { fill } from '../cards/wording.ts'
import { ServiceError } from '../errors.ts'
import { byDate } from '../handoff/due-date.ts'
import { level2Dates } from '../handoff/level2-clock.ts'
import type { CaseRow } from '../handoff/open-case.ts'
import type { Language } from '../languages.ts'
import { referralLetter } from '../mail/letters.ts'
import { maskIdentifiers } from '../privacy/mask.ts'
import { newId } from '../store/ids.ts'
import type { Queryable } from '../store/store.ts'
import { moveHeldCase, type Operator } from './case.ts'
import { letterAbout } from './letter-about.ts'
import type { ReferralDeps } from './referral-deps.ts'

export interface QuestionToInstitution {
  institution: string
  question: string
  /** Where the specialist is reached; absent: the institution's own address; null: the operator passes the link on. */
  email?: string | null | undefined
  /** Turns of the conversation that the specialist may read, by number. */
  turns?: number[] | undefined
}

export interface Referred {
  row: CaseRow
  referral: string
  dueAt: number
  /** By which the specialist answers without an account. */
  link: string
  /** Whether the link was put into the post; else the operator passes it on. */
  mailed: boolean
}

/**
 * Asks an institution's specialist (level 2); the client stays with VPPPD, and the operator goes on holding the case.
 *
 * @throws ServiceError `bad_request` for an unknown institution or turn; `conflict` when the institution is asked already
 */
export async function referCase(id: string, asked: QuestionToInstitution, operator: Operator, deps: ReferralDeps): Promise<Referred> {
  const { calendar, knowledge, timeZone } = deps.answering()
  const institution = knowledge.institutions.get(asked.institution)
  if (!institution)
    throw new ServiceError('bad_request', 'institution: must be the id of one of GET /api/v1/institutions', { field: 'institution' })
  const email = (asked.email === undefined ? institution.email : asked.email) ?? null
  const mailed = email !== null && deps.outbox !== undefined
  const referral = newId(deps.clock())
  const question = maskIdentifiers(asked.question)
  let dates = { dueAt: 0, expiresAt: 0 }
  const row = await moveHeldCase(id, operator, deps, async (current, at, trx) => {
    await requireNotAsked(trx, id, institution.id)
    await requireTurns(trx, current.conversationId, asked.turns ?? [])
    const { late, promisedAt, ...rest } = level2Dates(current.openedAt, at, calendar)
    dates = rest
    const stored = {
      id: referral,
      caseId: id,
      institution: institution.id,
      email,
      question,
      askedBy: operator.username,
      askedAt: at,
      ...dates,
      turnsJson: asked.turns?.length ? JSON.stringify(asked.turns) : null,
    }
    await trx.insertInto('referrals').values(stored).execute()
    if (mailed)
      await deps.outbox?.put(
        trx,
        { to: email, ...referralLetter(await letterAbout(stored, deps)) },
        { kind: 'referral', refId: referral, caseId: id, at },
      )
    const language = current.language as Language
    const words = { institution: institution.name[language], date: byDate(promisedAt, language, timeZone) }
    return {
      name: 'refer',
      // The client has heard what happens next and waits for the institution now.
      change: { clientWaitsSince: null },
      data: { institution: institution.id, referral, dueAt: dates.dueAt, late },
      turn: { speaker: 'system', language, text: fill(deps.wordings()[language].specialistAsked, words), assistant: { caseId: id } },
    }
  })
  return { row, referral, dueAt: dates.dueAt, link: await deps.links.linkTo({ id: referral, expiresAt: dates.expiresAt }), mailed }
}

async function requireNotAsked(db: Queryable, caseId: string, institution: string): Promise<void> {
  const open = await db
    .selectFrom('referrals')
    .select('id')
    .where('caseId', '=', caseId)
    .where('institution', '=', institution)
    .where('answeredAt', 'is', null)
    .where('withdrawnAt', 'is', null)
    .executeTakeFirst()
  if (open)
    throw new ServiceError('conflict', `${institution} is already asked in this case (${open.id}); withdraw that question first`, {
      field: 'institution',
    })
}

async function requireTurns(db: Queryable, conversationId: string, turns: readonly number[]): Promise<void> {
  if (turns.length === 0) return
  const found = await db.selectFrom('turns').select('seq').where('conversationId', '=', conversationId).where('seq', 'in', turns).execute()
  if (found.length < new Set(turns).size)
    throw new ServiceError('bad_request', 'turns: must be numbers of turns of this conversation', { field: 'turns' })
}
