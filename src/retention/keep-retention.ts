import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { type Regular, regularly } from '../regularly.ts'
import type { Store } from '../store/store.ts'
import type { RetentionDays } from './due.ts'
import { purge } from './purge.ts'

export interface RetentionDeps {
  store: Store
  clock: Clock
  log: Log
  days: RetentionDays
}

/** How often it is looked whether a run is due, milliseconds. */
const lookEvery = 10 * 60_000
const hour = 3600_000
const runEvery = 24 * hour
/** A run that has left no proof after this long broke off; the next begins. */
const breaksOffAfter = hour

const startedKey = 'retention-started'

/** Once a day one of the nodes deletes what has had its time. */
export function keepRetention(deps: RetentionDeps): Regular {
  return regularly(() => purgeIfDue(deps), {
    every: lookEvery,
    onError: (error) => deps.log.warn({ err: error }, 'what has had its time could not be deleted; it is tried again within the hour'),
  })
}

/** @returns whether this call made the day's run */
export async function purgeIfDue(deps: RetentionDeps, stopped: () => boolean = () => false): Promise<boolean> {
  if (!(await beginRun(deps))) return false
  const start = performance.now()
  const purged = await purge(deps, deps.days, { stopped })
  if (purged) deps.log.info({ purged, ms: Math.round(performance.now() - start) }, 'what has had its time was deleted')
  return true
}

/** Of several nodes that ask at once, one hears yes. A new record begins its first hour. */
async function beginRun({ store: { db }, clock }: RetentionDeps): Promise<boolean> {
  const at = clock()
  const first = await db
    .insertInto('settings')
    .values({ key: startedKey, value: String(at) })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .executeTakeFirst()
  if (first.numInsertedOrUpdatedRows === 1n) return false
  const { value } = await db.selectFrom('settings').select('value').where('key', '=', startedKey).executeTakeFirstOrThrow()
  const started = Number(value)
  const proof = await db
    .selectFrom('events')
    .select('id')
    .where('type', '=', 'retention-purged')
    .where('at', '>=', started)
    .where('actor', '=', 'service')
    .executeTakeFirst()
  if (at - started < (proof ? runEvery : breaksOffAfter)) return false
  const claimed = await db
    .updateTable('settings')
    .set({ value: String(at) })
    .where('key', '=', startedKey)
    .where('value', '=', value)
    .executeTakeFirst()
  return claimed.numUpdatedRows === 1n
}
