import { generator, shuffle } from './random.ts'
import type { TrainingSet } from './train.ts'
import { serviceSettings } from './training-settings.ts'

/** What was learnt: a vector for each feature, and from the sum of a message's vectors the scores of all labels. */
export interface TrainedEmbedder {
  dimensions: number
  /** Feature after feature, `dimensions` each. */
  vectors: Float32Array
  /** Label after label, `dimensions` each. */
  head: Float32Array
  biases: Float32Array
}

/** Share of a message's features that is left out each time: people never use just the words of an example. */
const dropout = 0.6
const firstRate = 0.3

/**
 * A text embedder with a softmax over the labels, as in fastText (Joulin et al., "Bag of Tricks for Efficient Text
 * Classification", EACL 2017), over the same features as the linear classifier, with dropout of features and AdaGrad
 * steps (one accumulator a row). It sees each message as a whole where the linear classifier adds up words, so the two
 * err in different places.
 *
 * @param labels number of classes
 * @param passes so many times over all examples
 */
export function trainEmbedder(
  set: TrainingSet,
  labels: number,
  dimensions: number,
  onPass: (pass: number) => void,
  passes = serviceSettings.passes.embedder,
): TrainedEmbedder {
  const { starts, indices, values, classes, featureCount } = set
  const random = generator(1)
  const vectors = Float32Array.from({ length: featureCount * dimensions }, () => ((random() - 0.5) * 2) / dimensions)
  const vectorSteps = new Float32Array(featureCount).fill(1e-4)
  const head = new Float32Array(labels * dimensions)
  const headSteps = new Float32Array(labels).fill(1e-4)
  const biases = new Float32Array(labels)
  const order = Int32Array.from(classes, (_, index) => index)
  const sum = new Float32Array(dimensions)
  const back = new Float32Array(dimensions)
  const odds = new Float32Array(labels)
  const kept = new Int32Array(longest(starts))
  for (let pass = 0; pass < passes; pass++) {
    shuffle(order, random)
    const rate = firstRate * (1 - (0.9 * pass) / passes)
    for (const example of order) {
      const end = starts[example + 1] as number
      let count = 0
      sum.fill(0)
      for (let k = starts[example] as number; k < end; k++) {
        if (random() < dropout) continue
        kept[count++] = k
        const row = (indices[k] as number) * dimensions
        const value = values[k] as number
        for (let d = 0; d < dimensions; d++) sum[d] = (sum[d] as number) + value * (vectors[row + d] as number)
      }
      const total = softmax(sum, head, biases, odds)
      back.fill(0)
      for (let label = 0; label < labels; label++) {
        const gradient = (odds[label] as number) / total - (label === classes[example] ? 1 : 0)
        if (Math.abs(gradient) < 1e-4) continue
        const row = label * dimensions
        let squares = 0
        for (let d = 0; d < dimensions; d++) {
          back[d] = (back[d] as number) + gradient * (head[row + d] as number)
          squares += (gradient * (sum[d] as number)) ** 2
        }
        headSteps[label] = (headSteps[label] as number) + squares / dimensions
        const step = (0.5 * rate * gradient) / Math.sqrt(headSteps[label] as number)
        for (let d = 0; d < dimensions; d++) head[row + d] = (head[row + d] as number) - step * (sum[d] as number)
        biases[label] = (biases[label] as number) - 0.05 * rate * gradient
      }
      let squares = 0
      for (let d = 0; d < dimensions; d++) squares += (back[d] as number) ** 2
      for (let position = 0; position < count; position++) {
        const k = kept[position] as number
        const feature = indices[k] as number
        const value = values[k] as number
        vectorSteps[feature] = (vectorSteps[feature] as number) + (value * value * squares) / dimensions
        const step = (0.1 * rate * value) / Math.sqrt(vectorSteps[feature] as number)
        const row = feature * dimensions
        for (let d = 0; d < dimensions; d++) vectors[row + d] = (vectors[row + d] as number) - step * (back[d] as number)
      }
    }
    onPass(pass + 1)
  }
  return { dimensions, vectors, head, biases }
}

/** Unnormalised probabilities of all labels into `odds`; returns their sum. */
export function softmax(sum: Float32Array, head: Float32Array, biases: Float32Array, odds: Float32Array): number {
  const dimensions = sum.length
  let highest = Number.NEGATIVE_INFINITY
  for (let label = 0; label < odds.length; label++) {
    let score = biases[label] as number
    const row = label * dimensions
    for (let d = 0; d < dimensions; d++) score += (head[row + d] as number) * (sum[d] as number)
    odds[label] = score
    if (score > highest) highest = score
  }
  let total = 0
  for (let label = 0; label < odds.length; label++) {
    const value = Math.exp((odds[label] as number) - highest)
    odds[label] = value
    total += value
  }
  return total
}

function longest(starts: Int32Array): number {
  let most = 0
  for (let index = 1; index < starts.length; index++) most = Math.max(most, (starts[index] as number) - (starts[index - 1] as number))
  return most
}
