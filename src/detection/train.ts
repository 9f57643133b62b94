import { generator, shuffle } from './random.ts'
import { serviceSettings } from './training-settings.ts'

/** Training examples as sparse rows: feature indices with values, and the index of each one's class. */
export interface TrainingSet {
  /** `starts[i]`…`starts[i + 1]` are the entries of example i. */
  starts: Int32Array
  indices: Int32Array
  values: Float32Array
  classes: Int32Array
  /** A second class that is right too, or -1. */
  seconds: Int32Array
  featureCount: number
}

/** What was learnt for a range of classes. */
export interface TrainedLinear {
  /** A row of `to - from` weights for each feature, and a last row with the biases. */
  weights: Float32Array
  rivals: Rivals
}

/** For each example, as if it had not been learnt: its own class's margin (NaN when out of the range) and the best other. */
export interface Rivals {
  own: Float32Array
  best: Float32Array
  bestClass: Int32Array
}

/** A class has settled when no gradient of a pass leaves this width (LIBLINEAR's default tolerance). */
const tolerance = 0.1

/**
 * Linear SVMs that tell each class of a range from all others: L2-regularised squared hinge loss, solved by dual
 * coordinate descent (Hsieh et al., "A Dual Coordinate Descent Method for Large-scale Linear SVM", ICML 2008,
 * algorithm 1; the method of LIBLINEAR). All classes are trained side by side: the weights of one feature for
 * all classes lie together, which is ten times faster than one class after another.
 *
 * @param cost the penalty C of a mistake
 * @param passes so many times over all examples, at most
 */
export function trainOneVsRest(
  set: TrainingSet,
  from: number,
  to: number,
  cost: number,
  onPass: (pass: number) => void,
  passes = serviceSettings.passes.linear,
): TrainedLinear {
  const { starts, indices, values, classes, seconds, featureCount } = set
  const count = classes.length
  const width = to - from
  const weights = new Float32Array((featureCount + 1) * width)
  const alpha = new Float32Array(count * width)
  const dots = new Float64Array(width)
  const steps = new Float64Array(width)
  const changed = new Int32Array(width)
  const settled = new Uint8Array(width)
  const norms = squaredNorms(set)
  const order = Int32Array.from({ length: count }, (_, index) => index)
  const random = generator(from + 1)
  const diagonal = 0.5 / cost
  for (let pass = 0; pass < passes; pass++) {
    shuffle(order, random)
    const highest = new Float64Array(width).fill(Number.NEGATIVE_INFINITY)
    const lowest = new Float64Array(width).fill(Number.POSITIVE_INFINITY)
    for (const i of order) {
      const start = starts[i] as number
      const end = starts[i + 1] as number
      const bias = featureCount * width
      for (let c = 0; c < width; c++) dots[c] = weights[bias + c] as number
      for (let k = start; k < end; k++) {
        const row = (indices[k] as number) * width
        const value = values[k] as number
        for (let c = 0; c < width; c++) dots[c] = (dots[c] as number) + value * (weights[row + c] as number)
      }
      const own = (classes[i] as number) - from
      const second = (seconds[i] as number) - from
      const curvature = (norms[i] as number) + diagonal
      let changes = 0
      for (let c = 0; c < width; c++) {
        if (settled[c] === 1) continue
        const y = c === own || c === second ? 1 : -1
        const before = alpha[i * width + c] as number
        const gradient = y * (dots[c] as number) - 1 + before * diagonal
        const projected = before === 0 ? Math.min(gradient, 0) : gradient
        if (projected > (highest[c] as number)) highest[c] = projected
        if (projected < (lowest[c] as number)) lowest[c] = projected
        if (Math.abs(projected) < 1e-6) continue
        const after = Math.max(before - gradient / curvature, 0)
        alpha[i * width + c] = after
        steps[changes] = (after - before) * y
        changed[changes] = c
        changes++
      }
      for (let k = start; k <= end; k++) {
        const row = k === end ? bias : (indices[k] as number) * width
        const value = k === end ? 1 : (values[k] as number)
        for (let s = 0; s < changes; s++) {
          const at = row + (changed[s] as number)
          weights[at] = (weights[at] as number) + value * (steps[s] as number)
        }
      }
    }
    for (let c = 0; c < width; c++) if ((highest[c] as number) - (lowest[c] as number) <= tolerance) settled[c] = 1
    onPass(pass + 1)
    if (settled.every((value) => value === 1)) break
  }
  return { weights, rivals: findRivals(set, from, to, weights, alpha) }
}

/** Squared length of each example, with 1 for the bias. */
function squaredNorms({ starts, values, classes }: TrainingSet): Float64Array {
  return Float64Array.from(classes, (_, i) => {
    let norm = 1
    for (let k = starts[i] as number; k < (starts[i + 1] as number); k++) norm += (values[k] as number) ** 2
    return norm
  })
}

/** Of the bound; with it, what an editor finds misplaced leads, and what is merely hard does not. */
const shareOfBound = 0.35

/**
 * Margins of each example by the leave-one-out bound of Jaakkola and Haussler ("Probabilistic kernel regression models",
 * 1999): without the example, a margin moves against it by at most its dual variable times its squared length. Alike
 * examples hold it up, so it moves less than that.
 */
function findRivals(set: TrainingSet, from: number, to: number, weights: Float32Array, alpha: Float32Array): Rivals {
  const { starts, indices, values, classes, seconds, featureCount } = set
  const width = to - from
  const count = classes.length
  const norms = squaredNorms(set)
  const rivals: Rivals = { own: new Float32Array(count).fill(Number.NaN), best: new Float32Array(count), bestClass: new Int32Array(count) }
  const margins = new Float64Array(width)
  for (let i = 0; i < count; i++) {
    for (let c = 0; c < width; c++) margins[c] = weights[featureCount * width + c] as number
    for (let k = starts[i] as number; k < (starts[i + 1] as number); k++) {
      const row = (indices[k] as number) * width
      for (let c = 0; c < width; c++) margins[c] = (margins[c] as number) + (values[k] as number) * (weights[row + c] as number)
    }
    let best = -1
    for (let c = 0; c < width; c++) {
      const isOwn = c === (classes[i] as number) - from
      const moved = (alpha[i * width + c] as number) * (norms[i] as number) * shareOfBound
      const margin = (margins[c] as number) + (isOwn ? -moved : moved)
      if (isOwn) rivals.own[i] = margin
      else if (c !== (seconds[i] as number) - from && (best < 0 || margin > (rivals.best[i] as number))) {
        best = c
        rivals.best[i] = margin
        rivals.bestClass[i] = from + c
      }
    }
  }
  return rivals
}
