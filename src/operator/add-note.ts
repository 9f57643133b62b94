import { mask } from '../privacy/mask.ts'
import { newId } from '../store/ids.ts'
import { moveHeldCase, type Operator, type OperatorDeps } from './case.ts'

/** A note that only operators see. */
export async function addNote(id: string, text: string, operator: Operator, deps: OperatorDeps): Promise<void> {
  await moveHeldCase(id, operator, deps, () => ({ event: 'case-noted' }))
  const at = deps.clock()
  await deps.store.db
    .insertInto('notes')
    .values({ id: newId(at), caseId: id, at, author: operator.username, text: mask(text) })
    .execute()
}
