import type { CaseRow } from '../handoff/open-case.ts'
import { maskIdentifiers } from '../privacy/mask.ts'
import { moveHeldCase, type Operator, type OperatorDeps } from './case.ts'

/** Asks an institution's specialist (level 2); the client stays with VPPPD, and the operator goes on holding the case. */
export function referCase(id: string, institution: string, question: string, operator: Operator, deps: OperatorDeps): Promise<CaseRow> {
  return moveHeldCase(id, operator, deps, () => ({
    name: 'refer',
    data: { institution },
    note: `${institution}: ${maskIdentifiers(question)}`,
  }))
}
