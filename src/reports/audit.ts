import type { EventType } from '../store/events.ts'
import type { Queryable } from '../store/store.ts'
import type { Period } from './asked-questions.ts'

/** What people with access did with it, beside the work on cases. */
export const auditedTypes = [
  'operator-signed-in',
  'operator-sign-in-failed',
  'operator-signed-out',
  'operator-added',
  'operator-changed',
  'transcript-viewed',
  'contact-viewed',
  'case-taken-over',
  'link-started',
  'link-proved',
  'link-undone',
  'retention-purged',
] as const satisfies EventType[]
export type AuditedType = (typeof auditedTypes)[number]

export interface AuditEntry {
  id: string
  at: string
  type: string
  actor: string
  case: string | null
  conversation: string | null
  data: Record<string, unknown>
}

/** So many in one answer. */
export const auditPage = 500

/**
 * Who did what in a period, latest first.
 *
 * @param before only what came before the entry of this id: the next page
 * @returns `next`, the id to go on from, when there is more
 */
export async function auditTrail(
  db: Queryable,
  { from, to }: Period,
  only: { actor?: string | undefined; type?: AuditedType | undefined; before?: string | undefined } = {},
): Promise<{ entries: AuditEntry[]; next: string | null }> {
  let query = db
    .selectFrom('events')
    .selectAll()
    .where('type', 'in', only.type ? [only.type] : auditedTypes)
    .where('at', '>=', from)
    .where('at', '<', to)
  if (only.actor) query = query.where('actor', '=', only.actor)
  // Ids sort by time.
  if (only.before) query = query.where('id', '<', only.before)
  const rows = await query
    .orderBy('id', 'desc')
    .limit(auditPage + 1)
    .execute()
  const entries = rows.slice(0, auditPage).map((row) => ({
    id: row.id,
    at: new Date(row.at).toISOString(),
    type: row.type,
    actor: row.actor,
    case: row.caseId,
    conversation: row.conversationId,
    data: JSON.parse(row.dataJson),
  }))
  return { entries, next: rows.length > auditPage ? (entries.at(-1)?.id ?? null) : null }
}
