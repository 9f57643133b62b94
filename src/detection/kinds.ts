/** What kind of message it is: the classifier's labels without their ids. */
export const kinds = [
  'service',
  'life-event',
  'social-group',
  'human',
  'smalltalk',
  'unsafe',
  'crisis',
  'out-of-scope',
  'near-miss',
] as const
export type Kind = (typeof kinds)[number]

/** For each kind: its best label, and how likely all its labels are together. */
export interface KindViews {
  /** The best of its labels, views weighed together. */
  best: number
  /** Logarithm of the sum of the embedder's probabilities of its labels. */
  mass: number
}

export interface KindWeights {
  mass: number
  bias: Record<Kind, number>
}

/**
 * The kinds on one scale. What is no question about a service has few examples of great variety, so its margins run
 * low; a bias for each kind, fitted by `npm run calibrate`, makes up for that.
 */
export function weighKinds(views: Record<Kind, KindViews>, { mass, bias }: KindWeights): Record<Kind, number> {
  return Object.fromEntries(kinds.map((kind) => [kind, views[kind].best + mass * views[kind].mass + bias[kind]])) as Record<Kind, number>
}
