import type { Deps, Draft, Step } from './draft.ts'
import { handoff } from './hand-over.ts'
import type { Outcome } from './outcome.ts'

/** Who asks for a person gets one. */
export const honourHandoffRequest: Step = (draft, deps) => (wantsPerson(draft) ? requestPerson(draft, deps) : draft)

/** From this margin on a rude message is also a wish for a person: anger beside it does not undo it. */
const angryButClear = 0

function wantsPerson({ heard }: Draft): boolean {
  return heard?.kind === 'human' || (heard?.kind === 'unsafe' && heard.kinds.human > angryButClear)
}

export function requestPerson(draft: Draft, deps: Deps): Outcome {
  return handoff({ ...draft, confidence: 0 }, deps, 'asked-for-human', deps.knowledge.wordings[draft.language].handoffAskedForHuman)
}
