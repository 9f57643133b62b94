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
  /** Where the words say “after”: by when it is to have happened. Absent: by `at`. */
  by?: string
  text: string
  /** Why it takes so long. */
  situation: 'free' | 'busy' | 'full' | 'nobody' | 'closing' | 'closed'
  /** Place in the queue, from 1, where it is known. */
  place?: number
}

/** The path of a life event or a social group, step by step: what the text says, for whoever ticks it off. */
export interface Plan {
  id: string
  title: string
  steps: { service: string; title: string; why: string; url: string }[]
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
  /** With the decision `plan` only. */
  plan?: Plan
  /** The words of the text are a language model's; absent otherwise. */
  generated?: true
}
