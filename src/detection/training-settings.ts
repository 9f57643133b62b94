import type { View } from './features.ts'

/** What a training can be told; what fits 70,000 examples of the service does not fit a hundred. */
export interface TrainingSettings {
  /** Penalty of a mistake in the linear classifier; larger follows the examples more closely. */
  cost: number
  /** So many times over all examples, at most. */
  passes: { linear: number; embedder: number }
  /** Features that stand in fewer examples than this are left out. */
  minDocuments: Readonly<Record<View, number>>
  /** Length of each view of a message; a view of 0 is left out. */
  viewWeights: Readonly<Record<View, number>>
}

/** Of the service. After four passes its linear answers no longer change (measured: 14 passes gain nothing). */
export const serviceSettings: TrainingSettings = {
  cost: 1,
  passes: { linear: 4, embedder: 5 },
  minDocuments: { chars: 5, words: 3, concepts: 4 },
  viewWeights: { chars: 1, words: 1, concepts: 1 },
}
