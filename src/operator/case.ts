import { type Bus, casesTopic, conversationTopic } from '../bus/bus.ts'
import type { Wordings } from '../cards/wording.ts'
import type { Clock } from '../clock.ts'
import { CaseAlreadyTaken, ServiceError } from '../errors.ts'
import { type CaseState, type MoveName, type Mover, moves, stateAfter } from '../handoff/case-machine.ts'
import type { CaseRow } from '../handoff/open-case.ts'
import type { Outbox } from '../mail/outbox.ts'
import { lockConversation } from '../store/conversations.ts'
import { appendEvent } from '../store/events.ts'
import { newId } from '../store/ids.ts'
import type { Queryable, Store } from '../store/store.ts'
import type { NewTurn } from '../store/turns.ts'
import { appendTurn } from '../store/turns.ts'
import { may } from './permissions.ts'

export interface OperatorDeps {
  store: Store
  bus: Bus
  clock: Clock
  wordings: () => Wordings
  /** Lets the assistant answer what is open in a conversation. */
  wake: (conversationId: string) => void
  /** Absent while no mail server is configured. */
  outbox?: Outbox | undefined
}

export interface Operator {
  id: string
  username: string
  name: string
  role: string
}

/** @throws ServiceError `not_found` */
export async function getCase(db: Queryable, id: string): Promise<CaseRow> {
  const found = await db.selectFrom('cases').selectAll().where('id', '=', id).executeTakeFirst()
  if (!found) throw new ServiceError('not_found', `there is no case ${id}`)
  return found
}

/** What a move does to a case, and what the client reads about it. */
export interface Move {
  name: MoveName
  change?: Partial<Omit<CaseRow, 'state'>>
  turn?: Omit<NewTurn, 'at'>
  /** Who answers from now on. */
  holder?: 'assistant' | 'operator'
  data?: Record<string, unknown>
  /** Kept with the case, for operators only. */
  note?: string
}

/**
 * Makes one move in a case that the operator holds (or leads): change, turn and event in one transaction, then everybody
 * who looks at it is told.
 *
 * @param move may write in the same transaction; what it wrote is taken back when the move is refused
 * @throws ServiceError `not_found`; `conflict` when the case is closed, not claimed, or held by somebody else
 */
export async function moveHeldCase(
  id: string,
  operator: Operator,
  deps: OperatorDeps,
  move: (row: CaseRow, at: number, trx: Queryable) => Move | Promise<Move>,
): Promise<CaseRow> {
  const at = deps.clock()
  const row = await deps.store.db.transaction().execute(async (trx) => {
    const before = await getCase(trx, id)
    await lockConversation(trx, before.conversationId, at)
    const current = await getCase(trx, id)
    const { name, change: rest, turn, holder, data, note } = await move(current, at, trx)
    const change = { ...rest, state: stateAfter(id, current.state as CaseState, name), changedAt: at }
    if (!mayMove(name, operator, current)) throw new CaseAlreadyTaken(id, current.operator ?? 'nobody')
    await trx.updateTable('cases').set(change).where('id', '=', id).execute()
    if (note)
      await trx
        .insertInto('notes')
        .values({ id: newId(at), caseId: id, at, author: operator.username, text: note })
        .execute()
    if (turn) await appendTurn(trx, current.conversationId, { ...turn, at })
    if (holder === 'assistant') await reopenUnanswered(trx, current.conversationId)
    if (holder) await trx.updateTable('conversations').set({ holder }).where('id', '=', current.conversationId).execute()
    await appendEvent(trx, {
      type: moves[name].event,
      at,
      actor: operator.username,
      conversationId: current.conversationId,
      caseId: id,
      ...(data && { data }),
    })
    return { ...current, ...change }
  })
  deps.bus.publish(conversationTopic(row.conversationId))
  deps.bus.publish(casesTopic)
  deps.outbox?.send()
  deps.wake(row.conversationId)
  return row
}

/** The holder moves a case; shift leads and administrators make some moves in other people's. */
function mayMove(name: MoveName, { username, role }: Operator, { operator }: CaseRow): boolean {
  const by: readonly Mover[] = moves[name].by
  return (by.includes('holder') && operator === username) || (by.includes('lead') && may(role, 'cases.lead'))
}

/** What the client said after the operator's last words was left to the operator; now the assistant answers it. */
async function reopenUnanswered(db: Queryable, conversationId: string): Promise<void> {
  const last = await db
    .selectFrom('turns')
    .select((eb) => eb.fn.max('seq').as('seq'))
    .where('conversationId', '=', conversationId)
    .where('speaker', '=', 'operator')
    .executeTakeFirst()
  if (last?.seq == null) return
  await db
    .updateTable('turns')
    .set({ handledAt: null })
    .where('conversationId', '=', conversationId)
    .where('speaker', '=', 'client')
    .where('seq', '>', last.seq)
    .execute()
}
