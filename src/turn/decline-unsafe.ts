import { outcome } from './compose.ts'
import type { Step } from './draft.ts'
import { handoff } from './hand-over.ts'

/** Less plain than this it may be the victim who writes ("somebody broke into my e-address"): a person looks at it. */
const plainly = 0.35

/** Other people's data, forging, threats, attempts to turn the assistant: declined, whatever else is asked. */
export const declineUnsafe: Step = (draft, deps) => {
  const { heard } = draft
  if (heard?.kind !== 'unsafe') return draft
  if (heard.kinds.unsafe < plainly)
    return handoff(draft, deps, 'low-confidence', deps.knowledge.wordings[draft.language].handoffLowConfidence)
  return outcome(draft, 'decline', {
    reason: 'unsafe',
    text: deps.knowledge.wordings[draft.language].declineUnsafe,
    confidence: 0,
  })
}
