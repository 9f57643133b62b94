import { findKnownService } from '../cards/known-service.ts'
import { fill } from '../cards/wording.ts'
import { outcome } from './compose.ts'
import type { Step } from './draft.ts'
import { handoff } from './hand-over.ts'

/** A service that exists but has no card goes to a person; the rest of the world is declined kindly. */
export const declineOutOfScope: Step = (draft, deps) => {
  const kind = draft.heard?.kind
  const wording = deps.knowledge.wordings[draft.language]
  if (kind === 'near-miss') {
    const known = findKnownService(draft.text, deps.knowledge.knownServices)
    const why = known ? fill(wording.handoffNoCardNamed, { service: known.name }) : wording.handoffNoCard
    return handoff({ ...draft, confidence: 0 }, deps, 'no-card', why)
  }
  if (kind === 'out-of-scope') {
    return outcome(draft, 'decline', { reason: 'out-of-scope', text: wording.declineOutOfScope, facet: null, confidence: 0 })
  }
  const best = draft.services[0]
  const intended = kind === 'service' && best ? best.id : undefined
  if (!intended || deps.knowledge.cards.has(intended)) return draft
  return handoff({ ...draft, confidence: 0 }, deps, 'no-card', wording.handoffNoCard)
}
