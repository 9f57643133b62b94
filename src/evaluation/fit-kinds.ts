import { type Kind, type KindViews, type KindWeights, kinds } from '../detection/kinds.ts'
import { softmaxOf } from './fit-ranking.ts'

/** A message with the kinds that count as right. */
export interface KindExample {
  views: Record<Kind, KindViews>
  right: readonly Kind[]
}

const rounds = 4000
const rate = 0.5
const ridge = 2e-3

/**
 * Multinomial logistic regression over the views of each kind, with weights that all kinds share and a bias for each.
 * Rare kinds weigh more (by the square root of their rarity), since a forged paper explained is worse than a question
 * asked back. Returned on the services' scale: `best` counts 1 and services have no bias.
 */
export function fitKinds(examples: readonly KindExample[], fixed: Partial<Record<Kind, number>> = {}): KindWeights {
  const counts = new Map<string, number>()
  for (const { right } of examples) counts.set(right.join(), (counts.get(right.join()) ?? 0) + 1)
  const weightOf = ({ right }: KindExample) => Math.sqrt(examples.length / (counts.get(right.join()) ?? 1))
  const total = examples.reduce((sum, example) => sum + weightOf(example), 0)
  let [best, mass] = [3, 0]
  const bias = Object.fromEntries(kinds.map((kind) => [kind, 0])) as Record<Kind, number>
  for (let round = 0; round < rounds; round++) {
    let [bestSlope, massSlope] = [0, 0]
    const slopes = Object.fromEntries(kinds.map((kind) => [kind, 0])) as Record<Kind, number>
    for (const example of examples) {
      const { views, right } = example
      const shares = softmaxOf(kinds.map((kind) => best * views[kind].best + mass * views[kind].mass + bias[kind]))
      const ofRight = kinds.reduce((sum, kind, index) => sum + (right.includes(kind) ? (shares[index] as number) : 0), 0)
      kinds.forEach((kind, index) => {
        const share = shares[index] as number
        const pull = (weightOf(example) * ((right.includes(kind) ? share / Math.max(ofRight, 1e-9) : 0) - share)) / total
        bestSlope += pull * views[kind].best
        massSlope += pull * views[kind].mass
        slopes[kind] += pull
      })
    }
    best += rate * (bestSlope - ridge * best)
    mass += 0.1 * rate * massSlope
    for (const kind of kinds) bias[kind] += rate * (slopes[kind] - ridge * bias[kind])
  }
  const shift = bias.service
  return {
    mass: mass / best,
    bias: Object.fromEntries(kinds.map((kind) => [kind, fixed[kind] ?? (bias[kind] - shift) / best])) as Record<Kind, number>,
  }
}
