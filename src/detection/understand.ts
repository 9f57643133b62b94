import { type Facet, isFacet } from '../cards/facets.ts'
import type { Knowledge } from '../cards/load-knowledge.ts'
import type { Language } from '../languages.ts'
import { ConceptMatcher } from './concepts.ts'
import { Analyser } from './features.ts'
import { detectLanguage } from './language.ts'
import type { Model } from './model.ts'
import { createPlaceFinder } from './place.ts'
import { questionPart } from './question-part.ts'
import type { Kind, Scored, Understanding } from './understanding.ts'
import { Lemmatiser } from './words.ts'

export type Understand = (text: string, expected: Language) => Understanding

const kinds: readonly Kind[] = [
  'service',
  'life-event',
  'social-group',
  'human',
  'smalltalk',
  'unsafe',
  'crisis',
  'out-of-scope',
  'near-miss',
]
/**
 * What is no question about a service has few examples of great variety, so its margins run low: these are added
 * before kinds are compared. Chosen on calibration questions, where 95 % of what must be refused is then refused
 * and 4 % of the rest is refused needlessly (docs/quality.md).
 */
const kindBias: Partial<Record<Kind, number>> = {
  unsafe: 0.3,
  crisis: 0.2,
  human: 0.3,
  smalltalk: 0.3,
  'out-of-scope': 0.3,
  'near-miss': 0.3,
}
/** From here on a message is unsafe whatever service it names: on calibration questions nothing harmless reaches it. */
const plainlyUnsafe = 0.25
/** Half of the facet's score comes from the whole message, half from the part that asks (measured: 80 → 84 % right). */
const questionShare = 0.5
/** "Eligibility" has the most examples and wins too easily. */
const facetBias: Partial<Record<Facet, number>> = { eligibility: -0.15 }
/** A second facet is shown too when the classifier says yes to it. */
const secondFacet = 0
/** Nothing is asked for when "none" is ahead by so much. */
const clearlyNone = 0.3

export function createUnderstand(knowledge: Knowledge, model: Model): Understand {
  const lemmatiser = new Lemmatiser(model.lemmas)
  const analyser = new Analyser(lemmatiser, new ConceptMatcher(knowledge.concepts, lemmatiser), model.lemmas)
  const findPlace = createPlaceFinder(knowledge.municipalities)
  const names = new ConceptMatcher(
    [...knowledge.cards.values()].map(({ id, names: called }) => ({
      id,
      group: 'service',
      lv: called?.lv ?? [],
      ru: called?.ru ?? [],
      en: called?.en ?? [],
    })),
    lemmatiser,
  )
  const labels = model.labels.map((label) => {
    const [kind, id] = label.split(':') as [Kind | 'facet' | 'language', string | undefined]
    return { kind, id: id ?? '' }
  })
  return (text, expected) => {
    const { tokens, concepts, features } = analyser.analyse(text)
    const scores = model.score(features)
    const asking = questionPart(text)
    const askingScores = asking.length === text.length ? scores : model.score(analyser.analyse(asking).features)
    const facetScores = labels.flatMap(({ kind, id }, index) =>
      kind === 'facet'
        ? [{ id, score: (1 - questionShare) * (scores[index] as number) + questionShare * (askingScores[index] as number) }]
        : [],
    )
    const languageScores = labels.flatMap(({ kind, id }, index) => (kind === 'language' ? [[id, scores[index] as number] as const] : []))
    const of = (kind: Kind): Scored[] =>
      labels
        .flatMap((label, index) => (label.kind === kind ? [{ id: label.id, score: scores[index] as number }] : []))
        .sort((a, b) => b.score - a.score)
    const ranked = Object.fromEntries(kinds.map((kind) => [kind, of(kind)])) as Record<Kind, Scored[]>
    const best = Object.fromEntries(
      kinds.map((kind) => [kind, (ranked[kind][0]?.score ?? Number.NEGATIVE_INFINITY) + (kindBias[kind] ?? 0)]),
    ) as Record<Kind, number>
    return {
      language: detectLanguage(text, expected, { lv: 0, ru: 0, en: 0, ...Object.fromEntries(languageScores) }),
      kind: best.unsafe > plainlyUnsafe ? 'unsafe' : kinds.reduce((a, b) => (best[b] > best[a] ? b : a)),
      kinds: best,
      services: ranked.service.slice(0, 10),
      lifeEvents: ranked['life-event'].slice(0, 3),
      socialGroups: ranked['social-group'].slice(0, 3),
      facets: facetsAsked(facetScores),
      concepts,
      named: names.match(tokens),
      place: findPlace(text),
      spokenOf: [],
      length: tokens.length,
    }
  }
}

function facetsAsked(scored: readonly Scored[]): Facet[] {
  const none = scored.find(({ id }) => id === 'none')?.score ?? Number.NEGATIVE_INFINITY
  const ranked = scored
    .flatMap(({ id, score }) => (isFacet(id) ? [{ id, score: score + (facetBias[id] ?? 0) }] : []))
    .sort((a, b) => b.score - a.score)
  const [first, second] = ranked
  if (!first || none - first.score > clearlyNone) return []
  return second && second.score > secondFacet ? [first.id, second.id] : [first.id]
}
