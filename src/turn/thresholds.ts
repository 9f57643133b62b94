import type { Card } from '../cards/card.ts'
import { fitted } from '../detection/fitted.ts'

/** Where the decision falls: `safe` lets at most 2 % of what is answered be wrong, `helpful` 5 % (`npm run calibrate`). */
export const operatingPoints = ['safe', 'helpful'] as const
export type OperatingPoint = (typeof operatingPoints)[number]

/** As probabilities that the first service is right. */
export const thresholds = {
  /**
   * For a follow-up that stays with the service spoken of: its answer names the service in the heading, so a
   * slip is seen at once, and asking back after every "and how much?" would wear people out.
   */
  followUp: 0.8,
  /** Between two plain questions in one message the less sure one must reach this. */
  doubt: 0.75,
  /** From here on one question back, with the likeliest services as options. */
  clarify: 0.15,
}

/** How sure the assistant must be to answer from a card; of a sensitive service it must be surer. */
export function answerThreshold(card: Card | undefined, point: OperatingPoint, staysOnSubject = false): number {
  const usual = staysOnSubject ? Math.min(thresholds.followUp, fitted.answer[point]) : fitted.answer[point]
  return card?.sensitive ? Math.max(usual, fitted.answer.sensitive) : usual
}
