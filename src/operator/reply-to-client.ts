import type { CaseRow } from '../handoff/open-case.ts'
import type { Language } from '../languages.ts'
import { maskIdentifiers } from '../privacy/mask.ts'
import { moveHeldCase, type Operator, type OperatorDeps } from './case.ts'

/** The operator's words go to the client by the channel that they used. */
export function replyToClient(id: string, text: string, operator: Operator, deps: OperatorDeps): Promise<CaseRow> {
  return moveHeldCase(id, operator, deps, (row, at) => ({
    name: 'answer',
    change: { clientWaitsSince: null, answeredAt: row.answeredAt ?? at },
    turn: {
      speaker: 'operator',
      language: row.language as Language,
      text: maskIdentifiers(text),
      author: operator.name,
      assistant: { caseId: id },
    },
  }))
}
