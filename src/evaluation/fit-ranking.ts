/** A candidate for a question: inputs, and whether it is right. */
export interface Candidate {
  inputs: number[]
  right: boolean
}

const rounds = 2000
const rate = 0.3
/** Pulls weights towards 0. */
const ridge = 1e-4

/**
 * Conditional logit (McFadden 1974): weights such that right candidates beat the others of the same question.
 * Gradient ascent on inputs scaled to unit spread. Questions without a right candidate teach nothing.
 */
export function fitRanking(questions: readonly Candidate[][]): number[] {
  const usable = questions.filter((candidates) => candidates.some(({ right }) => right))
  const width = usable[0]?.[0]?.inputs.length ?? 0
  const spread = Array.from({ length: width }, (_, column) => deviation(usable.flat().map(({ inputs }) => inputs[column] as number)))
  const rows = usable.map((candidates) =>
    candidates.map(({ inputs, right }) => ({ right, inputs: inputs.map((input, column) => input / (spread[column] as number)) })),
  )
  const weights = new Array<number>(width).fill(0)
  for (let round = 0; round < rounds; round++) {
    const gradient = new Array<number>(width).fill(0)
    for (const candidates of rows) {
      const shares = softmaxOf(candidates.map(({ inputs }) => dot(weights, inputs)))
      const ofRight = candidates.reduce((sum, { right }, index) => sum + (right ? (shares[index] as number) : 0), 0)
      candidates.forEach(({ inputs, right }, index) => {
        const share = shares[index] as number
        const pull = (right ? share / ofRight : 0) - share
        for (let column = 0; column < width; column++) gradient[column] = (gradient[column] as number) + pull * (inputs[column] as number)
      })
    }
    for (let column = 0; column < width; column++) {
      const slope = (gradient[column] as number) / rows.length - ridge * (weights[column] as number)
      weights[column] = (weights[column] as number) + rate * slope
    }
  }
  return weights.map((weight, column) => weight / (spread[column] as number))
}

export function softmaxOf(scores: readonly number[]): number[] {
  const highest = Math.max(...scores)
  const odds = scores.map((score) => Math.exp(score - highest))
  const total = odds.reduce((sum, value) => sum + value, 0)
  return odds.map((value) => value / total)
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] as number), 0)
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) || 1
}
