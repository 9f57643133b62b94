import type { Queryable } from '../store/store.ts'

export interface ReferralView {
  id: string
  institution: string
  question: string
  askedBy: string
  askedAt: string
  /** When the institution is to have answered. */
  dueAt: string
  /** When the specialist first opened the link. */
  openedAt: string | null
  answeredAt: string | null
  answeredBy: string | null
  answer: string | null
  withdrawnAt: string | null
}

/** The questions to specialists of a case, oldest first. */
export async function referralsOf(db: Queryable, caseId: string): Promise<ReferralView[]> {
  const rows = await db.selectFrom('referrals').selectAll().where('caseId', '=', caseId).orderBy('askedAt').execute()
  const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())
  return rows.map((row) => ({
    id: row.id,
    institution: row.institution,
    question: row.question,
    askedBy: row.askedBy,
    askedAt: new Date(row.askedAt).toISOString(),
    dueAt: new Date(row.dueAt).toISOString(),
    openedAt: iso(row.openedAt),
    answeredAt: iso(row.answeredAt),
    answeredBy: row.answeredBy,
    answer: row.answer,
    withdrawnAt: iso(row.withdrawnAt),
  }))
}
