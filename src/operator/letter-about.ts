import { byDate } from '../handoff/due-date.ts'
import type { AboutReferral } from '../mail/letters.ts'
import { institutionOf, type ReferralDeps } from './referral-deps.ts'

/** What the letters to a specialist say of a question. */
export async function letterAbout(
  referral: { id: string; institution: string; question: string; dueAt: number; expiresAt: number },
  deps: Pick<ReferralDeps, 'answering' | 'links'>,
): Promise<AboutReferral> {
  const { timeZone } = deps.answering()
  return {
    institution: institutionOf(referral.institution, deps),
    question: referral.question,
    due: byDate(referral.dueAt, 'lv', timeZone),
    expires: byDate(referral.expiresAt, 'lv', timeZone),
    link: await deps.links.linkTo(referral),
  }
}
