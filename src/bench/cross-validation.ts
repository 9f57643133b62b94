import { generator, shuffle } from '../detection/random.ts'

/** For each item the fold in which it is held out; every label is spread over the folds as evenly as it can be. */
export function stratifiedFolds(labels: readonly string[], folds: number, seed: number): number[] {
  const order = Int32Array.from(labels, (_, index) => index)
  shuffle(order, generator(seed))
  const held = new Array<number>(labels.length)
  let next = 0
  for (const label of new Set(labels)) for (const index of order) if (labels[index] === label) held[index] = next++ % folds
  return held
}

/** The values that may be tried for one setting. */
export type Step<S> = readonly ((settings: S) => S)[]

/**
 * One setting after another: each keeps the value that scores best with what was chosen before it, and changes only for
 * a better score. All combinations would take a hundred times as long, and fit the accidents of a few questions.
 */
export async function chooseStepwise<S>(
  start: S,
  steps: readonly Step<S>[],
  score: (settings: S) => Promise<number>,
): Promise<{ chosen: S; score: number }> {
  let best = { chosen: start, score: await score(start) }
  for (const options of steps) {
    const before = best.chosen
    for (const option of options) {
      const settings = option(before)
      const found = await score(settings)
      if (found > best.score) best = { chosen: settings, score: found }
    }
  }
  return best
}
