/** A row of the training matrix: feature indices with values, and the index of its class. */
export interface TrainingSet {
  /** `starts[i]`…`starts[i + 1]` are the entries of example i. */
  starts: Int32Array
  indices: Int32Array
  values: Float32Array
  classes: Int32Array
  /** How much an example counts, 1 for an ordinary one. */
  weights: Float32Array
  featureCount: number
}

/**
 * A linear SVM that tells one class from all others: L2-regularised squared hinge loss, solved by dual
 * coordinate descent with shrinking (Hsieh et al., "A Dual Coordinate Descent Method for Large-scale
 * Linear SVM", ICML 2008, algorithm 3; the method of LIBLINEAR). The last weight is the bias.
 *
 * @param cost the penalty C of a mistake
 */
export function trainOneVsRest(set: TrainingSet, positive: number, cost: number, maxPasses = 30): Float64Array {
  const { starts, indices, values, classes, weights, featureCount } = set
  const count = classes.length
  const w = new Float64Array(featureCount + 1)
  const alpha = new Float64Array(count)
  const norms = new Float64Array(count)
  const order = new Int32Array(count)
  for (let i = 0; i < count; i++) {
    order[i] = i
    let norm = 1
    for (let k = at(starts, i); k < at(starts, i + 1); k++) norm += at(values, k) ** 2
    norms[i] = norm
  }
  const random = generator(positive + 1)
  let active = count
  let maxOld = Number.POSITIVE_INFINITY
  for (let pass = 0; pass < maxPasses; pass++) {
    let maxGradient = Number.NEGATIVE_INFINITY
    let minGradient = Number.POSITIVE_INFINITY
    for (let s = 0; s < active; s++) swap(order, s, s + Math.floor(random() * (active - s)))
    for (let s = 0; s < active; s++) {
      const i = at(order, s)
      const y = classes[i] === positive ? 1 : -1
      const diagonal = 0.5 / (cost * at(weights, i))
      const from = at(starts, i)
      const to = at(starts, i + 1)
      let dot = at(w, featureCount)
      for (let k = from; k < to; k++) dot += at(w, at(indices, k)) * at(values, k)
      const gradient = y * dot - 1 + at(alpha, i) * diagonal
      let projected = gradient
      if (alpha[i] === 0) {
        if (gradient > maxOld) {
          active--
          swap(order, s, active)
          s--
          continue
        }
        projected = Math.min(gradient, 0)
      }
      maxGradient = Math.max(maxGradient, projected)
      minGradient = Math.min(minGradient, projected)
      if (Math.abs(projected) < 1e-12) continue
      const before = at(alpha, i)
      const after = Math.max(before - gradient / (at(norms, i) + diagonal), 0)
      alpha[i] = after
      const step = (after - before) * y
      for (let k = from; k < to; k++) {
        const index = at(indices, k)
        w[index] = at(w, index) + step * at(values, k)
      }
      w[featureCount] = at(w, featureCount) + step
    }
    if (maxGradient - minGradient <= 0.1) {
      if (active === count) break
      // The active ones have settled: look at all once more before believing it.
      active = count
      maxOld = Number.POSITIVE_INFINITY
      continue
    }
    maxOld = maxGradient <= 0 ? Number.POSITIVE_INFINITY : maxGradient
  }
  return w
}

/** Typed arrays are never read out of bounds here; this says so to the compiler. */
function at(array: Float64Array | Float32Array | Int32Array, index: number): number {
  return array[index] as number
}

function swap(order: Int32Array, a: number, b: number): void {
  const kept = at(order, a)
  order[a] = at(order, b)
  order[b] = kept
}

/** mulberry32: the same order of examples each time, so that an index is reproducible. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
