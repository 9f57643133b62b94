import type { Card } from '../cards/card.ts'
import { cardText } from '../cards/card.ts'
import { type Facet, facetOfSection, sectionKeys } from '../cards/facets.ts'
import { fill } from '../cards/wording.ts'
import type { Option } from '../channel.ts'
import type { Language } from '../languages.ts'
import type { Deps, Draft } from './draft.ts'
import type { Candidate, Decision, Outcome } from './outcome.ts'

/** An outcome of a draft; what is not given is taken from the draft or left empty. */
export function outcome(draft: Draft, decision: Decision, rest: Partial<Outcome> & Pick<Outcome, 'text'>): Outcome {
  return {
    lang: draft.language,
    decision,
    reason: null,
    services: draft.services.slice(0, 5).map(({ id, score }) => ({ id, score: round(score) })),
    facet: draft.facets[0] ?? null,
    lifeEvents: candidates(draft.heard?.lifeEvents),
    socialGroups: candidates(draft.heard?.socialGroups),
    citations: [],
    options: [],
    expectedAnswer: null,
    ...rest,
    confidence: round(rest.confidence ?? draft.confidence),
  }
}

export function round(value: number): number {
  return Math.round(value * 1000) / 1000
}

/** Life events and social groups that the classifier thinks possible, as rough probabilities. */
function candidates(scored: { id: string; score: number }[] | undefined): Candidate[] {
  return (scored ?? [])
    .map(({ id, score }) => ({ id, score: round(1 / (1 + Math.exp(-4 * (score + 0.3)))) }))
    .filter(({ score }) => score >= 0.1)
}

/** The way to a person, in every answer. */
export function personOption(language: Language, deps: Deps): Option {
  const label = deps.knowledge.wordings[language].person
  return { label, text: label, choice: { kind: 'person' } }
}

/** Buttons for what else the card tells, at most `limit`. */
export function facetOptions(card: Card, language: Language, without: readonly Facet[], deps: Deps, limit = 3): Option[] {
  const wording = deps.knowledge.wordings[language]
  const text = cardText(card, language)
  return sectionKeys
    .filter((key) => text.sections[key])
    .flatMap((key) => facetOfSection(key) ?? [])
    .filter((facet) => !without.includes(facet) && !(facet === 'channel' && without.includes('contact')))
    .sort((a, b) => usefulness.indexOf(a) - usefulness.indexOf(b))
    .slice(0, limit)
    .map((facet) => ({
      label: wording.facetLabels[facet],
      text: fill(wording.facetQuestions[facet], { service: text.title }),
      choice: { kind: 'facet', service: card.id, facet },
    }))
}

/** What people ask next, most often first. */
const usefulness: Facet[] = ['steps', 'amount', 'fee', 'deadline', 'documents', 'channel', 'eligibility', 'appeal', 'contact']
