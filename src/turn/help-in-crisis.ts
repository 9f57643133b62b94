import type { Step } from './draft.ts'
import { handoff } from './hand-over.ts'

/** Despair or danger to life: the numbers that help now come first, and a person sees it. */
export const helpInCrisis: Step = (draft, deps) =>
  draft.heard?.kind === 'crisis'
    ? handoff({ ...draft, confidence: 0 }, deps, 'upset', deps.knowledge.wordings[draft.language].handoffCrisis)
    : draft
