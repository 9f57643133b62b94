import type { EmbedderParts, ModelParts } from './model.ts'
import type { TrainedEmbedder } from './train-embedder.ts'

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

export function quantiseEmbedder(trained: TrainedEmbedder, offset: number, count: number, rows: number): EmbedderParts {
  const { dimensions: size, head, biases } = trained
  const vectors = new Int8Array(rows * size)
  const scales = Float32Array.from({ length: rows }, (_, row) =>
    quantiseRow(trained.vectors.subarray(row * size, (row + 1) * size), vectors, row * size),
  )
  return { offset, count, dimensions: size, vectors, scales, head, biases }
}

/** Each feature's weights as integers of −127…127 with a step of its own; the last row of a part holds the biases. */
export function quantise(
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
