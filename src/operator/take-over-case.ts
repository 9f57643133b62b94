import { fill } from '../cards/wording.ts'
import type { CaseRow } from '../handoff/open-case.ts'
import type { Language } from '../languages.ts'
import { moveHeldCase, type Operator, type OperatorDeps } from './case.ts'
import { centreOf } from './take-case.ts'

/** A shift lead takes a case from its holder, for example from one who has gone home. */
export async function takeOverCase(id: string, operator: Operator, deps: OperatorDeps): Promise<CaseRow> {
  const centre = await centreOf(deps.store.db, operator.username)
  return moveHeldCase(id, operator, deps, (row, at) => {
    const language = row.language as Language
    return {
      name: 'take-over',
      change: { operator: operator.username, centre, claimedAt: at },
      turn: {
        speaker: 'system',
        language,
        text: fill(deps.wordings()[language].operatorChanged, { name: operator.name }),
        assistant: { caseId: id },
      },
      data: { from: row.operator, ...(centre !== null && { centre }) },
    }
  })
}
