import type { Option } from '../channel.ts'
import { expectedAnswer } from '../handoff/expected-answer.ts'
import { outcome } from './compose.ts'
import type { Deps, Draft } from './draft.ts'
import type { Outcome, Reason } from './outcome.ts'

/** Hands the conversation to a person and says when one will answer. */
export function handoff(draft: Draft, deps: Deps, reason: Reason, why: string): Outcome {
  const { when: _, ...expected } = expectedAnswer(deps, draft.language)
  const wording = deps.knowledge.wordings[draft.language]
  const option = (label: string, kind: 'contact' | 'leave'): Option => ({ label, text: label, choice: { kind } })
  return outcome(draft, 'handoff', {
    reason,
    text: [why, expected.text, ...(expected.situation === 'free' ? [] : [wording.handoffOtherWays])].join('\n\n'),
    expectedAnswer: expected,
    options: [option(wording.leaveContact, 'contact'), option(wording.leaveQueue, 'leave')],
  })
}
