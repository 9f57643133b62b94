import type { Facet } from '../cards/facets.ts'
import type { Knowledge } from '../cards/load-knowledge.ts'
import type { Choice } from '../channel.ts'
import type { Clock } from '../clock.ts'
import type { Understand } from '../detection/understand.ts'
import type { Understanding } from '../detection/understanding.ts'
import type { Calendar } from '../handoff/calendar.ts'
import type { QueueState } from '../handoff/queue.ts'
import type { Language } from '../languages.ts'
import type { LanguageModel } from '../llm/language-model.ts'
import type { Candidate, Outcome } from './outcome.ts'
import type { OperatingPoint } from './thresholds.ts'

/** An earlier turn, as far as the next answer may depend on it. */
export interface EarlierTurn {
  role: 'user' | 'assistant'
  text: string
  /** For the assistant's own turns in the record: what it answered. */
  assistant?: { decision: Outcome['decision']; services: Candidate[]; options: { label: string; text: string; choice: Choice }[] }
}

/** The question while it goes down the steps; each step adds what it found. */
export interface Draft {
  text: string
  choice: Choice | undefined
  /** Language of the conversation or of the page; the text may be in another. */
  expected: Language
  context: readonly EarlierTurn[]
  municipality: string | undefined
  near: ReadonlyMap<string, number> | undefined
  /** From here on filled in by the steps. */
  language: Language
  heard: Understanding | undefined
  services: Candidate[]
  facets: Facet[]
  confidence: number
}

export interface Deps {
  knowledge: Knowledge
  understand: Understand
  calendar: Calendar
  clock: Clock
  timeZone: string
  operatingPoint: OperatingPoint
  queue?: (() => QueueState) | undefined
  /** Likeness of the nearest learnt question of each service, when an embedding model is configured. */
  nearest?: ((text: string) => Promise<ReadonlyMap<string, number> | undefined>) | undefined
  /** What that likeness counts, in margins. */
  nearWeight?: number | undefined
  /** Absent unless one is configured. */
  languageModel?: LanguageModel | undefined
}

export type Step = (draft: Draft, deps: Deps) => Draft | Outcome

export function isOutcome(result: Draft | Outcome): result is Outcome {
  return 'decision' in result
}
