import type { CaseRow } from '../handoff/open-case.ts'
import { maskIdentifiers } from '../privacy/mask.ts'
import { moveHeldCase, type Operator, type OperatorDeps } from './case.ts'

/** A note that only operators see. */
export function addNote(id: string, text: string, operator: Operator, deps: OperatorDeps): Promise<CaseRow> {
  return moveHeldCase(id, operator, deps, () => ({ name: 'note', note: maskIdentifiers(text) }))
}
