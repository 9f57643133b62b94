import { casesTopic, conversationTopic } from '../bus/bus.ts'
import { fill } from '../cards/wording.ts'
import { CaseAlreadyTaken, ServiceError } from '../errors.ts'
import type { CaseRow } from '../handoff/open-case.ts'
import { requireFreeSlot } from '../handoff/presence.ts'
import type { Language } from '../languages.ts'
import { lockConversation } from '../store/conversations.ts'
import { appendEvent } from '../store/events.ts'
import type { Queryable } from '../store/store.ts'
import { appendTurn } from '../store/turns.ts'
import { getCase, type Operator, type OperatorDeps } from './case.ts'

/**
 * One operator takes a waiting case; taking one's own again changes nothing.
 *
 * @throws CaseAlreadyTaken when somebody else was first; ServiceError `conflict` when it is closed
 */
export async function takeCase(id: string, operator: Operator, deps: OperatorDeps): Promise<CaseRow> {
  const at = deps.clock()
  const row = await deps.store.db.transaction().execute(async (trx) => {
    const before = await getCase(trx, id)
    if (before.operator === operator.username && before.state !== 'closed') return before
    await lockConversation(trx, before.conversationId, at)
    await requireFreeSlot(trx, operator.username)
    // The condition, not the look above, decides who is first.
    const taken = await trx
      .updateTable('cases')
      .set({
        state: 'held',
        operator: operator.username,
        claimedAt: at,
        offeredTo: null,
        offeredUntil: null,
        centre: await centreOf(trx, operator.username),
        // The client waits for the first words; whoever takes a case and says nothing loses it again.
        clientWaitsSince: at,
        changedAt: at,
      })
      .where('id', '=', id)
      .where('state', '=', 'waiting')
      .where('operator', 'is', null)
      .returningAll()
      .executeTakeFirst()
    if (!taken) {
      const now = await getCase(trx, id)
      // The same operator twice at once, as with a double click: the first claim stands for both.
      if (now.operator === operator.username && now.state !== 'closed') return now
      if (now.state === 'closed') throw new ServiceError('conflict', `case ${id} is closed`)
      throw new CaseAlreadyTaken(id, now.operator ?? 'somebody')
    }
    // Offers not taken count in a row: whoever takes one sits at the console.
    await trx.updateTable('presence').set({ lapses: 0 }).where('username', '=', operator.username).execute()
    const language = taken.language as Language
    await appendTurn(trx, taken.conversationId, {
      speaker: 'system',
      at,
      language,
      text: fill(deps.wordings()[language].operatorJoined, { name: operator.name }),
      assistant: { caseId: id },
    })
    await trx.updateTable('conversations').set({ holder: 'operator' }).where('id', '=', taken.conversationId).execute()
    await appendEvent(trx, {
      type: 'case-claimed',
      at,
      actor: operator.username,
      conversationId: taken.conversationId,
      caseId: id,
      // The centre as it is now: the figures of a month must not change when an operator moves.
      data: { waited: at - taken.waitingSince, ...(taken.centre !== null && { centre: taken.centre }) },
    })
    return taken
  })
  deps.bus.publish(conversationTopic(row.conversationId))
  deps.bus.publish(casesTopic)
  return row
}

/** Where the operator works: the figures are counted by centre. */
export async function centreOf(db: Queryable, username: string): Promise<string | null> {
  const row = await db.selectFrom('operators').select('centre').where('username', '=', username).executeTakeFirst()
  return row?.centre ?? null
}
