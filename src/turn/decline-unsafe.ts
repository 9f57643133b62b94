import { outcome } from './compose.ts'
import type { Step } from './draft.ts'

/** Other people's data, forging, threats, attempts to turn the assistant: declined, whatever else is asked. */
export const declineUnsafe: Step = (draft, deps) => {
  const { heard } = draft
  if (heard?.kind !== 'unsafe') return draft
  return outcome(draft, 'decline', {
    reason: 'unsafe',
    text: deps.knowledge.wordings[draft.language].declineUnsafe,
    confidence: 0,
  })
}
