import { setImmediate as nextTick } from 'node:timers/promises'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import { appendEvent } from '../store/events.ts'
import type { Queryable, Store } from '../store/store.ts'
import type { RetentionDays } from './due.ts'
import { type RetainedName, retained, retainedNames } from './retained.ts'

export type Counts = Record<RetainedName, number>

const day = 24 * 3600_000

export function retentionDays(config: Config): RetentionDays {
  return {
    transcripts: config.RETENTION_TRANSCRIPTS_DAYS,
    contacts: config.RETENTION_CONTACTS_DAYS,
    notes: config.RETENTION_NOTES_DAYS,
    mails: config.RETENTION_MAILS_DAYS,
  }
}

/** What is older than this is due. */
export const cutoff = (name: RetainedName, days: RetentionDays, at: number) => at - days[retained[name].category] * day

/** How much a purge would take now. */
export async function countDue(db: Queryable, days: RetentionDays, at: number): Promise<Counts> {
  const counts: [RetainedName, number][] = []
  for (const name of retainedNames) counts.push([name, await retained[name].due(db, cutoff(name, days, at))])
  return Object.fromEntries(counts) as Counts
}

/**
 * Empties or deletes all that is due, a little at a time. Each change is made only where it is still to be made, so a run
 * that was broken off, or two at once, do no harm. The event is the proof; figures and events stay as they are.
 *
 * @returns undefined when it was stopped before the end; then there is no proof, and the next run goes on
 */
export async function purge(
  { store, clock }: { store: Store; clock: Clock },
  days: RetentionDays,
  { actor = 'service', stopped = () => false }: { actor?: string; stopped?: () => boolean } = {},
): Promise<Counts | undefined> {
  const at = clock()
  const purged = Object.fromEntries(retainedNames.map((name) => [name, 0])) as Counts
  for (const name of retainedNames) {
    for (;;) {
      if (stopped()) return undefined
      const some = await retained[name].purgeSome(store.db, cutoff(name, days, at), at)
      if (some === 0) break
      purged[name] += some
      await nextTick()
    }
  }
  await appendEvent(store.db, { type: 'retention-purged', at: clock(), actor, data: { purged, days } })
  return purged
}
