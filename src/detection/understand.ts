import { type Facet, isFacet } from '../cards/facets.ts'
import type { Knowledge } from '../cards/load-knowledge.ts'
import type { Language } from '../languages.ts'
import { ConceptMatcher } from './concepts.ts'
import { Analyser } from './features.ts'
import { detectLanguage } from './language.ts'
import type { Model } from './model.ts'
import type { Kind, Scored, Understanding } from './understanding.ts'
import { Lemmatiser } from './words.ts'

export type Understand = (text: string, expected: Language) => Understanding

const kinds: readonly Kind[] = ['service', 'life-event', 'social-group', 'human', 'smalltalk', 'unsafe', 'out-of-scope', 'near-miss']
/** A facet is taken as asked for when the classifier says yes, or nearly so and clearly before the next. */
const facetThreshold = -0.25

export function createUnderstand(knowledge: Knowledge, model: Model): Understand {
  const lemmatiser = new Lemmatiser(model.lemmas)
  const analyser = new Analyser(lemmatiser, new ConceptMatcher(knowledge.concepts, lemmatiser), model.lemmas)
  const labels = model.labels.map((label) => {
    const [kind, id] = label.split(':') as [Kind | 'facet', string | undefined]
    return { kind, id: id ?? '' }
  })
  return (text, expected) => {
    const { tokens, concepts, features } = analyser.analyse(text)
    const scores = model.score(features)
    const of = (kind: Kind | 'facet'): Scored[] =>
      labels
        .flatMap((label, index) => (label.kind === kind ? [{ id: label.id, score: scores[index] as number }] : []))
        .sort((a, b) => b.score - a.score)
    const ranked = Object.fromEntries(kinds.map((kind) => [kind, of(kind)])) as Record<Kind, Scored[]>
    const best = Object.fromEntries(kinds.map((kind) => [kind, ranked[kind][0]?.score ?? Number.NEGATIVE_INFINITY])) as Record<Kind, number>
    return {
      language: detectLanguage(text, expected),
      kind: kinds.reduce((a, b) => (best[b] > best[a] ? b : a)),
      kinds: best,
      services: ranked.service.slice(0, 10),
      lifeEvents: ranked['life-event'].slice(0, 3),
      socialGroups: ranked['social-group'].slice(0, 3),
      facets: facetsAsked(of('facet')),
      concepts,
      length: tokens.length,
    }
  }
}

function facetsAsked(ranked: Scored[]): Facet[] {
  const asked: Facet[] = []
  for (const { id, score } of ranked) {
    if (score < facetThreshold) break
    if (!isFacet(id)) break // `facet:none`: from here on nothing is asked for
    if (asked.length === 0 || score > 0) asked.push(id)
  }
  return asked.slice(0, 3)
}
