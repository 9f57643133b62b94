import type { Concept } from '../cards/intent.ts'
import { buildModel } from '../detection/build-model.ts'
import { ConceptMatcher } from '../detection/concepts.ts'
import type { Example } from '../detection/examples.ts'
import { Analyser, type Features } from '../detection/features.ts'
import { fitted } from '../detection/fitted.ts'
import { createModel, type Model } from '../detection/model.ts'
import { type ViewWeights, viewsOf, weighViews } from '../detection/ranking.ts'
import { serviceSettings, type TrainingSettings } from '../detection/training-settings.ts'
import { Lemmatiser } from '../detection/words.ts'
import type { Language } from '../languages.ts'
import type { Step } from './cross-validation.ts'
import { addNoise } from './noise-text.ts'
import { namesOf } from './tilde-sets.ts'

/** How the classifier is trained and read on a set of a hundred questions. */
export interface SmallSetSettings {
  training: TrainingSettings
  /** What the embedder counts beside the linear classifier. */
  dense: number
  /** So many mistyped copies of each question are learnt with it. */
  copies: number
  /** The names of the intents are examples too. */
  names: boolean
}

export const asTheService: SmallSetSettings = { training: serviceSettings, dense: fitted.ranking.dense, copies: 0, names: false }

const training =
  (change: Partial<TrainingSettings>) =>
  (settings: SmallSetSettings): SmallSetSettings => ({ ...settings, training: { ...settings.training, ...change } })
const other = (change: Partial<SmallSetSettings>) => (settings: SmallSetSettings) => ({ ...settings, ...change })
const views = (chars: number, words: number, concepts: number) => training({ viewWeights: { chars, words, concepts } })
const passes = (linear: number, embedder: number) => training({ passes: { linear, embedder } })

/** What is tried, in this order; the service's own value of each setting is where it starts. */
/** What is tried, in this order; the service's own value of each setting is where it starts. */
export const steps: readonly Step<SmallSetSettings>[] = [
  [1, 2].map((least) => training({ minDocuments: { chars: least, words: least, concepts: least } })),
  [views(1, 1, 0), views(1, 0.5, 0.3), views(1, 0.5, 0), views(1, 0.3, 0), views(1, 0, 0)],
  [0.3, 4].map((cost) => training({ cost })),
  [passes(20, 5), passes(20, 20)],
  [0, 0.1, 0.4, 1].map((dense) => other({ dense })),
  [1, 2].map((copies) => other({ copies })),
]
export const namesStep: Step<SmallSetSettings> = [other({ names: true })]

export function describe({ training: { minDocuments, viewWeights, cost, passes }, dense, copies, names }: SmallSetSettings): string {
  const list = (values: object) => Object.values(values).join('/')
  return [
    `least documents ${list(minDocuments)}`,
    `views ${list(viewWeights)}`,
    `cost ${cost}`,
    `passes ${list(passes)}`,
    `dense ${dense}`,
    `${copies} mistyped copies`,
    names ? 'names' : 'no names',
  ].join(', ')
}

const noise = { strip: true, typoEvery: 8 }
/** The texts differ, so their seeds do: else all would be mistyped at the same places. Each purpose has its own `round`s. */
export function mistype(text: string, round: number, index: number): string {
  return addNoise(text, round * 1000 + index, noise)
}
/** Where the typos fall is worth two points either way on so few questions; what is learnt or chosen has other typos. */
export const testRounds = [1, 2, 3, 4, 5]
export const heldOutRounds = [11, 12]
const copyRound = 21

export function examplesFor(train: readonly Example[], language: Language, { copies, names }: SmallSetSettings): Example[] {
  const copied = Array.from({ length: copies }, (_, copy) =>
    train.map(({ text, label }, index): Example => ({ label, text: mistype(text, copyRound + copy, index) })),
  )
  return [...train, ...copied.flat(), ...(names ? namesOf(train, language) : [])]
}

export type Classify = (text: string) => string

/** A model of the service's own making, on these examples only. */
export async function learn(
  train: readonly Example[],
  language: Language,
  concepts: readonly Concept[],
  settings: SmallSetSettings,
): Promise<{ best: Classify; linear: Classify }> {
  const model = createModel(await buildModel(examplesFor(train, language, settings), concepts, () => {}, settings.training))
  const lemmatiser = new Lemmatiser(model.lemmas)
  const analyser = new Analyser(lemmatiser, new ConceptMatcher(concepts, lemmatiser), model.lemmas)
  const classify = (dense: number) => (text: string) => bestLabel(model, analyser.analyse(text).features, dense)
  return { best: classify(settings.dense), linear: classify(0) }
}

/** The first label by both classifiers. */
export function bestLabel(model: Model, features: Features, dense: number): string {
  const scores = model.score(features)
  const weights: ViewWeights = { linear: 1, dense, institution: 0 }
  const ranked = model.labels.map((label, index) => ({ label, score: weighViews(viewsOf(scores, index), weights) }))
  return ranked.reduce((a, b) => (b.score > a.score ? b : a)).label
}
