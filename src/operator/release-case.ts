import type { CaseRow } from '../handoff/open-case.ts'
import type { Language } from '../languages.ts'
import { moveHeldCase, type Operator, type OperatorDeps } from './case.ts'

/** Puts a case back into the queue, for another operator; the client is told and keeps the place. */
export function releaseCase(id: string, operator: Operator, deps: OperatorDeps): Promise<CaseRow> {
  return moveHeldCase(id, operator, deps, (row) => {
    const language = row.language as Language
    return {
      name: 'release',
      change: { operator: null, waitingSince: row.clientWaitsSince ?? row.waitingSince, offeredTo: null, offeredUntil: null },
      turn: { speaker: 'system', language, text: deps.wordings()[language].backInQueue, assistant: { caseId: id } },
      data: { operator: row.operator },
    }
  })
}
