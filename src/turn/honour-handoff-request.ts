import type { Deps, Draft, Step } from './draft.ts'
import { handoff } from './hand-over.ts'
import type { Outcome } from './outcome.ts'

/** Who asks for a person gets one. */
export const honourHandoffRequest: Step = (draft, deps) => (draft.heard?.kind === 'human' ? requestPerson(draft, deps) : draft)

export function requestPerson(draft: Draft, deps: Deps): Outcome {
  return handoff({ ...draft, confidence: 0 }, deps, 'asked-for-human', deps.knowledge.wordings[draft.language].handoffAskedForHuman)
}
