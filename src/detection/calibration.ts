import { fitted } from './fitted.ts'
import type { Ranked, Scored } from './understanding.ts'

/** What the confidence is computed from. */
export interface Signals {
  services: Scored[]
  /** The first service's own views; undefined when only the conversation speaks for it. */
  first: Ranked | undefined
  /** Whether the embedder alone would put the same service first. */
  agreed: boolean
  /** The best of the kinds that are no service, on the services' scale. */
  bestOther: number
  /** Words in the message. */
  length: number
  /** The first service was spoken of just before. */
  spokenOf: boolean
}

/** Inputs of a logistic regression: the probability that the first service is right. */
export function confidenceInputs({ services, first, agreed, bestOther, length, spokenOf }: Signals): number[] {
  const best = services[0]?.score ?? -2
  const second = services[1]?.score ?? -2
  return [
    1,
    best,
    Math.min(best - second, 1.5),
    Math.min(best - bestOther, 1.5),
    Math.log(1 + length) / 3,
    spokenOf ? 1 : 0,
    Math.max(first?.views.dense ?? -6, -6) / 6,
    agreed ? 1 : 0,
  ]
}

export function calibrate(signals: Signals): { confidence: number; services: Scored[] } {
  const sum = confidenceInputs(signals).reduce((total, value, index) => total + value * (fitted.confidence[index] ?? 0), 0)
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
