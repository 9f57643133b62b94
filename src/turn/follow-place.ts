import { answerFromService } from './answer-from-card.ts'
import type { Step } from './draft.ts'

/** An answer to "which municipality?" is not longer than this, in words. */
const shortAnswer = 5

/** Somebody who was just told about a service of municipalities names a place: the same again, for that place. */
export const followPlace: Step = (draft, deps) => {
  const { heard } = draft
  const spokenOf = heard?.spokenOf[0]
  if (!heard?.place || !spokenOf || heard.length > shortAnswer || heard.named.length > 0) return draft
  if (!deps.knowledge.cards.get(spokenOf)?.municipal) return draft
  const asked = draft.context.findLast(({ role }) => role === 'user')
  const facets = asked ? deps.understand(asked.text.slice(0, 300), draft.language).facets : []
  return answerFromService({ ...draft, facets, services: [{ id: spokenOf, score: 1 }], confidence: Math.max(draft.confidence, 0.9) }, deps)
}
