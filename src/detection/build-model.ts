import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Concept } from '../cards/intent.ts'
import { ConceptMatcher } from './concepts.ts'
import type { Example } from './examples.ts'
import { Analyser, type Features, lemmasOf, views } from './features.ts'
import { type ModelParts, RowIndex, weigh } from './model.ts'
import { maxPasses, type TrainingSet } from './train.ts'
import { Lemmatiser } from './words.ts'

/** Penalty of a mistake in training; larger follows the examples more closely. */
const cost = 1
/** What a message is about, which part of a card it asks for and its language are three questions: each has its own examples. */
const sideGroups = ['facet:', 'language:']
/** Features that stand in fewer examples than this are left out. */
const minDocuments = { chars: 3, words: 2, concepts: 3 } as const

/** Node 20 does not pass the TypeScript loader on to threads: each registers it itself. */
const threadCode = `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(new URL('./train-thread.ts', import.meta.url).href)}) })`

/** Done and all, for a progress bar. */
export type Progress = (done: number, total: number) => void

/** Trains the classifier on all cores; takes some 20 seconds on two cores for 17,000 examples and 155 labels. */
export async function buildModel(examples: readonly Example[], concepts: readonly Concept[], onProgress: Progress): Promise<ModelParts> {
  const lemmatiser = new Lemmatiser()
  const matcher = new ConceptMatcher(concepts, lemmatiser)
  const lemmas = lemmasOf(
    examples.map((example) => example.text),
    lemmatiser,
  )
  const analyser = new Analyser(lemmatiser, matcher, lemmas)
  const features = examples.map((example) => analyser.analyse(example.text).features)
  const groupOf = (example: Example | undefined) => sideGroups.find((prefix) => example?.label.startsWith(prefix)) ?? ''
  // Examples of the side groups are questions that stand elsewhere too; counted twice they would fill the index with rarities.
  const { hashes, idf } = vocabulary(features.filter((_, index) => groupOf(examples[index]) === ''))
  const groups = ['', ...sideGroups].map((group) => {
    const members = [...examples.keys()].filter((index) => groupOf(examples[index]) === group)
    const labels = [...new Set(members.map((index) => examples[index]?.label as string))].sort()
    const rows = members.map((index) => ({ ...(examples[index] as Example), features: features[index] as Features }))
    return { labels, set: trainingSet(rows, labels, hashes, idf) }
  })
  const labels = groups.flatMap((group) => group.labels)
  const parts: { offset: number; width: number; weights: Float32Array }[] = []
  let offset = 0
  for (const [index, group] of groups.entries()) {
    const slowest = new Map<number, number>()
    const onPass = (thread: number, pass: number) => {
      slowest.set(thread, pass)
      // The side groups are small: nine tenths of the bar belong to the first.
      const share = Math.min(...slowest.values()) / maxPasses
      onProgress(index === 0 ? 9 * share : 9 + (index - 1 + share) / sideGroups.length, 10)
    }
    for (const { from, to, weights } of await trainAll(group.set, group.labels.length, onPass))
      parts.push({ offset: offset + from, width: to - from, weights })
    offset += group.labels.length
  }
  onProgress(10, 10)
  return { labels, lemmas: [...lemmas], hashes, idf, ...quantise(parts, hashes.length, labels.length) }
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
async function trainAll(
  set: TrainingSet,
  labels: number,
  onPass: (thread: number, pass: number) => void,
): Promise<{ from: number; to: number; weights: Float32Array }[]> {
  const threads = Math.min(availableParallelism(), 8, labels)
  const bounds = Array.from({ length: threads + 1 }, (_, index) => Math.round((labels * index) / threads))
  return Promise.all(
    Array.from({ length: threads }, (_, thread) => {
      const from = bounds[thread] as number
      const to = bounds[thread + 1] as number
      return new Promise<{ from: number; to: number; weights: Float32Array }>((resolve, reject) => {
        const worker = new Worker(threadCode, { eval: true, workerData: { set, cost, from, to } })
        worker.on('message', (message: { pass: number } | { weights: Float32Array }) => {
          if ('pass' in message) onPass(thread, message.pass)
          else resolve({ from, to, weights: message.weights })
        })
        worker.on('error', reject)
      })
    }),
  )
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
  for (let row = 0; row < rows; row++) {
    let largest = 0
    for (const { width, weights: part } of parts) {
      for (let label = 0; label < width; label++) largest = Math.max(largest, Math.abs(part[row * width + label] as number))
    }
    const step = largest / 127 || 1
    scales[row] = step
    for (const { offset, width, weights: part } of parts) {
      for (let label = 0; label < width; label++)
        weights[row * labels + offset + label] = Math.round((part[row * width + label] as number) / step)
    }
  }
  return { weights, scales, biases }
}
