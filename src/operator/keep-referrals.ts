import type { Selectable } from 'kysely'
import { casesTopic } from '../bus/bus.ts'
import { isReminderTime } from '../handoff/level2-clock.ts'
import type { Log } from '../log.ts'
import { overdueLetter, reminderLetter, withdrawnLetter } from '../mail/letters.ts'
import type { MailKind } from '../mail/outbox.ts'
import { type Regular, regularly } from '../regularly.ts'
import { appendEvent, type EventType } from '../store/events.ts'
import type { Queryable } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { letterAbout } from './letter-about.ts'
import type { ReferralDeps } from './referral-deps.ts'

type ReferralRow = Selectable<Tables['referrals']> & { conversationId: string }

export type KeepReferralsDeps = ReferralDeps & { log: Log }

const every = 30_000

/** Looks after what institutions were asked, regularly. */
export function keepReferrals(deps: KeepReferralsDeps): Regular {
  return regularly(() => lookAfterReferrals(deps), {
    every,
    onError: (error) =>
      deps.log.warn({ err: error }, 'open questions to institutions could not be looked after; it is tried again in a moment'),
  })
}

/**
 * Reminds institutions one working day before an answer is due, marks what is overdue, and withdraws what was asked in
 * cases that are closed. Every change is conditional, so nodes may do it side by side.
 */
export async function lookAfterReferrals(deps: KeepReferralsDeps): Promise<void> {
  const at = deps.clock()
  const { calendar } = deps.answering()
  const open = await openOnes(deps.store.db)
  let changed = false
  for (const { caseState, ...row } of open) {
    if (caseState === 'closed') changed = (await withdraw(row, at, deps)) || changed
    else if (row.dueAt <= at) changed = (row.overdueAt === null && (await markOverdue(row, at, deps))) || changed
    else if (row.remindedAt === null && isReminderTime(row.dueAt, at, calendar)) changed = (await remind(row, at, deps)) || changed
  }
  if (!changed) return
  deps.bus.publish(casesTopic)
  deps.outbox?.send()
}

function openOnes(db: Queryable) {
  return db
    .selectFrom('referrals')
    .innerJoin('cases', 'cases.id', 'referrals.caseId')
    .selectAll('referrals')
    .select(['cases.state as caseState', 'cases.conversationId'])
    .where('referrals.answeredAt', 'is', null)
    .where('referrals.withdrawnAt', 'is', null)
    .orderBy('referrals.dueAt')
    .execute()
}

/** Without mail there is nobody to remind: the operator sees the date, and what is overdue. */
async function remind(row: ReferralRow, at: number, deps: KeepReferralsDeps): Promise<boolean> {
  const { email } = row
  if (!deps.outbox || email === null) return false
  return change(row, 'remindedAt', at, deps, async (trx) => {
    await post(trx, row, 'referral-reminder', reminderLetter(await letterAbout(row, deps)), at, deps)
    await record(trx, row, 'specialist-reminded', at, { overdue: false })
  })
}

async function markOverdue(row: ReferralRow, at: number, deps: KeepReferralsDeps): Promise<boolean> {
  return change(row, 'overdueAt', at, deps, async (trx) => {
    deps.log.warn({ referral: row.id, case: row.caseId, institution: row.institution }, 'an institution has not answered in time')
    if (!deps.outbox || row.email === null) return
    await post(trx, row, 'referral-overdue', overdueLetter(await letterAbout(row, deps)), at, deps)
    await record(trx, row, 'specialist-reminded', at, { overdue: true })
  })
}

async function withdraw(row: ReferralRow, at: number, deps: KeepReferralsDeps): Promise<boolean> {
  return change(row, 'withdrawnAt', at, deps, async (trx) => {
    await post(trx, row, 'referral-withdrawn', withdrawnLetter(await letterAbout(row, deps)), at, deps)
    await record(trx, row, 'referral-withdrawn', at, {})
  })
}

/** Sets a time that is not set yet, unless the question was dealt with meanwhile; false when another node was quicker. */
function change(
  row: ReferralRow,
  column: 'remindedAt' | 'overdueAt' | 'withdrawnAt',
  at: number,
  { store }: KeepReferralsDeps,
  then: (trx: Queryable) => Promise<void>,
): Promise<boolean> {
  return store.db.transaction().execute(async (trx) => {
    const done = await trx
      .updateTable('referrals')
      .set({ [column]: at })
      .where('id', '=', row.id)
      .where(column, 'is', null)
      .where('answeredAt', 'is', null)
      .where('withdrawnAt', 'is', null)
      .executeTakeFirst()
    if (done.numUpdatedRows === 0n) return false
    await trx.updateTable('cases').set({ changedAt: at }).where('id', '=', row.caseId).execute()
    await then(trx)
    return true
  })
}

async function post(
  trx: Queryable,
  row: ReferralRow,
  kind: MailKind,
  letter: { subject: string; text: string },
  at: number,
  { outbox }: KeepReferralsDeps,
): Promise<void> {
  if (row.email !== null) await outbox?.put(trx, { to: row.email, ...letter }, { kind, refId: row.id, caseId: row.caseId, at })
}

function record(trx: Queryable, row: ReferralRow, type: EventType, at: number, data: Record<string, unknown>): Promise<void> {
  return appendEvent(trx, {
    type,
    at,
    actor: 'service',
    conversationId: row.conversationId,
    caseId: row.caseId,
    data: { institution: row.institution, referral: row.id, ...data },
  })
}
