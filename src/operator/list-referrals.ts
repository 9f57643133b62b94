import type { Selectable } from 'kysely'
import { type MailState, mailsOfCase } from '../mail/outbox.ts'
import type { Queryable } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'

type ReferralRow = Selectable<Tables['referrals']>

export interface ReferralView {
  id: string
  institution: string
  question: string
  /** Numbers of the turns that the specialist may read. */
  turns: number[]
  askedBy: string
  askedAt: string
  /** When the institution is to have answered. */
  dueAt: string
  overdue: boolean
  /** Until when the link works. */
  expiresAt: string
  /** What became of the letter with the link; null: the operator passes it on. */
  mail: MailState | null
  remindedAt: string | null
  /** When the specialist first opened the link. */
  openedAt: string | null
  answeredAt: string | null
  answeredBy: string | null
  answer: string | null
  withdrawnAt: string | null
}

/** The questions to specialists of a case, oldest first. */
export async function referralsOf(db: Queryable, caseId: string, at: number): Promise<ReferralView[]> {
  const rows = await db.selectFrom('referrals').selectAll().where('caseId', '=', caseId).orderBy('askedAt').orderBy('id').execute()
  const mails = new Map((await mailsOfCase(db, caseId)).filter(({ kind }) => kind === 'referral').map(({ refId, state }) => [refId, state]))
  return rows.map((row) => ({
    id: row.id,
    institution: row.institution,
    question: row.question,
    turns: row.turnsJson === null ? [] : JSON.parse(row.turnsJson),
    askedBy: row.askedBy,
    askedAt: new Date(row.askedAt).toISOString(),
    dueAt: new Date(row.dueAt).toISOString(),
    overdue: isOpen(row) && row.dueAt < at,
    expiresAt: new Date(row.expiresAt).toISOString(),
    mail: mails.get(row.id) ?? null,
    remindedAt: iso(row.remindedAt),
    openedAt: iso(row.openedAt),
    answeredAt: iso(row.answeredAt),
    answeredBy: row.answeredBy,
    answer: row.answer,
    withdrawnAt: iso(row.withdrawnAt),
  }))
}

export interface OpenReferral {
  id: string
  case: string
  /** Who holds the case now. */
  operator: string | null
  institution: string
  askedBy: string
  askedAt: string
  dueAt: string
  overdue: boolean
  remindedAt: string | null
  openedAt: string | null
}

/** What institutions have not answered yet, or only what is late; the longest due first, at most 500. */
export async function listOpenReferrals(db: Queryable, state: 'open' | 'overdue', at: number): Promise<OpenReferral[]> {
  const rows = await db
    .selectFrom('referrals')
    .innerJoin('cases', 'cases.id', 'referrals.caseId')
    .selectAll('referrals')
    .select('cases.operator')
    .where('referrals.answeredAt', 'is', null)
    .where('referrals.withdrawnAt', 'is', null)
    .where('cases.state', '!=', 'closed')
    .$if(state === 'overdue', (query) => query.where('referrals.dueAt', '<', at))
    .orderBy('referrals.dueAt')
    .orderBy('referrals.id')
    .limit(500)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    case: row.caseId,
    operator: row.operator,
    institution: row.institution,
    askedBy: row.askedBy,
    askedAt: new Date(row.askedAt).toISOString(),
    dueAt: new Date(row.dueAt).toISOString(),
    overdue: row.dueAt < at,
    remindedAt: iso(row.remindedAt),
    openedAt: iso(row.openedAt),
  }))
}

function isOpen({ answeredAt, withdrawnAt }: ReferralRow): boolean {
  return answeredAt === null && withdrawnAt === null
}

function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
