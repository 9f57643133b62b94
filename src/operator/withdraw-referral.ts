import { CaseAlreadyTaken, ServiceError } from '../errors.ts'
import type { CaseRow } from '../handoff/open-case.ts'
import { withdrawnLetter } from '../mail/letters.ts'
import type { Queryable } from '../store/store.ts'
import { openReferrals } from './answer-referral.ts'
import { getCase, moveHeldCase, type Operator } from './case.ts'
import { institutionOf, type ReferralDeps } from './referral-deps.ts'

/**
 * The link again, for the holder of the case to pass on.
 *
 * @throws ServiceError `not_found`; `conflict` when somebody else holds the case, or there is nothing left to answer
 */
export async function linkOfReferral(caseId: string, id: string, operator: Operator, deps: ReferralDeps): Promise<string> {
  const row = await getCase(deps.store.db, caseId)
  if (row.operator !== operator.username) throw new CaseAlreadyTaken(caseId, row.operator ?? 'nobody')
  return deps.links.linkTo(await findOpen(deps.store.db, caseId, id))
}

/**
 * The operator needs an institution's answer no more; its link stops working, and who got it by mail is told.
 *
 * @throws ServiceError `not_found`; `conflict` when it is answered or withdrawn already
 */
export function withdrawReferral(caseId: string, id: string, operator: Operator, deps: ReferralDeps): Promise<CaseRow> {
  return moveHeldCase(caseId, operator, deps, async (row, at, trx) => {
    const referral = await findOpen(trx, caseId, id)
    await trx.updateTable('referrals').set({ withdrawnAt: at }).where('id', '=', id).execute()
    const institution = institutionOf(referral.institution, deps)
    if (referral.email !== null)
      await deps.outbox?.put(
        trx,
        { to: referral.email, ...withdrawnLetter({ institution, question: referral.question }) },
        { kind: 'referral-withdrawn', refId: id, caseId, at },
      )
    const open = await openReferrals(trx, caseId)
    const last = open === 0
    return {
      name: last && row.state === 'level2' ? 'withdraw' : 'withdraw-part',
      ...(last && { change: { clientWaitsSince: row.clientWaitsSince ?? at } }),
      data: { institution: referral.institution, referral: id, open },
    }
  })
}

async function findOpen(db: Queryable, caseId: string, id: string) {
  const referral = await db.selectFrom('referrals').selectAll().where('id', '=', id).where('caseId', '=', caseId).executeTakeFirst()
  if (!referral) throw new ServiceError('not_found', `there is no referral ${id} in case ${caseId}`)
  if (referral.answeredAt !== null) throw new ServiceError('conflict', `referral ${id} is already answered`)
  if (referral.withdrawnAt !== null) throw new ServiceError('conflict', `referral ${id} is already withdrawn`)
  return referral
}
