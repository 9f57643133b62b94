import { isFacet } from '../cards/facets.ts'
import { fold } from '../detection/words.ts'
import { answerFromService } from './answer-from-card.ts'
import type { Draft, Step } from './draft.ts'
import { requestPerson } from './honour-handoff-request.ts'
import { planOutcome } from './offer-plan.ts'

/** A pressed button says exactly what is meant; so does somebody who types the words of one that was offered. */
export const followChoice: Step = (draft, deps) => {
  const choice = draft.choice ?? typedChoice(draft)
  if (!choice) return draft
  if (choice.kind === 'person') return requestPerson(draft, deps)
  if (choice.kind === 'plan') {
    const intent = deps.knowledge.lifeEvents.get(choice.id) ?? deps.knowledge.socialGroups.get(choice.id)
    return intent ? planOutcome({ ...draft, confidence: 1 }, deps, intent, choice.answers) : draft
  }
  // What concerns a case is dealt with where the conversation is known (src/handoff/client-moves.ts).
  if (choice.kind !== 'facet' && choice.kind !== 'service') return draft
  if (!deps.knowledge.cards.has(choice.service)) return draft
  const facets = isFacet(choice.facet) ? [choice.facet] : []
  const municipality = (choice.kind === 'service' && choice.municipality) || draft.municipality
  return answerFromService({ ...draft, municipality, services: [{ id: choice.service, score: 1 }], facets, confidence: 1 }, deps)
}

function typedChoice(draft: Draft) {
  const last = draft.context.findLast((turn) => turn.role === 'assistant')
  const typed = fold(draft.text).trim()
  return last?.assistant?.options.find((option) => [option.label, option.text].some((words) => fold(words).trim() === typed))?.choice
}
