import { expectedAnswer } from '../handoff/expected-answer.ts'
import { outcome } from './compose.ts'
import type { Deps, Draft } from './draft.ts'
import type { Outcome, Reason } from './outcome.ts'

/** Hands the conversation to a person and says when one will answer. */
export function handoff(draft: Draft, deps: Deps, reason: Reason, why: string): Outcome {
  const { at, text } = expectedAnswer(deps, draft.language)
  return outcome(draft, 'handoff', { reason, text: `${why}\n\n${text}`, expectedAnswer: { at, text } })
}
