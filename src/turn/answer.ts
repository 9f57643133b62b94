import type { Choice } from '../channel.ts'
import type { Language } from '../languages.ts'
import { answerSteps } from './answer-steps.ts'
import { type Deps, type Draft, type EarlierTurn, isOutcome } from './draft.ts'
import type { Outcome } from './outcome.ts'
import { type Why, whyOf } from './why.ts'

export interface Question {
  text: string
  choice?: Choice | undefined
  expected: Language
  context: readonly EarlierTurn[]
  municipality?: string | undefined
  /** Likeness (cosine) of the nearest learnt question of each service that has one among the nearest. */
  near?: ReadonlyMap<string, number>
}

/** An outcome, with the steps that ran and their durations in milliseconds. */
export interface Answered {
  outcome: Outcome
  steps: { name: string; ms: number }[]
  /** Absent when a button was pressed: then nothing had to be understood. */
  why?: Why
}

/** Answers from the cards alone. */
export function answer(question: Question, deps: Deps): Answered {
  let draft: Draft = {
    text: question.text,
    choice: question.choice,
    expected: question.expected,
    context: question.context,
    municipality: question.municipality,
    near: question.near,
    language: question.expected,
    heard: undefined,
    services: [],
    facets: [],
    confidence: 0,
  }
  const steps: Answered['steps'] = []
  for (const step of answerSteps) {
    const start = performance.now()
    const result = step(draft, deps)
    steps.push({ name: step.name, ms: Math.round((performance.now() - start) * 1000) / 1000 })
    if (isOutcome(result)) return { outcome: result, steps, ...(draft.heard && { why: whyOf(draft.heard) }) }
    draft = result
  }
  throw new Error('no step ended the turn')
}
