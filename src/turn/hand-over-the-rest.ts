import type { Step } from './draft.ts'
import { handoff } from './hand-over.ts'

/** Not sure: a person answers. A guess about somebody's pension is worse than a wait. */
export const handOverTheRest: Step = (draft, deps) =>
  handoff(draft, deps, 'low-confidence', deps.knowledge.wordings[draft.language].handoffLowConfidence)
