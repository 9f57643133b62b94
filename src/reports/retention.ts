import { type Category, categories, type RetentionDays } from '../retention/due.ts'
import { cutoff } from '../retention/purge.ts'
import { type RetainedName, retained, retainedNames } from '../retention/retained.ts'
import type { Queryable } from '../store/store.ts'

export interface RetentionReport {
  categories: {
    category: Category
    days: number
    /** What belongs to it, with the oldest that is kept, and how many should have gone by now. */
    kinds: { kind: RetainedName; oldest: string | null; due: number }[]
  }[]
  /** The latest runs, latest first. */
  runs: { at: string; by: string; purged: Partial<Record<RetainedName, number>>; days: RetentionDays }[]
}

const shownRuns = 30

/** The proof that what people wrote is deleted in its time. */
export async function retentionReport(db: Queryable, days: RetentionDays, at: number): Promise<RetentionReport> {
  const kinds: { category: Category; kind: RetainedName; oldest: string | null; due: number }[] = []
  for (const kind of retainedNames) {
    const { category, oldest, due } = retained[kind]
    const first = await oldest(db)
    kinds.push({
      category,
      kind,
      oldest: first === null ? null : new Date(first).toISOString(),
      due: await due(db, cutoff(kind, days, at)),
    })
  }
  const runs = await db
    .selectFrom('events')
    .select(['at', 'actor', 'dataJson'])
    .where('type', '=', 'retention-purged')
    .orderBy('at', 'desc')
    .limit(shownRuns)
    .execute()
  return {
    categories: categories.map((category) => ({
      category,
      days: days[category],
      kinds: kinds.filter((kind) => kind.category === category).map(({ category: _, ...kind }) => kind),
    })),
    runs: runs.map((run) => ({ at: new Date(run.at).toISOString(), by: run.actor, ...JSON.parse(run.dataJson) })),
  }
}
