import { type Facet, isFacet } from '../cards/facets.ts'
import type { Knowledge } from '../cards/load-knowledge.ts'
import type { Language } from '../languages.ts'
import { ConceptMatcher } from './concepts.ts'
import { Analyser } from './features.ts'
import { type Fitted, fitted } from './fitted.ts'
import { type Kind, type KindViews, kinds, weighKinds } from './kinds.ts'
import { detectLanguage } from './language.ts'
import { createLexicalSearch, type LexicalHit } from './lexical.ts'
import type { Model } from './model.ts'
import { createPlaceFinder } from './place.ts'
import { questionPart } from './question-part.ts'
import { type LabelViews, viewsOf, weighViews } from './ranking.ts'
import { Speller } from './spelling.ts'
import type { FacetViews, Ranked, Understanding } from './understanding.ts'
import { Lemmatiser } from './words.ts'

export type Understand = (text: string, expected: Language) => Understanding

/** From here on a message is unsafe whatever service it names: on calibration questions nothing harmless reaches it. */
const plainlyUnsafe = 0.25
const secondFacet = 0
/** Nothing is asked for when "none" is ahead by so much. */
const clearlyNone = 0.6

/** One for each model: making it takes a second, and a changed card brings no new words of people. */
const spellers = new WeakMap<Model, Speller>()

function spellerOf({ questions }: Knowledge, model: Model): Speller {
  const speller = spellers.get(model) ?? new Speller([...questions.values()].flat().map(({ text }) => text))
  spellers.set(model, speller)
  return speller
}

/** @param weights what was fitted; another one only where something is fitted anew */
export function createUnderstand(
  knowledge: Knowledge,
  model: Model,
  weights: Pick<Fitted, 'ranking' | 'kinds' | 'facets'> = fitted,
): Understand {
  const viewWeights = { linear: 1, ...weights.ranking }
  const weigh = (views: LabelViews) => weighViews(views, viewWeights)
  const lemmatiser = new Lemmatiser(model.lemmas)
  const speller = spellerOf(knowledge, model)
  const analyser = new Analyser(lemmatiser, new ConceptMatcher(knowledge.concepts, lemmatiser), model.lemmas, speller)
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
  const learnt = new Set(model.labels)
  const searchUnlearnt = createLexicalSearch(
    [...knowledge.cards.values()].filter(({ id }) => !learnt.has(`service:${id}`)),
    lemmatiser,
  )
  const institutions = new Set(knowledge.institutions.keys())
  const institutionOf = new Map([...knowledge.cards.values()].map(({ id, institution }) => [id, institution]))
  return (text, expected) => {
    const { tokens, concepts, features } = analyser.analyse(text)
    const scores = model.score(features)
    const namedInstitutions = concepts.filter((concept) => institutions.has(concept))
    const asking = questionPart(text)
    const askingScores = asking.length === text.length ? scores : model.score(analyser.analyse(asking).features)
    const facetViews = labels.flatMap(({ kind, id }, index): FacetViews[] =>
      kind === 'facet' && (id === 'none' || isFacet(id))
        ? [{ id, whole: viewsOf(scores, index), asking: viewsOf(askingScores, index) }]
        : [],
    )
    const languageScores = labels.flatMap(({ kind, id }, index) =>
      kind === 'language' ? [[id, scores.margins[index] as number] as const] : [],
    )
    const of = (kind: Kind): Ranked[] =>
      labels
        .flatMap((label, index): Ranked[] => {
          if (label.kind !== kind) return []
          const views = viewsOf(scores, index)
          if (kind === 'service' && namedInstitutions.length > 0)
            views.institution = namedInstitutions.includes(institutionOf.get(label.id) ?? '') ? 1 : -1
          return [{ id: label.id, score: weigh(views), views }]
        })
        .sort((a, b) => b.score - a.score)
    const ranked = Object.fromEntries(kinds.map((kind) => [kind, of(kind)])) as Record<Kind, Ranked[]>
    for (const hit of searchUnlearnt(text)) ranked.service.push(rankUnlearnt(hit, weigh))
    const called = names.match(tokens)
    const [only] = called.length === 1 && tokens.length <= fewWords ? called : []
    for (const service of ranked.service) if (service.id === only) service.score += nameBonus
    ranked.service.sort((a, b) => b.score - a.score)
    const kindViews = Object.fromEntries(kinds.map((kind) => [kind, viewsOfKind(ranked[kind])])) as Record<Kind, KindViews>
    const best = weighKinds(kindViews, weights.kinds)
    return {
      language: detectLanguage(text, expected, { lv: 0, ru: 0, en: 0, ...Object.fromEntries(languageScores) }),
      kind: isPlainlyUnsafe(best.unsafe, concepts) ? 'unsafe' : kinds.reduce((a, b) => (best[b] > best[a] ? b : a)),
      kinds: best,
      kindViews,
      services: ranked.service,
      lifeEvents: ranked['life-event'].slice(0, 3),
      socialGroups: ranked['social-group'].slice(0, 3),
      facetViews,
      facets: facetsAsked(facetViews, weights.facets),
      concepts,
      named: called,
      place: findPlace(text),
      spokenOf: [],
      length: tokens.length,
    }
  }
}

/** A card that holds all words of a message is as likely as a service with this margin; one that holds half, as none. */
const fullMatch = 0.6

function rankUnlearnt({ id, share }: LexicalHit, weigh: (views: LabelViews) => number): Ranked {
  const views = { linear: (1 + fullMatch) * share - 1, dense: 0, institution: 0 }
  return { id, score: weigh(views), views }
}

/** So few words with the name of one service are about that service, whatever else they resemble; in margins. */
const fewWords = 4
const nameBonus = 0.5

/** Concepts of doing what nobody may; heard together with a leaning to unsafe, no service it names changes that. */
const plots = ['forge', 'break-in']

function isPlainlyUnsafe(unsafe: number, concepts: readonly string[]): boolean {
  return unsafe > plainlyUnsafe || (unsafe > 0 && plots.some((plot) => concepts.includes(plot)))
}

/** A kind that nobody has given examples of is never heard. */
const unheard: KindViews = { best: -3, mass: -20 }

function viewsOfKind(ranked: readonly Ranked[]): KindViews {
  const [first] = ranked
  if (!first) return unheard
  return { best: first.score, mass: Math.log(ranked.reduce((sum, { views }) => sum + Math.exp(views.dense), 0)) }
}

/** @returns the parts that are asked for, two at most; empty when plainly none is */
function facetsAsked(views: readonly FacetViews[], weights: Fitted['facets']): Facet[] {
  const scored = views.map((view) => ({ id: view.id, score: weighFacet(view, weights) })).sort((a, b) => b.score - a.score)
  const none = scored.find(({ id }) => id === 'none')?.score ?? Number.NEGATIVE_INFINITY
  const [first, second] = scored.filter((facet): facet is { id: Facet; score: number } => facet.id !== 'none')
  if (!first || none - first.score > clearlyNone) return []
  // A second part is shown too when the linear classifier says yes to it.
  const asked = second && views.find(({ id }) => id === second.id)
  return second && asked && (asked.whole.linear + asked.asking.linear) / 2 > secondFacet ? [first.id, second.id] : [first.id]
}

export function weighFacet({ id, whole, asking }: FacetViews, weights: Fitted['facets']): number {
  const sum = whole.linear + weights.dense * whole.dense + weights.asking * (asking.linear + weights.dense * asking.dense)
  return sum + (weights.bias[id] ?? 0)
}
