import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Concept } from '../cards/intent.ts'
import { ConceptMatcher } from './concepts.ts'
import type { Example } from './examples.ts'
import { Analyser, type Features, lemmasOf } from './features.ts'
import type { Doubtful, EmbedderParts, ModelParts } from './model.ts'
import { quantise, quantiseEmbedder } from './quantise.ts'
import type { TrainedLinear, TrainingSet } from './train.ts'
import type { TrainedEmbedder } from './train-embedder.ts'
import { runTask, type TrainingTask } from './train-task.ts'
import { type AnalysedExample, trainingSet, vocabulary } from './training-set.ts'
import { serviceSettings, type TrainingSettings } from './training-settings.ts'
import { Lemmatiser } from './words.ts'

/** What a message is about, which part of a card it asks for and its language are three questions: each has its own examples. */
const sideGroups = ['facet:', 'language:']
/** Length of the dense vectors: of what a message is about, and of which part of a card it asks for. */
const dimensions: Record<string, number> = { '': 64, 'facet:': 32 }
/** Up to so many examples are learnt before a thread would have started. */
const fewExamples = 1000

/** Node 20 does not pass the TypeScript loader on to threads: each registers it itself. */
const threadCode = `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(new URL('./train-thread.ts', import.meta.url).href)}) })`

/** Done and all, for a progress bar. */
export type Progress = (done: number, total: number) => void

/** Trains the classifier on all cores; takes about a minute on two cores for 60,000 examples and 170 labels. */
export async function buildModel(
  examples: readonly Example[],
  concepts: readonly Concept[],
  onProgress: Progress,
  settings: TrainingSettings = serviceSettings,
): Promise<ModelParts> {
  const lemmatiser = new Lemmatiser()
  const matcher = new ConceptMatcher(concepts, lemmatiser)
  const lemmas = lemmasOf(
    examples.map((example) => example.text),
    lemmatiser,
  )
  const analyser = new Analyser(lemmatiser, matcher, lemmas)
  // A question teaches its service, its part of the card and its language: it is analysed once.
  const analysed = new Map<string, Features>()
  const rows = examples.map((example): AnalysedExample => {
    const features = analysed.get(example.text) ?? analyser.analyse(example.text).features
    analysed.set(example.text, features)
    return { ...example, features }
  })
  return { ...(await trainClassifiers(rows, onProgress, settings)), lemmas: [...lemmas] }
}

/** The part of `buildModel` that comes after the analysis of the texts. */
export async function trainClassifiers(
  examples: readonly AnalysedExample[],
  onProgress: Progress,
  settings: TrainingSettings,
): Promise<Omit<ModelParts, 'lemmas'>> {
  const groupOf = (example: Example) => sideGroups.find((prefix) => example.label.startsWith(prefix)) ?? ''
  const main = examples.filter((example) => groupOf(example) === '')
  // Examples of the side groups are questions that stand elsewhere too; counted twice they would fill the index with rarities.
  const { hashes, idf } = vocabulary(
    main.map(({ features }) => features),
    settings,
  )
  const groups = ['', ...sideGroups].map((name): Group => {
    const members = name === '' ? main : examples.filter((example) => groupOf(example) === name)
    const labels = [...new Set(members.map(({ label }): string => label))].sort()
    return { name, labels, set: trainingSet(members, labels, { hashes, idf }, settings.viewWeights) }
  })
  const labels = groups.flatMap((group) => group.labels)
  const parts: { offset: number; width: number; weights: Float32Array }[] = []
  const doubtful: Doubtful[] = []
  const embedders: EmbedderParts[] = []
  const progress = new PassCounter(groups, settings.passes, onProgress)
  let offset = 0
  // One group after another, the threads of a group at once: they share its examples in memory.
  for (const { name, labels: own, set } of groups) {
    const linear = trainLinear(set, own.length, settings, progress)
    const dense = trainDense(set, own.length, dimensions[name], settings, progress)
    const trained = await linear
    for (const { from, to, weights } of trained) parts.push({ offset: offset + from, width: to - from, weights })
    if (name === '') doubtful.push(...findDoubtful(main, own, trained))
    const embedder = await dense
    if (embedder) embedders.push(quantiseEmbedder(embedder, offset, own.length, hashes.length))
    offset += own.length
  }
  const { viewWeights } = settings
  const isWeighed = Object.values(viewWeights).some((weight) => weight !== 1)
  const quantised = quantise(parts, hashes.length, labels.length)
  return { labels, hashes, idf, ...quantised, embedders, doubtful, ...(isWeighed && { viewWeights }) }
}

/** Passes of all threads as one share, weighed by the examples that each goes through. */
class PassCounter {
  readonly #onProgress: Progress
  readonly #total: number
  #done = 0

  constructor(groups: readonly Group[], { linear, embedder }: TrainingSettings['passes'], onProgress: Progress) {
    this.#onProgress = onProgress
    const passes = ({ name, labels }: Group) => linear * threadsFor(labels.length) + (dimensions[name] === undefined ? 0 : embedder)
    this.#total = groups.reduce((sum, group) => sum + group.set.classes.length * passes(group), 0)
  }

  /** For one thread: reports its passes, and at the end those that it did not need. */
  part(passes: number, set: TrainingSet): { onPass(pass: number): void; onEnd(): void } {
    let before = 0
    const onPass = (pass: number) => {
      this.#done += (pass - before) * set.classes.length
      before = pass
      this.#onProgress(this.#done, this.#total)
    }
    return { onPass, onEnd: () => onPass(passes) }
  }
}

interface Group {
  name: string
  labels: string[]
  set: TrainingSet
}

function threadsFor(labels: number): number {
  return Math.min(availableParallelism(), 8, labels)
}

/** Weights of every feature (and, last, the biases) for all labels of the set; labels are shared among the cores. */
async function trainLinear(
  set: TrainingSet,
  labels: number,
  { cost, passes: { linear: passes } }: TrainingSettings,
  progress: PassCounter,
): Promise<({ from: number; to: number } & TrainedLinear)[]> {
  const threads = threadsFor(labels)
  const bounds = Array.from({ length: threads + 1 }, (_, index) => Math.round((labels * index) / threads))
  return Promise.all(
    Array.from({ length: threads }, async (_, thread) => {
      const from = bounds[thread] as number
      const to = bounds[thread + 1] as number
      const trained = await train<TrainedLinear>({ kind: 'linear', set, passes, cost, from, to }, progress.part(passes, set))
      return { from, to, ...trained }
    }),
  )
}

/** @param size length of the vectors; without it the group has no embedder */
async function trainDense(
  set: TrainingSet,
  labels: number,
  size: number | undefined,
  { passes: { embedder: passes } }: TrainingSettings,
  progress: PassCounter,
): Promise<TrainedEmbedder | undefined> {
  return size === undefined ? undefined : train({ kind: 'embedder', set, passes, labels, dimensions: size }, progress.part(passes, set))
}

/** By so much another label must lead, had the example not been learnt, before it is worth an editor's time. */
const doubtfulLead = 0.8

/** Examples that would be taken for another label if they had not been learnt themselves. */
function findDoubtful(examples: readonly Example[], labels: readonly string[], trained: readonly TrainedLinear[]): Doubtful[] {
  return examples.flatMap(({ label, text }, index): Doubtful[] => {
    const own = trained.map(({ rivals }) => rivals.own[index] as number).find((margin) => !Number.isNaN(margin)) ?? 0
    const { rivals } = trained.reduce((a, b) => ((b.rivals.best[index] as number) > (a.rivals.best[index] as number) ? b : a))
    const lead = (rivals.best[index] as number) - own
    const other = labels[rivals.bestClass[index] as number] as string
    return lead >= doubtfulLead ? [{ label, text, other, lead: Math.round(lead * 100) / 100 }] : []
  })
}

async function train<T extends TrainedLinear | TrainedEmbedder>(task: TrainingTask, progress: ReturnType<PassCounter['part']>): Promise<T> {
  if (task.set.classes.length > fewExamples) return runThread<T>(task, progress)
  const trained = runTask(task, progress.onPass) as T
  progress.onEnd()
  return trained
}

function runThread<T>(task: TrainingTask, progress: ReturnType<PassCounter['part']>): Promise<T> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(threadCode, { eval: true, workerData: task })
    worker.on('message', (message: { pass: number } | { result: T }) => {
      if ('pass' in message) return progress.onPass(message.pass)
      progress.onEnd()
      resolve(message.result)
    })
    worker.on('error', reject)
  })
}
