import type { Features } from './features.ts'
import { views } from './features.ts'

/**
 * A trained classifier: for each feature a row of small integers, one for each label. A message's score for a
 * label is the sum over its features of value × weight, plus the bias; above 0 the SVM says yes.
 */
export interface Model {
  labels: readonly string[]
  /** Lemmas of the words of the lexicon and the examples, so that a start need not look them up again. */
  lemmas: ReadonlyMap<string, string>
  score(features: Features): Float32Array
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
}

const magic = 0x56504d31 // "VPM1"

/** Header (magic, bytes of names, rows), labels and lemmas as JSON, then the arrays, each at a multiple of four. */
export function encodeModel(parts: ModelParts): Uint8Array {
  const names = Buffer.from(JSON.stringify({ labels: parts.labels, lemmas: parts.lemmas }))
  const pad = (4 - (names.length % 4)) % 4
  const header = Buffer.from(Uint32Array.of(magic, names.length, parts.hashes.length).buffer)
  const raw = (array: ArrayBufferView) => Buffer.from(array.buffer, array.byteOffset, array.byteLength)
  return Buffer.concat([
    header,
    names,
    Buffer.alloc(pad),
    raw(parts.hashes),
    raw(parts.idf),
    raw(parts.scales),
    raw(parts.biases),
    raw(parts.weights),
  ])
}

/** @throws when the bytes are not a model or are cut short */
export function decodeModel(bytes: Uint8Array): Model {
  // A copy at offset 0, since typed arrays must be aligned and a pooled Buffer need not be.
  const buffer = bytes.byteOffset === 0 ? bytes.buffer : bytes.slice().buffer
  if (bytes.byteLength < 12) throw new Error('the classifier file is cut short')
  const [found, nameBytes, rows] = new Uint32Array(buffer, 0, 3) as unknown as [number, number, number]
  if (found !== magic) throw new Error('not a classifier file')
  let offset = 12
  const { labels, lemmas } = JSON.parse(Buffer.from(buffer, offset, nameBytes).toString()) as Pick<ModelParts, 'labels' | 'lemmas'>
  offset += nameBytes + ((4 - (nameBytes % 4)) % 4)
  const take = <T>(make: (at: number) => T, size: number): T => {
    const array = make(offset)
    offset += size
    return array
  }
  const expected = offset + rows * 12 + labels.length * 4 + rows * labels.length
  if (bytes.byteLength !== expected) throw new Error(`the classifier file has ${bytes.byteLength} bytes, expected ${expected}`)
  const parts: ModelParts = {
    labels,
    lemmas,
    hashes: take((at) => new Uint32Array(buffer, at, rows), rows * 4),
    idf: take((at) => new Float32Array(buffer, at, rows), rows * 4),
    scales: take((at) => new Float32Array(buffer, at, rows), rows * 4),
    biases: take((at) => new Float32Array(buffer, at, labels.length), labels.length * 4),
    weights: take((at) => new Int8Array(buffer, at, rows * labels.length), rows * labels.length),
  }
  return createModel(parts)
}

export function createModel(parts: ModelParts): Model {
  const rowOf = new RowIndex(parts.hashes)
  const width = parts.labels.length
  return {
    labels: parts.labels,
    lemmas: new Map(parts.lemmas),
    score(features) {
      const scores = Float32Array.from(parts.biases)
      const { rows, values } = weigh(features, rowOf, parts.idf)
      for (let position = 0; position < rows.length; position++) {
        const row = rows[position] as number
        const step = (values[position] as number) * (parts.scales[row] as number)
        const start = row * width
        for (let label = 0; label < width; label++) {
          scores[label] = (scores[label] as number) + step * (parts.weights[start + label] as number)
        }
      }
      return scores
    },
  }
}

/** Features of a message that the index knows, as tf·idf of unit length in each view; views count alike. */
export function weigh(features: Features, index: RowIndex, idf: Float32Array): { rows: number[]; values: number[] } {
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
    for (let position = from; position < values.length; position++) values[position] = (values[position] as number) / length
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
