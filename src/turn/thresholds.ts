/**
 * Where the decision falls, as probabilities. Chosen on calibration questions by cross-validation
 * (`npm run calibrate`): at `answer` at most 2 % of what is answered is wrong.
 */
export const thresholds = {
  /** From here on a service is answered. */
  answer: 0.7,
  /** From here on one question back, with the likeliest services as options. */
  clarify: 0.15,
}
