import type { CaseView } from '../api.ts'

/** Conversations that are kept read: all that one operator can have open, and some that they only look at. */
const maxKept = 60

/** Adds the turns that came to those that are known; everything else is taken as it is now. */
export function mergeView(known: CaseView | undefined, fresh: CaseView): CaseView {
  if (!known) return fresh
  const last = known.transcript.at(-1)?.seq ?? 0
  const added = fresh.transcript.filter(({ seq }) => seq > last)
  return { ...fresh, transcript: added.length === 0 ? known.transcript : [...known.transcript, ...added] }
}

/** The number of the last turn that is known; the next read begins after it. */
export function lastSeq(view: CaseView | undefined): number {
  return view?.transcript.at(-1)?.seq ?? 0
}

/** The client's last turn with words: what drafts are made for. */
export function lastAsked(view: CaseView | undefined): number {
  return view?.transcript.findLast(({ from, text }) => from === 'client' && text.trim() !== '')?.seq ?? 0
}

/** Keeps what was read, so that going from chat to chat reads only what is new. What was not looked at longest goes first. */
export class Transcripts {
  readonly #views = new Map<string, CaseView>()

  get(id: string): CaseView | undefined {
    return this.#views.get(id)
  }

  take(fresh: CaseView): CaseView {
    const view = mergeView(this.#views.get(fresh.id), fresh)
    this.#views.delete(fresh.id)
    this.#views.set(fresh.id, view)
    for (const id of this.#views.keys()) {
      if (this.#views.size <= maxKept) break
      this.#views.delete(id)
    }
    return view
  }

  /** Drops all but these: closed conversations are not kept in memory. */
  keepOnly(wanted: (id: string) => boolean): void {
    for (const id of this.#views.keys()) if (!wanted(id)) this.#views.delete(id)
  }

  get size(): number {
    return this.#views.size
  }
}
