import { contacts, flags, mails, notes, referrals } from './case-papers.ts'
import { addresses, comments, turns } from './conversation-words.ts'
import type { Retained } from './due.ts'

/** Everything that people wrote and that is not kept for ever. */
export const retained = { turns, addresses, comments, referrals, flags, contacts, notes, mails } as const satisfies Record<string, Retained>
export type RetainedName = keyof typeof retained
export const retainedNames = Object.keys(retained) as RetainedName[]
