import type { Facet } from '../cards/facets.ts'
import type { Citation, Option } from '../channel.ts'
import type { Language } from '../languages.ts'

export type Decision = 'answer' | 'clarify' | 'plan' | 'smalltalk' | 'handoff' | 'decline'
export type Reason = 'asked-for-human' | 'low-confidence' | 'no-card' | 'upset' | 'out-of-scope' | 'unsafe'

export interface Candidate {
  id: string
  /** Probability that this is what is meant, 0–1. */
  score: number
}

export interface ExpectedAnswer {
  /** ISO time. */
  at: string
  text: string
  /** Why it takes so long. */
  situation: 'free' | 'busy' | 'full' | 'nobody' | 'closing' | 'closed'
  /** Place in the queue, from 1, where it is known. */
  place?: number
}

/** How a turn ended, and what is said. */
export interface Outcome {
  lang: Language
  decision: Decision
  reason: Reason | null
  services: Candidate[]
  facet: Facet | null
  lifeEvents: Candidate[]
  socialGroups: Candidate[]
  confidence: number
  text: string
  citations: Citation[]
  options: Option[]
  expectedAnswer: ExpectedAnswer | null
  /** The words of the text are a language model's; absent otherwise. */
  generated?: true
}
