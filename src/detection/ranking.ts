import type { Scores } from './model.ts'
import type { Ranked } from './understanding.ts'

/** What the views say of one label, before they are weighed. */
export interface LabelViews {
  /** Margin of the linear classifier. */
  linear: number
  /** Logarithm of the embedder's probability. */
  dense: number
  /** 1: its institution is named in the message, −1: only others are, 0: none is. */
  institution: number
  /** How much more like a learnt question of it the message is than like those of other services; absent unless looked up. */
  near?: number
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

/**
 * Services with what the nearest learnt questions say of them: each gains by how much its likeness is above the mean.
 * One that is not among the nearest is less alike than all that are: it counts as the last of them.
 *
 * @param near likeness (cosine) of the nearest learnt question of each service
 */
export function withNear(services: readonly Ranked[], near: ReadonlyMap<string, number>, weight: number): Ranked[] {
  if (near.size === 0) return [...services]
  const likeness = [...near.values()]
  const mean = likeness.reduce((sum, value) => sum + value, 0) / likeness.length
  const least = Math.min(...likeness)
  return services
    .map((service) => {
      const above = (near.get(service.id) ?? least) - mean
      return { ...service, score: service.score + weight * above, views: { ...service.views, near: above } }
    })
    .sort((a, b) => b.score - a.score)
}
