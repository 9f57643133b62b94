import { setImmediate as nextTick } from 'node:timers/promises'
import type { Selectable } from 'kysely'
import type { EventType } from '../store/events.ts'
import type { Queryable } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'

/** An event as the figures read it. */
export interface LoggedEvent {
  id: string
  at: number
  type: EventType
  actor: string
  conversationId: string | null
  caseId: string | null
  data: Record<string, unknown>
}

/** The events that figures are counted from. Of two in the same millisecond the one that stands first here came first. */
export const countedTypes = [
  'session-started',
  'handoff-requested',
  'turn-answered',
  'case-claimed',
  'case-taken-over',
  'case-answered',
  'case-referred',
  'specialist-answered',
  'referral-withdrawn',
  'case-released',
  'case-taken-back',
  'case-returned',
  'case-closed',
  'case-left',
  'conversation-rated',
  'knowledge-flagged',
  'flag-resolved',
] as const satisfies EventType[]
type CountedType = (typeof countedTypes)[number]

/** Visits, and who holds them. */
export const holdingTypes = [
  'session-started',
  'case-claimed',
  'case-taken-over',
  'case-released',
  'case-taken-back',
  'case-returned',
  'case-closed',
  'case-left',
] as const satisfies CountedType[]

const rank = new Map<string, number>(countedTypes.map((type, index) => [type, index]))
const pageSize = 2000

/** Ids begin with the moment in base 36, so a range of ids is a range of time; see src/store/ids.ts. */
const idFrom = (at: number) => at.toString(36).padStart(9, '0')

/** The events of some types in a span of time (milliseconds, the end left out), in the order in which they happened. */
export async function* readEvents(
  db: Queryable,
  from: number,
  to: number,
  types: readonly CountedType[] = countedTypes,
): AsyncGenerator<LoggedEvent> {
  const wanted = new Set<string>(types)
  let after = idFrom(from)
  let pending: LoggedEvent[] = []
  for (;;) {
    const rows = await db
      .selectFrom('events')
      .selectAll()
      .where('id', '>', after)
      .where('id', '<', idFrom(to))
      .orderBy('id')
      .limit(pageSize)
      .execute()
    // Chosen here: asked for by type, SQLite would sort all that is left for each page.
    pending.push(...rows.filter(({ type }) => wanted.has(type)).map(toEvent))
    const last = rows.at(-1)
    // Events of the last millisecond may go on in the next page; they are put in order together.
    const complete = rows.length < pageSize || !last ? pending : pending.filter(({ at }) => at < last.at)
    pending = complete === pending ? [] : pending.slice(complete.length)
    yield* inOrder(complete)
    if (rows.length < pageSize || !last) return
    after = last.id
    // SQLite answers at once: without a pause a long report would keep everybody else waiting.
    await nextTick()
  }
}

/** So many conversations are looked up at a time. */
const chunkSize = 500

/**
 * What happened before a period in the conversations that have an event of these types in it: who held them, and what
 * became of them. In order within each conversation.
 */
export async function* earlierEvents(
  db: Queryable,
  { from, to }: { from: number; to: number },
  having: readonly CountedType[],
  types: readonly CountedType[] = countedTypes,
): AsyncGenerator<LoggedEvent> {
  const wanted = new Set<string>(types)
  const found = await db
    .selectFrom('events')
    .select('conversationId')
    .where('type', 'in', having)
    .where('at', '>=', from)
    .where('at', '<', to)
    .execute()
  const conversations = [...new Set(found.flatMap(({ conversationId }) => conversationId ?? []))]
  for (let start = 0; start < conversations.length; start += chunkSize) {
    const chunk = conversations.slice(start, start + chunkSize)
    const rows = await db.selectFrom('events').selectAll().where('conversationId', 'in', chunk).where('at', '<', from).execute()
    yield* inOrder(rows.filter(({ type }) => wanted.has(type)).map(toEvent))
    await nextTick()
  }
}

function toEvent({ dataJson, type, ...row }: Selectable<Tables['events']>): LoggedEvent {
  return { ...row, type: type as EventType, data: JSON.parse(dataJson) }
}

function inOrder(events: LoggedEvent[]): LoggedEvent[] {
  return events.sort((a, b) => a.at - b.at || (rank.get(a.type) ?? 0) - (rank.get(b.type) ?? 0) || (a.id < b.id ? -1 : 1))
}
