import { byUrgency, priorities } from '../../../handoff/priority.ts'
import type { CaseSummary } from '../api.ts'

/** Every case that the console knows, by id: the open ones, and closed ones as far as they were read. */
export type Cases = ReadonlyMap<string, CaseSummary>

/** Closed cases that are kept in view; the server shows as many. */
const maxClosed = 100

/**
 * Takes in what changed. What is older than what is known is left out, and what is the same keeps its object, so that
 * only the rows that changed are drawn again.
 */
export function mergeCases(cases: Cases, changed: readonly CaseSummary[]): Cases {
  const news = changed.filter((entry) => isNews(cases.get(entry.id), entry))
  if (news.length === 0) return cases
  const merged = new Map(cases)
  for (const entry of news) merged.set(entry.id, entry)
  return news.some(({ state }) => state === 'closed') ? withoutOldest(merged) : merged
}

/**
 * Takes in the whole list of open cases. An open case that is no longer in it has ended.
 *
 * @param meanwhile what changed while the list was read; it is newer than the list
 */
export function replaceOpen(cases: Cases, open: readonly CaseSummary[], meanwhile: readonly CaseSummary[] = []): Cases {
  const listed = new Set(open.map(({ id }) => id))
  const left = [...cases].filter(([id, { state }]) => state === 'closed' || listed.has(id))
  return mergeCases(mergeCases(left.length === cases.size ? cases : new Map(left), open), meanwhile)
}

function isNews(known: CaseSummary | undefined, entry: CaseSummary): boolean {
  if (!known) return true
  if (Date.parse(entry.changedAt) < Date.parse(known.changedAt)) return false
  return JSON.stringify(known) !== JSON.stringify(entry)
}

function withoutOldest(cases: Map<string, CaseSummary>): Map<string, CaseSummary> {
  for (const { id } of closedCases(cases).slice(maxClosed)) cases.delete(id)
  return cases
}

/** What is waiting, whose turn it is first: the same rule as the server's. */
export function queueOf(cases: Cases, now: number): CaseSummary[] {
  return [...cases.values()]
    .filter(({ state }) => state === 'waiting')
    .map((entry) => ({
      entry,
      promisedAt: entry.promisedAt === null ? null : Date.parse(entry.promisedAt),
      priority: entry.priority,
      waitingSince: Date.parse(entry.waitingSince),
    }))
    .sort(byUrgency(now))
    .map(({ entry }) => entry)
}

/** My open cases: first those whose client waits for my words, the longest wait first, then the rest as they came. */
export function casesOf(cases: Cases, operator: string): CaseSummary[] {
  return held(cases)
    .filter((entry) => entry.operator === operator)
    .sort(byWait)
}

export function casesOfOthers(cases: Cases, operator: string): CaseSummary[] {
  return held(cases)
    .filter((entry) => entry.operator !== operator)
    .sort(byWait)
}

export function closedCases(cases: Cases): CaseSummary[] {
  return [...cases.values()]
    .filter(({ state }) => state === 'closed')
    .sort((a, b) => Date.parse(b.closedAt ?? b.changedAt) - Date.parse(a.closedAt ?? a.changedAt))
}

function held(cases: Cases): CaseSummary[] {
  return [...cases.values()].filter(({ state }) => state === 'held' || state === 'level2')
}

function byWait(a: CaseSummary, b: CaseSummary): number {
  if ((a.clientWaitsSince === null) !== (b.clientWaitsSince === null)) return a.clientWaitsSince === null ? 1 : -1
  const since = (entry: CaseSummary) => Date.parse(entry.clientWaitsSince ?? entry.openedAt)
  return since(a) - since(b) || (a.id < b.id ? -1 : 1)
}

/** The offers to an operator that still stand, the one that ends first before the others. */
export function offersTo(cases: Cases, operator: string, now: number): CaseSummary[] {
  return [...cases.values()]
    .filter(({ state, offeredTo, offeredUntil }) => state === 'waiting' && offeredTo === operator && until(offeredUntil) > now)
    .sort((a, b) => until(a.offeredUntil) - until(b.offeredUntil))
}

function until(at: string | null): number {
  return at === null ? 0 : Date.parse(at)
}

export type Urgency = 'pastPromise' | 'upset' | 'sensitive' | 'returning'

/** Why a case goes before others; undefined when it does not. */
export function urgencyOf({ promisedAt, priority }: CaseSummary, now: number): Urgency | undefined {
  if (promisedAt !== null && Date.parse(promisedAt) < now) return 'pastPromise'
  return (['upset', 'sensitive', 'returning'] as const).find((name) => priorities[name] === priority)
}

/** How each case looked when the operator last had it open. */
export type Seen = ReadonlyMap<string, Pick<CaseSummary, 'changedAt' | 'state'>>

export function markSeen(seen: Seen, { id, changedAt, state }: CaseSummary): Seen {
  const before = seen.get(id)
  return before?.changedAt === changedAt && before.state === state ? seen : new Map(seen).set(id, { changedAt, state })
}

/** Forgets the cases that are known no more. */
export function pruneSeen(seen: Seen, cases: Cases): Seen {
  const kept = [...seen].filter(([id]) => cases.has(id) && cases.get(id)?.state !== 'closed')
  return kept.length === seen.size ? seen : new Map(kept)
}

/** Whether something came in since the operator looked: words of the client, or the last institution's answer. */
export function isUnread({ id, changedAt, state, clientWaitsSince }: CaseSummary, seen: Seen): boolean {
  const looked = seen.get(id)
  if (looked && Date.parse(changedAt) <= Date.parse(looked.changedAt)) return false
  return clientWaitsSince !== null || (looked?.state === 'level2' && state === 'held')
}

/** The neighbour of a case in a list; from no case, the first or the last one. */
export function neighbour(list: readonly CaseSummary[], id: string | undefined, step: 1 | -1): CaseSummary | undefined {
  const at = list.findIndex((entry) => entry.id === id)
  if (at === -1) return step === 1 ? list[0] : list.at(-1)
  return list[(at + step + list.length) % list.length]
}
