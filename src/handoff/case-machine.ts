import { ServiceError } from '../errors.ts'
import type { EventType } from '../store/events.ts'

/** Where a case can be. `level2`: an institution's specialist has been asked; the operator goes on holding it. */
export const caseStates = ['waiting', 'held', 'level2', 'closed'] as const
export type CaseState = (typeof caseStates)[number]

/** Who may make a move: the operator that holds the case, anybody who serves cases, who leads them, the service itself. */
export type Mover = 'holder' | 'operator' | 'lead' | 'service' | 'client' | 'specialist'

interface MoveRule {
  from: readonly CaseState[]
  /** Absent: the state stays as it is. */
  to?: CaseState
  by: readonly Mover[]
  event: EventType
  what: string
}

/**
 * Every move of a case. This table decides what is possible; `docs/case-machine.md` is drawn from it. A case begins
 * waiting, with the event `handoff-requested`.
 */
export const moves = {
  offer: { from: ['waiting'], by: ['service'], event: 'case-offered', what: 'offered to one operator for half a minute' },
  lapse: { from: ['waiting'], by: ['service'], event: 'offer-lapsed', what: 'the operator did not take the offer' },
  claim: { from: ['waiting'], to: 'held', by: ['operator'], event: 'case-claimed', what: 'an operator takes it' },
  'take-over': { from: ['held', 'level2'], by: ['lead'], event: 'case-taken-over', what: 'a shift lead takes it from its holder' },
  answer: { from: ['held', 'level2'], by: ['holder'], event: 'case-answered', what: 'the operator writes to the client' },
  note: { from: ['held', 'level2'], by: ['holder'], event: 'case-noted', what: 'a note for operators' },
  tag: { from: ['held', 'level2'], by: ['holder'], event: 'case-tagged', what: 'tags are set' },
  refer: { from: ['held', 'level2'], to: 'level2', by: ['holder'], event: 'case-referred', what: 'a specialist is asked' },
  'specialist-part': {
    // A case may have been put back or taken over meanwhile: what the specialist writes is kept all the same.
    from: ['waiting', 'held', 'level2'],
    by: ['specialist'],
    event: 'specialist-answered',
    what: 'one of several institutions has answered, or the case is no longer with the specialist',
  },
  'specialist-last': {
    from: ['level2'],
    to: 'held',
    by: ['specialist'],
    event: 'specialist-answered',
    what: 'the last institution has answered',
  },
  'withdraw-part': {
    from: ['held', 'level2'],
    by: ['holder'],
    event: 'referral-withdrawn',
    what: 'one of several institutions is needed no more, or the case is no longer with the specialist',
  },
  withdraw: {
    from: ['level2'],
    to: 'held',
    by: ['holder'],
    event: 'referral-withdrawn',
    what: 'the operator needs no specialist any more',
  },
  release: { from: ['held', 'level2'], to: 'waiting', by: ['holder', 'lead'], event: 'case-released', what: 'put back into the queue' },
  'take-back': {
    from: ['held'],
    to: 'waiting',
    by: ['service'],
    event: 'case-taken-back',
    what: 'the operator is gone or silent; the client is told and keeps the place in the queue',
  },
  return: { from: ['held', 'level2'], to: 'closed', by: ['holder'], event: 'case-returned', what: 'given back to the assistant' },
  close: { from: ['held', 'level2'], to: 'closed', by: ['holder'], event: 'case-closed', what: 'ended with an outcome' },
  leave: { from: ['waiting'], to: 'closed', by: ['client'], event: 'case-left', what: 'the client needs nobody any more' },
  erase: {
    from: ['waiting', 'held', 'level2'],
    to: 'closed',
    by: ['client'],
    event: 'case-left',
    what: 'the client deletes the conversation, and all that was written about it',
  },
} as const satisfies Record<string, MoveRule>
export type MoveName = keyof typeof moves

/** A case always begins like this. */
export const firstState: CaseState = 'waiting'

/**
 * The state after a move.
 *
 * @throws ServiceError `conflict` when the move is impossible from this state
 */
export function stateAfter(id: string, state: CaseState, move: MoveName): CaseState {
  const rule: MoveRule = moves[move]
  if (!rule.from.includes(state)) {
    const why = state === 'closed' ? 'is closed' : state === 'waiting' ? 'is not claimed; claim it first' : `is ${state}`
    throw new ServiceError('conflict', `case ${id} ${why}`)
  }
  return rule.to ?? state
}
