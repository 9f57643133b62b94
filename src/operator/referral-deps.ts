import type { ReferralLinks } from '../handoff/referral-link.ts'
import type { Localised } from '../languages.ts'
import type { Deps } from '../turn/draft.ts'
import type { OperatorDeps } from './case.ts'

/** What level 2 needs besides: when institutions work, who they are, and the links for their specialists. */
export interface ReferralDeps extends OperatorDeps {
  answering: () => Pick<Deps, 'calendar' | 'knowledge' | 'timeZone'>
  links: ReferralLinks
}

/** An institution as people read it; one that has left the list goes by its id. */
export function institutionOf(id: string, { answering }: Pick<ReferralDeps, 'answering'>): { name: Localised; short: string } {
  return answering().knowledge.institutions.get(id) ?? { name: { lv: id, ru: id, en: id }, short: id }
}
