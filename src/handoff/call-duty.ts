import { type Bus, casesTopic } from '../bus/bus.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { dutyLetter } from '../mail/letters.ts'
import type { Outbox } from '../mail/outbox.ts'
import { type Regular, regularly } from '../regularly.ts'
import { newId } from '../store/ids.ts'
import type { Queryable, Store } from '../store/store.ts'
import type { Deps } from '../turn/draft.ts'
import { listPresent } from './presence.ts'

export interface CallDutyDeps {
  store: Store
  clock: Clock
  answering: () => Pick<Deps, 'calendar' | 'timeZone'>
  outbox: Outbox
  /** Whose mail it is. */
  to: string
}

/** At most one letter in this time, whatever comes and goes. */
const quietFor = 30 * 60_000
const every = 15_000
const setting = 'duty-called-at'

/** Watches that somebody is at the console while clients wait: whenever the queue changes, and regularly. */
export function watchDuty(deps: CallDutyDeps & { bus: Bus; log: Log }): Regular {
  return regularly(() => callDuty(deps), {
    every,
    follow: (wake) => deps.bus.subscribe(casesTopic, wake),
    onError: (error) => deps.log.warn({ err: error }, 'whether somebody is on duty could not be looked up; it is tried again in a moment'),
  })
}

/**
 * Writes to whoever is on call when a client waits, it is working time, and nobody at the console takes cases.
 *
 * @returns whether a letter was put into the post
 */
export async function callDuty({ store, clock, answering, outbox, to }: CallDutyDeps): Promise<boolean> {
  const at = clock()
  const { calendar, timeZone } = answering()
  if (!calendar.isOpen(at)) return false
  const waiting = await store.db.selectFrom('cases').select('waitingSince').where('state', '=', 'waiting').orderBy('waitingSince').execute()
  const [longest] = waiting
  if (!longest) return false
  if ((await listPresent(store.db, at)).some(({ state }) => state === 'available')) return false
  const put = await store.db.transaction().execute(async (trx) => {
    if (!(await mayCall(trx, at))) return false
    const since = new Intl.DateTimeFormat('lv-LV', { dateStyle: 'short', timeStyle: 'short', timeZone }).format(longest.waitingSince)
    const letter = dutyLetter({ waiting: waiting.length, since, console: new URL('/console', outbox.address()).href })
    // Half an hour later it is no news; then another one goes out, if it still holds.
    await outbox.put(trx, { to, ...letter }, { kind: 'nobody-on-duty', refId: newId(at), at, goodFor: quietFor })
    return true
  })
  if (put) outbox.send()
  return put
}

/** One node of several is first. */
async function mayCall(trx: Queryable, at: number): Promise<boolean> {
  await trx
    .insertInto('settings')
    .values({ key: setting, value: '0' })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
  const { value } = await trx.selectFrom('settings').select('value').where('key', '=', setting).executeTakeFirstOrThrow()
  if (Number(value) > at - quietFor) return false
  const done = await trx
    .updateTable('settings')
    .set({ value: String(at) })
    .where('key', '=', setting)
    .where('value', '=', value)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}
