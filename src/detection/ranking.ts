import type { Scores } from './model.ts'

/** What the views say of one label, before they are weighed. */
export interface LabelViews {
  /** Margin of the linear classifier. */
  linear: number
  /** Logarithm of the embedder's probability. */
  dense: number
  /** 1: its institution is named in the message, −1: only others are, 0: none is. */
  institution: number
}
export const viewNames = ['linear', 'dense', 'institution'] as const

/** What each view counts; the linear one counts 1, so that sums stay margins. */
export type ViewWeights = Record<(typeof viewNames)[number], number>

export function weighViews(views: LabelViews, weights: Readonly<ViewWeights>): number {
  return weights.linear * views.linear + weights.dense * views.dense + weights.institution * views.institution
}

/** The views of a label that no institution belongs to. */
export function viewsOf(scores: Scores, label: number): LabelViews {
  return { linear: scores.margins[label] as number, dense: scores.logs[label] as number, institution: 0 }
}
