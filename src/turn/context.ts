import type { StoredTurn } from '../channel.ts'
import type { EarlierTurn } from './draft.ts'
import type { Candidate, Decision } from './outcome.ts'

/** Earlier turns of the record, as the steps see them. System notices say nothing about the subject. */
export function contextOf(turns: readonly StoredTurn[]): EarlierTurn[] {
  return turns.flatMap((turn): EarlierTurn[] => {
    if (turn.from === 'client') return [{ role: 'user', text: turn.text }]
    if (turn.from === 'system') return []
    const assistant = turn.assistant as { decision?: Decision; services?: Candidate[] } | null
    if (!assistant?.decision) return []
    return [
      {
        role: 'assistant',
        text: turn.text,
        assistant: { decision: assistant.decision, services: assistant.services ?? [], options: turn.options },
      },
    ]
  })
}
