import { ratingRequest } from '../handoff/client-moves.ts'
import type { CaseRow } from '../handoff/open-case.ts'
import type { Language } from '../languages.ts'
import { moveHeldCase, type Operator, type OperatorDeps } from './case.ts'

export const outcomes = ['solved', 'referred', 'no-answer', 'abuse', 'test'] as const
export type CaseOutcome = (typeof outcomes)[number]

/** Ends the case; the next question in the conversation is the assistant's again, and the client is told so. */
export function closeCase(
  id: string,
  outcome: CaseOutcome,
  service: string | undefined,
  operator: Operator,
  deps: OperatorDeps,
): Promise<CaseRow> {
  return moveHeldCase(id, operator, deps, (row, at) => {
    const language = row.language as Language
    const rating = ratingRequest(deps.wordings(), language)
    return {
      name: 'close',
      change: { closedAt: at, outcome, service: service ?? row.service },
      turn: {
        speaker: 'system',
        language,
        text: `${deps.wordings()[language].caseClosed}\n\n${rating.text}`,
        options: rating.options,
        assistant: { caseId: id },
      },
      holder: 'assistant',
      data: { outcome, service: service ?? row.service },
    }
  })
}
