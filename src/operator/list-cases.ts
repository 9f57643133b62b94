import type { StoredTurn } from '../channel.ts'
import type { CaseRow } from '../handoff/open-case.ts'
import { appendEvent } from '../store/events.ts'
import { turnsAfter } from '../store/turns.ts'
import { getCase, type Operator, type OperatorDeps } from './case.ts'

export const caseStates = ['waiting', 'held', 'level2', 'closed'] as const
export type CaseState = (typeof caseStates)[number]

export interface CaseSummary {
  id: string
  state: string
  channel: string
  lang: string
  reason: string
  openedAt: string
  waitingSince: string
  operator: string | null
  service: string | null
  /** The client's last words, cut short. */
  lastText: string
  closedAt: string | null
  outcome: string | null
}

/** Cases in one state (or all open ones), the longest wait first; closed ones latest first, at most 100. */
export async function listCases(state: CaseState | undefined, { store }: OperatorDeps): Promise<CaseSummary[]> {
  const rows = await store.db
    .selectFrom('cases')
    .selectAll()
    .where((eb) => (state ? eb('state', '=', state) : eb('state', '!=', 'closed')))
    .orderBy('waitingSince', state === 'closed' ? 'desc' : 'asc')
    .limit(state === 'closed' ? 100 : 500)
    .execute()
  const last = await lastWords(rows, store.db)
  return rows.map((row) => ({ ...summary(row), lastText: (last.get(row.conversationId) ?? '').slice(0, 160) }))
}

async function lastWords(rows: readonly CaseRow[], db: OperatorDeps['store']['db']): Promise<Map<string, string>> {
  if (rows.length === 0) return new Map()
  const turns = await db
    .selectFrom('turns')
    .innerJoin(
      (eb) =>
        eb
          .selectFrom('turns')
          .select((inner) => ['conversationId', inner.fn.max('seq').as('lastSeq')])
          .where('speaker', '=', 'client')
          .where(
            'conversationId',
            'in',
            rows.map((row) => row.conversationId),
          )
          .groupBy('conversationId')
          .as('latest'),
      (join) => join.onRef('latest.conversationId', '=', 'turns.conversationId').onRef('latest.lastSeq', '=', 'turns.seq'),
    )
    .select(['turns.conversationId', 'turns.text'])
    .execute()
  return new Map(turns.map((turn) => [turn.conversationId, turn.text]))
}

function summary(row: CaseRow): Omit<CaseSummary, 'lastText'> {
  return {
    id: row.id,
    state: row.state,
    channel: row.channel,
    lang: row.language,
    reason: row.reason,
    openedAt: new Date(row.openedAt).toISOString(),
    waitingSince: new Date(row.waitingSince).toISOString(),
    operator: row.operator,
    service: row.service,
    closedAt: row.closedAt === null ? null : new Date(row.closedAt).toISOString(),
    outcome: row.outcome,
  }
}

export interface CaseView extends Omit<CaseSummary, 'lastText'> {
  transcript: {
    seq: number
    from: StoredTurn['from']
    at: string
    lang: string
    text: string
    author: string | null
    assistant: Record<string, unknown> | null
  }[]
  notes: { at: string; author: string; text: string }[]
}

/** The whole conversation of a case. Looking into a closed one is recorded. */
export async function viewCase(id: string, operator: Operator, { store, clock }: OperatorDeps): Promise<CaseView> {
  const row = await getCase(store.db, id)
  const turns = await turnsAfter(store.db, row.conversationId, 0, 10_000)
  const notes = await store.db.selectFrom('notes').selectAll().where('caseId', '=', id).orderBy('at').execute()
  if (row.state === 'closed')
    await appendEvent(store.db, {
      type: 'transcript-viewed',
      at: clock(),
      actor: operator.username,
      conversationId: row.conversationId,
      caseId: id,
    })
  return {
    ...summary(row),
    transcript: turns.map((turn) => ({
      seq: turn.seq,
      from: turn.from,
      at: new Date(turn.at).toISOString(),
      lang: turn.language,
      text: turn.text,
      author: turn.author,
      assistant: turn.assistant,
    })),
    notes: notes.map((note) => ({ at: new Date(note.at).toISOString(), author: note.author, text: note.text })),
  }
}
