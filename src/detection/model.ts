import { type Features, type View, views } from './features.ts'
import { softmax } from './train-embedder.ts'

/** What the two classifiers say of a message, for each label. */
export interface Scores {
  /** Margins of the linear classifier: above 0 it says yes. */
  margins: Float32Array
  /** Logarithms of the embedder's probabilities within the label's group; 0 for labels that it was not trained for. */
  logs: Float32Array
}

/** An example that looks like another label's. */
export interface Doubtful {
  label: string
  text: string
  other: string
  /** By how much the other leads, in margins. */
  lead: number
}

/** A trained index: the linear classifier and the embedders. */
export interface Model {
  labels: readonly string[]
  /** Lemmas of the words of the lexicon and the examples, so that a start need not look them up again. */
  lemmas: ReadonlyMap<string, string>
  score(features: Features): Scores
  /** The dense vector of what a message is about; without an embedder for that, it has no numbers. */
  embed(features: Features): Float32Array
  doubtful: readonly Doubtful[]
}

/** An embedder for a range of labels; its vectors are small integers with a step for each row, as the linear weights are. */
export interface EmbedderParts {
  /** The first label, and how many. */
  offset: number
  count: number
  dimensions: number
  vectors: Int8Array
  scales: Float32Array
  head: Float32Array
  biases: Float32Array
}

export interface ModelParts {
  labels: string[]
  /** Words whose lemma is another word. */
  lemmas: [word: string, lemma: string][]
  /** Feature hashes; a feature's place in here is its row. */
  hashes: Uint32Array
  /** Inverse document frequency of each feature. */
  idf: Float32Array
  /** One step of each row's integers. */
  scales: Float32Array
  /** Row after row, `labels.length` each. */
  weights: Int8Array
  biases: Float32Array
  embedders: EmbedderParts[]
  doubtful: Doubtful[]
  /** Length of each view of a message, where they do not count alike. */
  viewWeights?: Readonly<Record<View, number>>
}

const magic = 0x56504d32 // "VPM2"
/** Less likely than this counts as this: what was never seen together says little. */
const leastLog = Math.log(1e-5)

type Head = Pick<ModelParts, 'labels' | 'lemmas' | 'doubtful' | 'viewWeights'> & {
  embedders: Pick<EmbedderParts, 'offset' | 'count' | 'dimensions'>[]
}

/** Header (magic, bytes of the description, rows), the description as JSON, then the arrays, the ones of bytes last. */
export function encodeModel(parts: ModelParts): Uint8Array {
  const { labels, lemmas, doubtful, viewWeights } = parts
  const embedders = parts.embedders.map(({ offset, count, dimensions }) => ({ offset, count, dimensions }))
  const description = Buffer.from(
    JSON.stringify({ labels, lemmas, doubtful, embedders, ...(viewWeights && { viewWeights }) } satisfies Head),
  )
  const pad = (4 - (description.length % 4)) % 4
  const header = Buffer.from(Uint32Array.of(magic, description.length, parts.hashes.length).buffer)
  const raw = (array: ArrayBufferView) => Buffer.from(array.buffer, array.byteOffset, array.byteLength)
  return Buffer.concat([
    header,
    description,
    Buffer.alloc(pad),
    raw(parts.hashes),
    raw(parts.idf),
    raw(parts.scales),
    raw(parts.biases),
    ...parts.embedders.flatMap((embedder) => [raw(embedder.scales), raw(embedder.head), raw(embedder.biases)]),
    raw(parts.weights),
    ...parts.embedders.map((embedder) => raw(embedder.vectors)),
  ])
}

/** @throws when the bytes are not a model or are cut short */
export function decodeModel(bytes: Uint8Array): Model {
  // A copy at offset 0, since typed arrays must be aligned and a pooled Buffer need not be.
  const { buffer } = bytes.byteOffset === 0 ? bytes : new Uint8Array(bytes)
  if (bytes.byteLength < 12) throw new Error('the classifier file is cut short')
  const [found, length, rows] = new Uint32Array(buffer, 0, 3) as unknown as [number, number, number]
  if (found !== magic) throw new Error('not a classifier file')
  let offset = 12
  const { labels, lemmas, doubtful, embedders, viewWeights } = JSON.parse(Buffer.from(buffer, offset, length).toString()) as Head
  offset += length + ((4 - (length % 4)) % 4)
  const expected =
    offset +
    rows * 12 +
    labels.length * 4 +
    rows * labels.length +
    embedders.reduce((sum, { count, dimensions }) => sum + rows * 4 + count * 4 * (dimensions + 1) + rows * dimensions, 0)
  if (bytes.byteLength !== expected) throw new Error(`the classifier file has ${bytes.byteLength} bytes, expected ${expected}`)
  const floats = (count: number) => {
    const array = new Float32Array(buffer, offset, count)
    offset += count * 4
    return array
  }
  const integers = (count: number) => {
    const array = new Int8Array(buffer, offset, count)
    offset += count
    return array
  }
  const hashes = new Uint32Array(buffer, offset, rows)
  offset += rows * 4
  const linear = { idf: floats(rows), scales: floats(rows), biases: floats(labels.length) }
  const dense = embedders.map((about) => ({
    ...about,
    scales: floats(rows),
    head: floats(about.count * about.dimensions),
    biases: floats(about.count),
  }))
  const weights = integers(rows * labels.length)
  return createModel({
    labels,
    lemmas,
    doubtful,
    ...(viewWeights && { viewWeights }),
    hashes,
    ...linear,
    weights,
    embedders: dense.map((about) => ({ ...about, vectors: integers(rows * about.dimensions) })),
  })
}

export function createModel(parts: ModelParts): Model {
  const rowOf = new RowIndex(parts.hashes)
  const width = parts.labels.length
  const denseOf = (message: Weighed, { dimensions, vectors, scales }: EmbedderParts) => {
    const sum = new Float32Array(dimensions)
    addRows(message, { weights: vectors, scales }, dimensions, sum)
    return sum
  }
  return {
    labels: parts.labels,
    lemmas: new Map(parts.lemmas),
    doubtful: parts.doubtful,
    score(features) {
      const margins = Float32Array.from(parts.biases)
      const logs = new Float32Array(width)
      const message = weigh(features, rowOf, parts.idf, parts.viewWeights)
      addRows(message, parts, width, margins)
      for (const embedder of parts.embedders) {
        const odds = new Float32Array(embedder.count)
        const total = softmax(denseOf(message, embedder), embedder.head, embedder.biases, odds)
        odds.forEach((value, label) => {
          logs[embedder.offset + label] = Math.max(leastLog, Math.log(value / total))
        })
      }
      return { margins, logs }
    },
    embed(features) {
      const [ofSubject] = parts.embedders
      return ofSubject ? denseOf(weigh(features, rowOf, parts.idf, parts.viewWeights), ofSubject) : new Float32Array(0)
    },
  }
}

/** Features of a message that the index knows, and their values. */
interface Weighed {
  rows: number[]
  values: number[]
}

/** Adds the rows of a message's features, each times its value. */
function addRows(
  { rows, values }: Weighed,
  { weights, scales }: { weights: Int8Array; scales: Float32Array },
  width: number,
  sum: Float32Array,
): void {
  for (let position = 0; position < rows.length; position++) {
    const row = rows[position] as number
    const step = (values[position] as number) * (scales[row] as number)
    const start = row * width
    for (let column = 0; column < width; column++) sum[column] = (sum[column] as number) + step * (weights[start + column] as number)
  }
}

const alike: Readonly<Record<View, number>> = { chars: 1, words: 1, concepts: 1 }

/** Features of a message that the index knows, as tf·idf; each view has the length of its weight. */
export function weigh(
  features: Features,
  index: RowIndex,
  idf: Float32Array,
  viewWeights: Readonly<Record<View, number>> = alike,
): Weighed {
  const rows: number[] = []
  const values: number[] = []
  for (const view of views) {
    const from = values.length
    let norm = 0
    for (const [hash, times] of features[view]) {
      const row = index.get(hash)
      if (row < 0) continue
      const value = (1 + Math.log(times)) * (idf[row] as number)
      rows.push(row)
      values.push(value)
      norm += value * value
    }
    const length = Math.sqrt(norm)
    for (let position = from; position < values.length; position++)
      values[position] = ((values[position] as number) / length) * viewWeights[view]
  }
  return { rows, values }
}

/** Open addressing over the feature hashes: a `Map` of 200,000 numbers would take eight times the memory. */
export class RowIndex {
  readonly #slots: Int32Array
  readonly #mask: number
  readonly #hashes: Uint32Array

  constructor(hashes: Uint32Array) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(hashes.length, 1) * 2))
    this.#mask = size - 1
    this.#slots = new Int32Array(size).fill(-1)
    this.#hashes = hashes
    hashes.forEach((hash, row) => {
      let slot = hash & this.#mask
      while (this.#slots[slot] !== -1) slot = (slot + 1) & this.#mask
      this.#slots[slot] = row
    })
  }

  /** The row of a feature, -1 when it is not in the index. */
  get(hash: number): number {
    let slot = hash & this.#mask
    for (;;) {
      const row = this.#slots[slot] as number
      if (row < 0 || this.#hashes[row] === hash) return row
      slot = (slot + 1) & this.#mask
    }
  }
}
