import { newId } from './ids.ts'
import type { Queryable } from './store.ts'

/** What can happen; noun first. Figures and audits are counted from these. */
export type EventType =
  | 'conversation-started'
  | 'turn-received'
  | 'turn-answered'
  | 'handoff-requested'
  | 'case-claimed'
  | 'case-answered'
  | 'case-noted'
  | 'case-referred'
  | 'case-offered'
  | 'offer-lapsed'
  | 'case-taken-over'
  | 'case-tagged'
  | 'specialist-answered'
  | 'specialist-reminded'
  | 'referral-withdrawn'
  | 'case-released'
  | 'case-taken-back'
  | 'case-returned'
  | 'case-closed'
  | 'case-left'
  | 'contact-left'
  | 'contact-viewed'
  | 'conversation-rated'
  | 'link-started'
  | 'link-proved'
  | 'link-undone'
  | 'knowledge-flagged'
  | 'flag-resolved'
  | 'session-started'
  | 'operator-present'
  | 'operator-away'
  | 'operator-added'
  | 'operator-changed'
  | 'retention-purged'
  | 'conversation-erased'
  | 'invitation-shown'
  | 'invitation-accepted'
  | 'invitation-refused'
  | 'transcript-viewed'
  | 'operator-signed-in'
  | 'operator-sign-in-failed'
  | 'operator-signed-out'

export interface NewEvent {
  type: EventType
  at: number
  actor: string
  conversationId?: string
  caseId?: string
  /** Never what somebody wrote. */
  data?: Record<string, unknown>
}

export async function appendEvent(db: Queryable, event: NewEvent): Promise<void> {
  await db
    .insertInto('events')
    .values({
      id: newId(event.at),
      at: event.at,
      type: event.type,
      actor: event.actor,
      conversationId: event.conversationId ?? null,
      caseId: event.caseId ?? null,
      dataJson: JSON.stringify(event.data ?? {}),
    })
    .execute()
}
