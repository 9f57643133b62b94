import type { Queryable } from '../store/store.ts'
import type { BoardPeriod } from './board-period.ts'
import type { LocalTimes } from './local-times.ts'
import { earlierEvents, holdingTypes, readEvents } from './read-events.ts'
import { centreOf, kindOf, type Visit, VisitBook, type VisitKind } from './visits.ts'

/** So many cases that began in a month, on a channel, at a centre (`assistant`: nobody took them; `none`: no centre). */
export interface CaseCount {
  /** `2026-11` */
  month: string
  channel: string
  centre: string
  kind: VisitKind
  /** In a correction: how many more, or fewer. */
  cases: number
}

export interface CaseLine extends Omit<CaseCount, 'cases'> {
  id: string
  at: string
}

export interface CaseExport {
  from: string
  to: string
  /** The period is over: this export never changes again. */
  complete: boolean
  total: Record<VisitKind, number>
  /** The cases that began in the period, as they stood at its end. */
  cases: CaseCount[]
  /** What happened in the period to cases that began before it: taken by a centre after all, closed as a test … */
  corrections: CaseCount[]
}

/**
 * The cases of a period (financing model, table 32: one session, or one thread of comments, is one case). Nothing but
 * what happened before its end goes into it, so a past period gives the same at any later time. What comes out later is
 * a correction of the period in which it happens: the exports of all periods together hold every case once, as it ended.
 */
export async function caseExport(
  period: BoardPeriod,
  { db, now, times }: { db: Queryable; now: number; times: LocalTimes },
): Promise<{ report: CaseExport; lines: CaseLine[] }> {
  const book = new VisitBook()
  for await (const event of earlierEvents(db, period, holdingTypes, holdingTypes)) book.add(event)
  const monthOf = ({ at }: Visit) => times.localTime(at).day.slice(0, 7)
  const countOf = (visit: Visit) => ({ month: monthOf(visit), channel: visit.channel, centre: centreOf(visit), kind: kindOf(visit) })
  const before = book.visits.map((visit) => ({ visit, was: countOf(visit) }))
  for await (const event of readEvents(db, period.from, period.to, holdingTypes)) book.add(event)

  const corrections = new Counts()
  for (const { visit, was } of before) {
    corrections.add(was, -1)
    corrections.add(countOf(visit), 1)
  }
  const cases = new Counts()
  const total = { counted: 0, test: 0, abuse: 0 }
  const begun = book.visits.slice(before.length)
  for (const visit of begun) {
    cases.add(countOf(visit), 1)
    total[kindOf(visit)]++
  }
  return {
    report: {
      from: period.firstDay,
      to: period.lastDay,
      complete: now >= period.to,
      total,
      cases: cases.rows(),
      corrections: corrections.rows(),
    },
    lines: begun.map((visit) => ({ id: visit.id, at: new Date(visit.at).toISOString(), ...countOf(visit) })),
  }
}

class Counts {
  readonly #rows = new Map<string, CaseCount>()

  add(count: Omit<CaseCount, 'cases'>, by: number): void {
    const key = [count.month, count.channel, count.centre, count.kind].join('\t')
    const row = this.#rows.get(key)
    if (row) row.cases += by
    else this.#rows.set(key, { ...count, cases: by })
  }

  /** Without those that came to nothing; in an order that depends on nothing else. */
  rows(): CaseCount[] {
    return [...this.#rows]
      .filter(([, { cases }]) => cases !== 0)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, row]) => row)
  }
}
