import type { Example } from './examples.ts'
import { type Features, views } from './features.ts'
import { RowIndex, weigh } from './model.ts'
import type { TrainingSet } from './train.ts'
import type { TrainingSettings } from './training-settings.ts'

export type AnalysedExample = Example & { features: Features }

/** The features that are kept, and how rare each is. */
export function vocabulary(
  all: readonly Features[],
  { minDocuments, viewWeights }: TrainingSettings,
): { hashes: Uint32Array; idf: Float32Array } {
  const found: { hash: number; frequency: number }[] = []
  for (const view of views) {
    if (viewWeights[view] === 0) continue
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

/** Examples as rows of numbers, in memory that threads can share. */
export function trainingSet(
  examples: readonly AnalysedExample[],
  labels: readonly string[],
  { hashes, idf }: { hashes: Uint32Array; idf: Float32Array },
  viewWeights: TrainingSettings['viewWeights'],
): TrainingSet {
  const rows = new RowIndex(hashes)
  const weighed = examples.map(({ features }) => weigh(features, rows, idf, viewWeights))
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
