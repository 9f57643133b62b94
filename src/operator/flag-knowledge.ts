import { type Bus, casesTopic } from '../bus/bus.ts'
import { ServiceError } from '../errors.ts'
import { mask } from '../privacy/mask.ts'
import { appendEvent } from '../store/events.ts'
import { newId } from '../store/ids.ts'
import type { Queryable } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { turnsAfter } from '../store/turns.ts'
import { getCase, type Operator, type OperatorDeps } from './case.ts'

export const flagKinds = ['wrong-answer', 'out-of-date', 'missing-question'] as const
export type FlagKind = (typeof flagKinds)[number]
type FlagRow = Tables['flags']

/**
 * An operator tells the editors what is wrong in the knowledge, with the client's question as it is stored: masked.
 *
 * @param seq the client's turn that it is about; the last one when it is not given
 * @throws ServiceError `not_found`, `bad_request`
 */
export async function flagKnowledge(
  caseId: string,
  flag: { kind: FlagKind; seq?: number | undefined; service?: string | undefined; comment?: string | undefined },
  operator: Operator,
  { store, clock, bus }: OperatorDeps & { bus: Bus },
): Promise<{ id: string }> {
  const at = clock()
  const row = await getCase(store.db, caseId)
  const asked = (await turnsAfter(store.db, row.conversationId, 0, 10_000)).filter(({ from }) => from === 'client')
  const turn = flag.seq === undefined ? asked.at(-1) : asked.find(({ seq }) => seq === flag.seq)
  if (!turn) throw new ServiceError('bad_request', 'seq: must be a turn of the client in this case', { field: 'seq' })
  const id = newId(at)
  await store.db.transaction().execute(async (trx) => {
    await trx
      .insertInto('flags')
      .values({
        id,
        at,
        kind: flag.kind,
        caseId,
        conversationId: row.conversationId,
        seq: turn.seq,
        service: flag.service ?? row.service,
        language: turn.language,
        question: turn.text,
        comment: mask(flag.comment ?? ''),
        author: operator.username,
      })
      .execute()
    await appendEvent(trx, {
      type: 'knowledge-flagged',
      at,
      actor: operator.username,
      conversationId: row.conversationId,
      caseId,
      data: { flag: id, kind: flag.kind, service: flag.service ?? row.service },
    })
  })
  bus.publish(casesTopic)
  return { id }
}

export interface FlagView extends Omit<FlagRow, 'at' | 'resolvedAt' | 'conversationId'> {
  at: string
  resolvedAt: string | null
  /** What the assistant would say to the question today, so that an editor sees whether the change helped. */
  now: { decision: string; service: string | null; confidence: number }
}

/** The flags that are open, the oldest first, or the resolved ones, the latest first; at most 200. */
export async function listFlags(db: Queryable, resolved: boolean, now: (row: FlagRow) => FlagView['now']): Promise<FlagView[]> {
  const rows = await db
    .selectFrom('flags')
    .selectAll()
    .where('resolvedAt', resolved ? 'is not' : 'is', null)
    .orderBy(resolved ? 'resolvedAt' : 'at', resolved ? 'desc' : 'asc')
    .limit(200)
    .execute()
  return rows.map(({ conversationId: _, ...row }) => ({
    ...row,
    at: new Date(row.at).toISOString(),
    resolvedAt: row.resolvedAt === null ? null : new Date(row.resolvedAt).toISOString(),
    now: now({ ...row, conversationId: '' }),
  }))
}

/** @throws ServiceError `not_found` when there is no such open flag */
export async function resolveFlag(id: string, operator: Operator, { store, clock }: Pick<OperatorDeps, 'store' | 'clock'>): Promise<void> {
  const at = clock()
  const done = await store.db
    .updateTable('flags')
    .set({ resolvedAt: at, resolvedBy: operator.username })
    .where('id', '=', id)
    .where('resolvedAt', 'is', null)
    .returningAll()
    .executeTakeFirst()
  if (!done) throw new ServiceError('not_found', `there is no open flag ${id}`)
  await appendEvent(store.db, {
    type: 'flag-resolved',
    at,
    actor: operator.username,
    caseId: done.caseId,
    conversationId: done.conversationId,
    data: { flag: id, kind: done.kind, service: done.service, open: at - done.at },
  })
}

/** What the assistant says to a question today. */
export function answerNow(answer: (text: string) => { decision: string; services: { id: string }[]; confidence: number }) {
  return ({ question }: Pick<FlagRow, 'question'>): FlagView['now'] => {
    const { decision, services, confidence } = answer(question)
    return { decision, service: services[0]?.id ?? null, confidence }
  }
}
