import type { StoredTurn } from '../channel.ts'
import type { CaseState } from '../handoff/case-machine.ts'
import { type LinkedConversation, linkedTo } from '../handoff/link-conversations.ts'
import type { CaseRow } from '../handoff/open-case.ts'
import { byUrgency } from '../handoff/priority.ts'
import { type CaseMail, mailsOfCase } from '../mail/outbox.ts'
import { appendEvent } from '../store/events.ts'
import { turnsAfter } from '../store/turns.ts'
import { getCase, type Operator, type OperatorDeps } from './case.ts'
import { type ReferralView, referralsOf } from './list-referrals.ts'

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
  /** The client's last words, cut short; of a closed case none: a look into it is recorded. */
  lastText: string
  closedAt: string | null
  outcome: string | null
  institution: string | null
  centre: string | null
  priority: number
  promisedAt: string | null
  /** Who is asked to take it, and until when. */
  offeredTo: string | null
  offeredUntil: string | null
  /** Since when the client waits for the holder's words. */
  clientWaitsSince: string | null
  tags: string[]
  changedAt: string
}

/** Cases in one state (or all open ones), whose turn it is first; closed ones latest first, at most 100. */
export async function listCases(state: CaseState | undefined, { store, clock }: OperatorDeps): Promise<CaseSummary[]> {
  const rows = await store.db
    .selectFrom('cases')
    .selectAll()
    .where((eb) => (state ? eb('state', '=', state) : eb('state', '!=', 'closed')))
    .orderBy('waitingSince', state === 'closed' ? 'desc' : 'asc')
    .limit(state === 'closed' ? 100 : 500)
    .execute()
  if (state !== 'closed') rows.sort(byUrgency(clock()))
  return withLastWords(rows, store.db)
}

/** The cases that changed at this moment or after it, at most 500. */
export async function changedCases(since: number, { store }: Pick<OperatorDeps, 'store'>): Promise<CaseSummary[]> {
  const rows = await store.db.selectFrom('cases').selectAll().where('changedAt', '>=', since).orderBy('changedAt').limit(500).execute()
  return withLastWords(rows, store.db)
}

async function withLastWords(rows: readonly CaseRow[], db: OperatorDeps['store']['db']): Promise<CaseSummary[]> {
  const last = await lastWords(rows, db)
  return rows.map((row) => ({
    ...summary(row),
    lastText: row.state === 'closed' ? '' : (last.get(row.conversationId) ?? '').slice(0, 160),
  }))
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
    closedAt: iso(row.closedAt),
    outcome: row.outcome,
    institution: row.institution,
    centre: row.centre,
    priority: row.priority ?? 0,
    promisedAt: iso(row.promisedAt),
    offeredTo: row.offeredTo,
    offeredUntil: iso(row.offeredUntil),
    clientWaitsSince: iso(row.clientWaitsSince),
    tags: row.tagsJson === null ? [] : JSON.parse(row.tagsJson),
    changedAt: new Date(row.changedAt ?? row.openedAt).toISOString(),
  }
}

function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
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
  conversation: string
  referrals: ReferralView[]
  /** What went out by mail about it, or did not. */
  mails: CaseMail[]
  /** How the client can be reached, when they left a way. */
  contact: 'email' | 'phone' | null
  linked: LinkedConversation[]
  rating: { solved: boolean | null; score: number | null; comment: string | null } | null
}

/** Whoever reads on, or again, within this time still has the same look; milliseconds. */
const oneLook = 15 * 60_000

/** A console asks again whenever something changed: only the first time of a look is written down, whatever part was asked for. */
async function recordLook(db: OperatorDeps['store']['db'], row: CaseRow, { username }: Operator, at: number): Promise<void> {
  const recent = await db
    .selectFrom('events')
    .select('id')
    .where('type', '=', 'transcript-viewed')
    .where('at', '>', at - oneLook)
    .where('actor', '=', username)
    .where('caseId', '=', row.id)
    .executeTakeFirst()
  if (!recent) await appendEvent(db, { type: 'transcript-viewed', at, actor: username, conversationId: row.conversationId, caseId: row.id })
}

/**
 * The conversation of a case, from a turn on. Looking into a closed one is recorded.
 *
 * @param after only turns with a higher number
 */
export async function viewCase(id: string, operator: Operator, { store, clock }: OperatorDeps, after = 0): Promise<CaseView> {
  const row = await getCase(store.db, id)
  const turns = await turnsAfter(store.db, row.conversationId, after, 10_000)
  const contact = await store.db.selectFrom('contacts').select('kind').where('caseId', '=', id).executeTakeFirst()
  const rating = await store.db
    .selectFrom('ratings')
    .select(['solved', 'score', 'comment'])
    .where('conversationId', '=', row.conversationId)
    .where('caseId', '=', id)
    .executeTakeFirst()
  const notes = await store.db.selectFrom('notes').selectAll().where('caseId', '=', id).orderBy('at').execute()
  if (row.state === 'closed') await recordLook(store.db, row, operator, clock())
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
    conversation: row.conversationId,
    referrals: await referralsOf(store.db, id, clock()),
    mails: await mailsOfCase(store.db, id),
    contact: contact?.kind ?? null,
    linked: await linkedTo(store.db, row.conversationId),
    rating: rating ? { ...rating, solved: rating.solved === null ? null : rating.solved === 1 } : null,
    notes: notes.map((note) => ({ at: new Date(note.at).toISOString(), author: note.author, text: note.text })),
  }
}
