/**
 * Logistic regression by Newton's method with a ridge, for a handful of inputs.
 *
 * @param rows inputs, the first one constant 1
 * @param labels 0 or 1 for each row
 * @param ridge pulls weights towards 0 so that separable data stay finite
 */
export function fitLogistic(rows: readonly number[][], labels: readonly number[], ridge = 0.5): number[] {
  const width = rows[0]?.length ?? 0
  let weights = new Array<number>(width).fill(0)
  for (let round = 0; round < 50; round++) {
    const gradient = weights.map((weight, index) => (index === 0 ? 0 : -ridge * weight))
    const hessian = weights.map((_, row) => weights.map((__, column) => (row === column ? (row === 0 ? 1e-9 : ridge) : 0)))
    rows.forEach((inputs, position) => {
      const probability = predictLogistic(weights, inputs)
      const error = (labels[position] as number) - probability
      const spread = probability * (1 - probability)
      for (let row = 0; row < width; row++) {
        gradient[row] = (gradient[row] as number) + error * (inputs[row] as number)
        for (let column = 0; column < width; column++) {
          const line = hessian[row] as number[]
          line[column] = (line[column] as number) + spread * (inputs[row] as number) * (inputs[column] as number)
        }
      }
    })
    const step = solve(hessian, gradient)
    weights = weights.map((weight, index) => weight + (step[index] as number))
    if (Math.max(...step.map(Math.abs)) < 1e-7) break
  }
  return weights
}

export function predictLogistic(weights: readonly number[], inputs: readonly number[]): number {
  return 1 / (1 + Math.exp(-inputs.reduce((sum, input, index) => sum + input * (weights[index] as number), 0)))
}

/** Gaussian elimination with pivoting; the matrix is small and positive definite. */
function solve(matrix: number[][], vector: number[]): number[] {
  const rows = matrix.map((row, index) => [...row, vector[index] as number])
  const size = rows.length
  for (let column = 0; column < size; column++) {
    const pivot = rows
      .slice(column)
      .reduce((best, row) => (Math.abs(row[column] as number) > Math.abs(best[column] as number) ? row : best))
    const at = rows.indexOf(pivot)
    rows[at] = rows[column] as number[]
    rows[column] = pivot
    for (const row of rows.slice(column + 1)) {
      const factor = (row[column] as number) / (pivot[column] as number)
      for (let index = column; index <= size; index++) row[index] = (row[index] as number) - factor * (pivot[index] as number)
    }
  }
  const solution = new Array<number>(size).fill(0)
  for (let row = size - 1; row >= 0; row--) {
    const line = rows[row] as number[]
    const known = solution.reduce((sum, value, column) => (column > row ? sum + value * (line[column] as number) : sum), 0)
    solution[row] = ((line[size] as number) - known) / (line[row] as number)
  }
  return solution
}
