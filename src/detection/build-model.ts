import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Concept } from '../cards/intent.ts'
import { ConceptMatcher } from './concepts.ts'
import type { Example } from './examples.ts'
import { Analyser, type Features, lemmasOf, views } from './features.ts'
import { type Doubtful, type EmbedderParts, type ModelParts, RowIndex, weigh } from './model.ts'
import { maxPasses, type TrainedLinear, type TrainingSet } from './train.ts'
import { embedderPasses, type TrainedEmbedder } from './train-embedder.ts'
import type { TrainingTask } from './train-thread.ts'
import { Lemmatiser } from './words.ts'

/** Penalty of a mistake in training; larger follows the examples more closely. */
const cost = 1
/** What a message is about, which part of a card it asks for and its language are three questions: each has its own examples. */
const sideGroups = ['facet:', 'language:']
/** Features that stand in fewer examples than this are left out. */
const minDocuments = { chars: 5, words: 3, concepts: 4 } as const
/** Length of the dense vectors: of what a message is about, and of which part of a card it asks for. */
const dimensions: Record<string, number> = { '': 64, 'facet:': 32 }

/** Node 20 does not pass the TypeScript loader on to threads: each registers it itself. */
const threadCode = `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(new URL('./train-thread.ts', import.meta.url).href)}) })`

/** Done and all, for a progress bar. */
export type Progress = (done: number, total: number) => void

/** Trains the classifier on all cores; takes about a minute on two cores for 60,000 examples and 170 labels. */
export async function buildModel(examples: readonly Example[], concepts: readonly Concept[], onProgress: Progress): Promise<ModelParts> {
  const lemmatiser = new Lemmatiser()
  const matcher = new ConceptMatcher(concepts, lemmatiser)
  const lemmas = lemmasOf(
    examples.map((example) => example.text),
    lemmatiser,
  )
  const analyser = new Analyser(lemmatiser, matcher, lemmas)
  // A question teaches its service, its part of the card and its language: it is analysed once.
  const analysed = new Map<string, Features>()
  const features = examples.map(({ text }) => {
    const known = analysed.get(text) ?? analyser.analyse(text).features
    analysed.set(text, known)
    return known
  })
  const groupOf = (example: Example | undefined) => sideGroups.find((prefix) => example?.label.startsWith(prefix)) ?? ''
  // Examples of the side groups are questions that stand elsewhere too; counted twice they would fill the index with rarities.
  const { hashes, idf } = vocabulary(features.filter((_, index) => groupOf(examples[index]) === ''))
  const groups = ['', ...sideGroups].map((name): Group => {
    const members = [...examples.keys()].filter((index) => groupOf(examples[index]) === name)
    const labels = [...new Set(members.map((index) => examples[index]?.label as string))].sort()
    const rows = members.map((index) => ({ ...(examples[index] as Example), features: features[index] as Features }))
    return { name, labels, set: trainingSet(rows, labels, hashes, idf) }
  })
  const labels = groups.flatMap((group) => group.labels)
  const parts: { offset: number; width: number; weights: Float32Array }[] = []
  const doubtful: Doubtful[] = []
  const embedders: EmbedderParts[] = []
  const progress = new PassCounter(groups, onProgress)
  let offset = 0
  // One group after another, the threads of a group at once: they share its examples in memory.
  for (const { name, labels: own, set } of groups) {
    const linear = trainLinear(set, own.length, progress)
    const size = dimensions[name]
    const dense =
      size === undefined
        ? undefined
        : runThread<TrainedEmbedder>({ kind: 'embedder', set, labels: own.length, dimensions: size }, progress.part(embedderPasses, set))
    const trained = await linear
    for (const { from, to, weights } of trained) parts.push({ offset: offset + from, width: to - from, weights })
    if (name === '')
      doubtful.push(
        ...findDoubtful(
          examples.filter((example) => groupOf(example) === ''),
          own,
          trained,
        ),
      )
    if (dense) embedders.push(quantiseEmbedder(await dense, offset, own.length, hashes.length))
    offset += own.length
  }
  return { labels, lemmas: [...lemmas], hashes, idf, ...quantise(parts, hashes.length, labels.length), embedders, doubtful }
}

/** Passes of all threads as one share, weighed by the examples that each goes through. */
class PassCounter {
  readonly #onProgress: Progress
  readonly #total: number
  #done = 0

  constructor(groups: readonly Group[], onProgress: Progress) {
    this.#onProgress = onProgress
    const passes = ({ name, labels }: Group) =>
      maxPasses * threadsFor(labels.length) + (dimensions[name] === undefined ? 0 : embedderPasses)
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

function vocabulary(all: readonly Features[]): { hashes: Uint32Array; idf: Float32Array } {
  const found: { hash: number; frequency: number }[] = []
  for (const view of views) {
    const documents = new Map<number, number>()
    for (const features of all) for (const hash of features[view].keys()) documents.set(hash, (documents.get(hash) ?? 0) + 1)
    for (const [hash, frequency] of documents) if (frequency >= minDocuments[view]) found.push({ hash, frequency })
  }
  // Frequent features first: their weights share cache lines, which halves the time of training.
  found.sort((a, b) => b.frequency - a.frequency)
  return {
    hashes: Uint32Array.from(found, ({ hash }) => hash),
    idf: Float32Array.from(found, ({ frequency }) => 1 + Math.log((1 + all.length) / (1 + frequency))),
  }
}

function trainingSet(
  examples: (Example & { features: Features })[],
  labels: string[],
  hashes: Uint32Array,
  idf: Float32Array,
): TrainingSet {
  const rows = new RowIndex(hashes)
  const weighed = examples.map(({ features }) => weigh(features, rows, idf))
  const size = weighed.reduce((sum, { rows: entries }) => sum + entries.length, 0)
  // Shared memory: every training thread reads the same arrays.
  const set: TrainingSet = {
    starts: new Int32Array(new SharedArrayBuffer((examples.length + 1) * 4)),
    indices: new Int32Array(new SharedArrayBuffer(size * 4)),
    values: new Float32Array(new SharedArrayBuffer(size * 4)),
    classes: new Int32Array(new SharedArrayBuffer(examples.length * 4)),
    seconds: new Int32Array(new SharedArrayBuffer(examples.length * 4)),
    featureCount: hashes.length,
  }
  const index = new Map(labels.map((label, position) => [label, position]))
  let next = 0
  weighed.forEach((entries, example) => {
    set.starts[example] = next
    const { label, also } = examples[example] as Example
    set.classes[example] = index.get(label) as number
    set.seconds[example] = (also !== undefined ? index.get(also) : undefined) ?? -1
    set.indices.set(entries.rows, next)
    set.values.set(entries.values, next)
    next += entries.rows.length
  })
  set.starts[examples.length] = next
  return set
}

/** Weights of every feature (and, last, the biases) for all labels of the set; labels are shared among the cores. */
async function trainLinear(
  set: TrainingSet,
  labels: number,
  progress: PassCounter,
): Promise<({ from: number; to: number } & TrainedLinear)[]> {
  const threads = threadsFor(labels)
  const bounds = Array.from({ length: threads + 1 }, (_, index) => Math.round((labels * index) / threads))
  return Promise.all(
    Array.from({ length: threads }, async (_, thread) => {
      const from = bounds[thread] as number
      const to = bounds[thread + 1] as number
      const trained = await runThread<TrainedLinear>({ kind: 'linear', set, cost, from, to }, progress.part(maxPasses, set))
      return { from, to, ...trained }
    }),
  )
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

/** A row of numbers as integers of −127…127, written at `start`; returns the step. */
function quantiseRow(row: Float32Array, target: Int8Array, start: number): number {
  let largest = 0
  for (const value of row) largest = Math.max(largest, Math.abs(value))
  const step = largest / 127 || 1
  row.forEach((value, index) => {
    target[start + index] = Math.round(value / step)
  })
  return step
}

function quantiseEmbedder(trained: TrainedEmbedder, offset: number, count: number, rows: number): EmbedderParts {
  const { dimensions: size, head, biases } = trained
  const vectors = new Int8Array(rows * size)
  const scales = Float32Array.from({ length: rows }, (_, row) =>
    quantiseRow(trained.vectors.subarray(row * size, (row + 1) * size), vectors, row * size),
  )
  return { offset, count, dimensions: size, vectors, scales, head, biases }
}

/** Each feature's weights as integers of −127…127 with a step of its own; the last row of a part holds the biases. */
function quantise(
  parts: { offset: number; width: number; weights: Float32Array }[],
  rows: number,
  labels: number,
): Pick<ModelParts, 'weights' | 'scales' | 'biases'> {
  const weights = new Int8Array(rows * labels)
  const scales = new Float32Array(rows)
  const biases = new Float32Array(labels)
  for (const part of parts) biases.set(part.weights.subarray(rows * part.width), part.offset)
  const line = new Float32Array(labels)
  for (let row = 0; row < rows; row++) {
    for (const { offset, width, weights: part } of parts) line.set(part.subarray(row * width, (row + 1) * width), offset)
    scales[row] = quantiseRow(line, weights, row * labels)
  }
  return { weights, scales, biases }
}
