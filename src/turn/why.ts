import type { Understanding } from '../detection/understanding.ts'

/** What led to an answer, for operators and editors; holds nothing that somebody wrote. */
export interface Why {
  kind: string
  /** The likeliest services, with what each view said: the linear classifier's margin, the embedder's probability. */
  views: { id: string; score: number; linear: number; dense: number; institution: number; near?: number }[]
  facets: string[]
  concepts: string[]
  named: string[]
  /** The service that the conversation was about before. */
  spokenOf: string | null
}

const services = 3
const concepts = 12

export function whyOf(heard: Understanding): Why {
  return {
    kind: heard.kind,
    views: heard.services.slice(0, services).map(({ id, score, views: { dense, ...views } }) => ({
      id,
      score: round(score),
      ...views,
      linear: round(views.linear),
      dense: round(Math.exp(dense)),
    })),
    facets: heard.facets,
    concepts: heard.concepts.slice(0, concepts),
    named: heard.named,
    spokenOf: heard.spokenOf[0] ?? null,
  }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
