import { type Bus, casesTopic, conversationTopic } from '../bus/bus.ts'
import type { Wordings } from '../cards/wording.ts'
import type { Clock } from '../clock.ts'
import type { Language } from '../languages.ts'
import type { Log } from '../log.ts'
import { lockConversation } from '../store/conversations.ts'
import { appendEvent } from '../store/events.ts'
import type { Queryable, Store } from '../store/store.ts'
import { appendTurn } from '../store/turns.ts'
import type { CaseRow } from './open-case.ts'
import { listPresent, type Present, setPresence } from './presence.ts'
import { byUrgency } from './priority.ts'

export interface DispatchDeps {
  store: Store
  bus: Bus
  clock: Clock
  wordings: () => Wordings
  log: Log
}

/** An offer stands for so long; then the next operator gets it. */
export const offerFor = 30_000
/** After so many offers not taken an operator is set away: the chair is empty. */
const lapsesToAway = 2
/** A client who waits this long for a holder that is gone goes back into the queue. */
const patienceGone = 60_000
/** And for a holder who is at the console but says nothing. */
const patienceSilent = 10 * 60_000

/**
 * Looks after the queue once: ends offers that were not taken, takes cases back from operators who are gone or silent,
 * offers what waits to whoever fits best. Every change is conditional on what was read, so nodes may do it side by side.
 *
 * @returns how many cases changed
 */
export async function dispatch(deps: DispatchDeps): Promise<number> {
  const { store, bus, clock } = deps
  const at = clock()
  const changed = [...(await endOffers(store.db, at)), ...(await takeBack(deps, at)), ...(await makeOffers(store.db, at))]
  if (changed.length > 0) bus.publish(casesTopic)
  return changed.length
}

async function endOffers(db: Queryable, at: number): Promise<string[]> {
  const lapsed = await db
    .selectFrom('cases')
    .selectAll()
    .where('state', '=', 'waiting')
    .where('offeredUntil', '<=', at)
    .where('offeredTo', 'is not', null)
    .execute()
  const ended: string[] = []
  for (const row of lapsed) {
    const done = await db
      .updateTable('cases')
      .set({ offeredTo: null, offeredUntil: null, changedAt: at })
      .where('id', '=', row.id)
      .where('offeredTo', '=', row.offeredTo)
      .where('offeredUntil', '=', row.offeredUntil)
      .executeTakeFirst()
    if (done.numUpdatedRows === 0n) continue
    ended.push(row.id)
    const operator = row.offeredTo as string
    await appendEvent(db, {
      type: 'offer-lapsed',
      at,
      actor: 'service',
      caseId: row.id,
      conversationId: row.conversationId,
      data: { operator },
    })
    const { lapses } = (await db
      .updateTable('presence')
      .set((eb) => ({ lapses: eb('lapses', '+', 1) }))
      .where('username', '=', operator)
      .returning('lapses')
      .executeTakeFirst()) ?? { lapses: 0 }
    if (lapses >= lapsesToAway) await setPresence(db, operator, 'away', at, 'offers not taken')
  }
  return ended
}

/** Cases whose holder has left the client waiting. Those with a specialist wait for the specialist. */
async function takeBack({ store, bus, wordings, log }: DispatchDeps, at: number): Promise<string[]> {
  const waiting = await store.db
    .selectFrom('cases')
    .leftJoin('presence', 'presence.username', 'cases.operator')
    .selectAll('cases')
    .select('presence.lastSeenAt')
    .where('cases.state', '=', 'held')
    .where('cases.clientWaitsSince', '<=', at - patienceGone)
    .execute()
  const taken: string[] = []
  for (const { lastSeenAt, ...row } of waiting) {
    const gone = lastSeenAt === null || lastSeenAt <= at - patienceGone
    const silent = (row.clientWaitsSince as number) <= at - patienceSilent
    if (!gone && !silent) continue
    const why = gone ? 'gone' : 'silent'
    if (!(await takeBackOne(store, wordings(), row, why, at))) continue
    log.info({ case: row.id, why }, 'a case was taken back from its operator')
    bus.publish(conversationTopic(row.conversationId))
    taken.push(row.id)
  }
  return taken
}

function takeBackOne(store: Store, wordings: Wordings, row: CaseRow, why: 'gone' | 'silent', at: number): Promise<boolean> {
  return store.db.transaction().execute(async (trx) => {
    await lockConversation(trx, row.conversationId, at)
    const done = await trx
      .updateTable('cases')
      // The place in the queue stays the client's: they have waited since they asked.
      .set({
        state: 'waiting',
        operator: null,
        offeredTo: null,
        offeredUntil: null,
        waitingSince: row.clientWaitsSince as number,
        changedAt: at,
      })
      .where('id', '=', row.id)
      .where('state', '=', 'held')
      .where('operator', '=', row.operator)
      .where('clientWaitsSince', '=', row.clientWaitsSince)
      .executeTakeFirst()
    if (done.numUpdatedRows === 0n) return false
    const language = row.language as Language
    await appendTurn(trx, row.conversationId, {
      speaker: 'system',
      at,
      language,
      text: wordings[language].takenBack,
      assistant: { caseId: row.id },
    })
    await appendEvent(trx, {
      type: 'case-taken-back',
      at,
      actor: 'service',
      caseId: row.id,
      conversationId: row.conversationId,
      data: { operator: row.operator, why },
    })
    return true
  })
}

async function makeOffers(db: Queryable, at: number): Promise<string[]> {
  const waiting = await db.selectFrom('cases').selectAll().where('state', '=', 'waiting').execute()
  const open = waiting.filter(({ offeredTo }) => offeredTo === null).sort(byUrgency(at))
  if (open.length === 0) return []
  // What is offered to somebody counts as theirs until it lapses.
  const offered = new Map<string, number>()
  for (const { offeredTo } of waiting) if (offeredTo) offered.set(offeredTo, (offered.get(offeredTo) ?? 0) + 1)
  const present = (await listPresent(db, at)).filter(({ state }) => state === 'available')
  const made: string[] = []
  for (const row of open) {
    const best = bestFor(row, present, offered)
    if (!best) continue
    const done = await db
      .updateTable('cases')
      .set({ offeredTo: best.username, offeredUntil: at + offerFor, changedAt: at })
      .where('id', '=', row.id)
      .where('state', '=', 'waiting')
      .where('offeredTo', 'is', null)
      .executeTakeFirst()
    if (done.numUpdatedRows === 0n) continue
    offered.set(best.username, (offered.get(best.username) ?? 0) + 1)
    made.push(row.id)
    await appendEvent(db, {
      type: 'case-offered',
      at,
      actor: 'service',
      caseId: row.id,
      conversationId: row.conversationId,
      data: { operator: best.username },
    })
  }
  return made
}

/** Who speaks the language and has room: who knows the institution first, then the least busy, then who waits longest for work. */
function bestFor(row: CaseRow, present: readonly Present[], offered: ReadonlyMap<string, number>): Present | undefined {
  const busy = ({ username, holds }: Present) => holds + (offered.get(username) ?? 0)
  const knows = ({ institutions }: Present) => Number(row.institution !== null && institutions.includes(row.institution))
  return present
    .filter((operator) => operator.languages.includes(row.language) && busy(operator) < operator.maxChats)
    .sort((a, b) => knows(b) - knows(a) || busy(a) / a.maxChats - busy(b) / b.maxChats || a.lapses - b.lapses || a.since - b.since)[0]
}
