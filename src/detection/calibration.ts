import type { Scored } from './understanding.ts'

/** What the confidence is computed from: margins of the classifier. */
export interface Signals {
  services: Scored[]
  /** The best margin of a label that is no service. */
  bestOther: number
  /** Words in the message. */
  length: number
}

/**
 * Weights of a logistic regression: the probability that the first service is right. Fitted by
 * `npm run calibrate` on questions that are neither training data nor the test; see docs/quality.md.
 */
export const confidenceWeights = { bias: 1.2, best: 2.2, gap: 2.6, overOthers: 1.6, rich: 0 }

export function confidenceInputs({ services, bestOther, length }: Signals): number[] {
  const best = services[0]?.score ?? -2
  const second = services[1]?.score ?? -2
  return [1, best, Math.min(best - second, 1.5), Math.min(best - bestOther, 1.5), Math.log(1 + length) / 3]
}

export function calibrate(signals: Signals): { confidence: number; services: Scored[] } {
  const { bias, best, gap, overOthers, rich } = confidenceWeights
  const weights = [bias, best, gap, overOthers, rich]
  const sum = confidenceInputs(signals).reduce((total, value, index) => total + value * (weights[index] as number), 0)
  const confidence = 1 / (1 + Math.exp(-sum))
  return { confidence, services: shares(signals.services, confidence) }
}

/** Spreads what is left of the probability over the others by their margins. */
function shares(services: Scored[], first: number): Scored[] {
  const rest = services.slice(1, 5)
  const top = rest[0]?.score ?? 0
  const odds = rest.map(({ score }) => Math.exp(4 * (score - top)))
  const all = odds.reduce((sum, value) => sum + value, 0) || 1
  return services.slice(0, 5).map(({ id }, index) => ({
    id,
    score: index === 0 ? first : Math.min(first, ((1 - first) * 0.9 * (odds[index - 1] as number)) / all),
  }))
}
