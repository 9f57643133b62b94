import type { Concept } from '../cards/intent.ts'
import { trainClassifiers } from '../detection/build-model.ts'
import { ConceptMatcher } from '../detection/concepts.ts'
import type { Example } from '../detection/examples.ts'
import { Analyser, type Features, lemmasOf } from '../detection/features.ts'
import { createModel, type Model } from '../detection/model.ts'
import { Lemmatiser } from '../detection/words.ts'
import type { Language } from '../languages.ts'
import { stratifiedFolds } from './cross-validation.ts'
import { bestLabel, examplesFor, heldOutRounds, mistype, type SmallSetSettings } from './small-set.ts'

const folds = 5
const repeats = 3

interface Fold {
  train: Example[]
  held: Example[]
  analyse(text: string): Features
}

/** Cross-validation on training questions: what is held out is neither learnt nor in the word list of its fold. */
export class CrossValidation {
  readonly #language: Language
  readonly #folds: Fold[]
  /** Of the last training: what the embedder counts is tried without another one. */
  #trained: { key: string; models: Model[] } | undefined

  /** @param trains training questions of one set each */
  constructor(trains: readonly (readonly Example[])[], language: Language, concepts: readonly Concept[]) {
    this.#language = language
    const lemmatiser = new Lemmatiser()
    const matcher = new ConceptMatcher(concepts, lemmatiser)
    this.#folds = trains.flatMap((train) =>
      splitFolds(train).map((fold) => ({ ...fold, analyse: analyserOf(fold.train, matcher, lemmatiser) })),
    )
  }

  /** The share that is right, of questions as they are and mistyped. */
  async measure(settings: SmallSetSettings): Promise<{ clean: number; noisy: number }> {
    let questions = 0
    let clean = 0
    let noisy = 0
    const models = await this.#train(settings)
    for (const [fold, { held, analyse }] of this.#folds.entries()) {
      const isRight = (text: string, label: string) => bestLabel(models[fold] as Model, analyse(text), settings.dense) === label
      for (const [index, { text, label }] of held.entries()) {
        questions++
        if (isRight(text, label)) clean++
        noisy += heldOutRounds.filter((round) => isRight(mistype(text, round, index), label)).length / heldOutRounds.length
      }
    }
    return { clean: clean / questions, noisy: noisy / questions }
  }

  async #train(settings: SmallSetSettings): Promise<Model[]> {
    const { dense: _, ...learnt } = settings
    const key = JSON.stringify(learnt)
    if (this.#trained?.key === key) return this.#trained.models
    const models: Model[] = []
    for (const { train, analyse } of this.#folds) {
      const examples = examplesFor(train, this.#language, settings).map((example) => ({ ...example, features: analyse(example.text) }))
      models.push(createModel({ ...(await trainClassifiers(examples, () => {}, settings.training)), lemmas: [] }))
    }
    this.#trained = { key, models }
    return models
  }
}

function splitFolds(examples: readonly Example[]): { train: Example[]; held: Example[] }[] {
  return Array.from({ length: repeats }, (_, repeat) => {
    const heldIn = stratifiedFolds(
      examples.map(({ label }) => label),
      folds,
      repeat + 1,
    )
    return Array.from({ length: folds }, (_, fold) => ({
      train: examples.filter((_, index) => heldIn[index] !== fold),
      held: examples.filter((_, index) => heldIn[index] === fold),
    }))
  }).flat()
}

/** Each text is analysed once: many settings are tried on the same folds. */
function analyserOf(train: readonly Example[], matcher: ConceptMatcher, lemmatiser: Lemmatiser): (text: string) => Features {
  const lemmas = lemmasOf(
    train.map(({ text }) => text),
    lemmatiser,
  )
  const analyser = new Analyser(lemmatiser, matcher, lemmas)
  const known = new Map<string, Features>()
  return (text) => {
    const features = known.get(text) ?? analyser.analyse(text).features
    known.set(text, features)
    return features
  }
}
