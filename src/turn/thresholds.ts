import fitted from '../detection/calibration-weights.json' with { type: 'json' }

/** Where the decision falls, as probabilities that the first service is right. */
export const thresholds = {
  /** From here on a service is answered: chosen so that at most 2 % of what is answered is wrong (`npm run calibrate`). */
  answer: fitted.answer,
  /**
   * The same for a follow-up that stays with the service spoken of: its answer names the service in the heading, so a
   * slip is seen at once, and asking back after every "and how much?" would wear people out.
   */
  followUp: 0.8,
  /** From here on one question back, with the likeliest services as options. */
  clarify: 0.15,
}
