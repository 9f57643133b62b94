import { outcome } from './compose.ts'
import type { Step } from './draft.ts'

/** Language, kind of message, candidate services and facets. Ends the turn when there are no words at all. */
export const understandText: Step = (draft, deps) => {
  const heard = deps.understand(draft.text, draft.expected)
  const next = { ...draft, language: heard.language, heard, facets: heard.facets }
  if (heard.length > 0) return next
  return outcome(next, 'clarify', { text: deps.knowledge.wordings[heard.language].unclear })
}
