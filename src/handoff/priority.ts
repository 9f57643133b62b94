import type { Knowledge } from '../cards/load-knowledge.ts'
import type { Queryable } from '../store/store.ts'

/** The queue is first come, first served within these; a higher one goes first. */
export const priorities = { usual: 0, returning: 1, sensitive: 2, upset: 3, pastPromise: 4 } as const

/** A client who had a case within this time comes back about it, most likely. */
const returnsWithin = 7 * 24 * 3600_000

/** The priority of a new case; that it waits past its promise is judged whenever the queue is read. */
export async function priorityOf(
  db: Queryable,
  about: { conversationId: string; reason: string; service: string | null; at: number },
  { cards }: Pick<Knowledge, 'cards'>,
): Promise<number> {
  if (about.reason === 'upset') return priorities.upset
  if (about.service && cards.get(about.service)?.sensitive) return priorities.sensitive
  const before = await db
    .selectFrom('cases')
    .select('id')
    .where('conversationId', '=', about.conversationId)
    .where('state', '=', 'closed')
    .where('closedAt', '>', about.at - returnsWithin)
    .executeTakeFirst()
  return before ? priorities.returning : priorities.usual
}

/** Whose turn it is: past their promise first, then by priority, then by who has waited longest. */
export function byUrgency(at: number) {
  const urgency = ({ promisedAt, priority }: { promisedAt: number | null; priority: number | null }) =>
    promisedAt !== null && promisedAt < at ? priorities.pastPromise : (priority ?? 0)
  return (
    a: { promisedAt: number | null; priority: number | null; waitingSince: number },
    b: { promisedAt: number | null; priority: number | null; waitingSince: number },
  ) => urgency(b) - urgency(a) || a.waitingSince - b.waitingSince
}
