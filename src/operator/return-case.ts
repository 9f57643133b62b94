import type { CaseRow } from '../handoff/open-case.ts'
import type { Language } from '../languages.ts'
import { moveHeldCase, type Operator, type OperatorDeps } from './case.ts'

/** Gives the conversation back to the assistant, which says so. */
export function returnCase(id: string, operator: Operator, deps: OperatorDeps): Promise<CaseRow> {
  return moveHeldCase(id, operator, deps, (row, at) => {
    const language = row.language as Language
    return {
      name: 'return',
      change: { closedAt: at, outcome: 'returned' },
      turn: { speaker: 'system', language, text: deps.wordings()[language].operatorLeft, assistant: { caseId: id } },
      holder: 'assistant',
    }
  })
}
