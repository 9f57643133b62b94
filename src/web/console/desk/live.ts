import type { CaseSummary } from '../api.ts'

/** The server says something every 15 s; after this long without a word the connection is dead, milliseconds. */
const silentFor = 40_000
const retryAfter = 3000

export interface LiveListener {
  /** Cases that changed. */
  changed(cases: CaseSummary[]): void
  /** Connected, for the first time or again: what happened before is not known. */
  connected(): void
  lost(): void
}

/**
 * Follows the changes of cases. Browsers take up a broken stream by themselves, but not one that was refused, and they do
 * not notice one that has gone silent; both are begun anew here.
 */
export function followCases(listener: LiveListener): () => void {
  let events: EventSource | undefined
  let timer = 0

  const again = (after: number, run: () => void) => {
    clearTimeout(timer)
    timer = window.setTimeout(run, after)
  }
  const dead = () => {
    events?.close()
    listener.lost()
    again(retryAfter, connect)
  }
  const alive = () => again(silentFor, dead)
  function connect() {
    clearTimeout(timer)
    events?.close()
    events = new EventSource('/api/v1/events')
    events.addEventListener('cases', (event) => {
      alive()
      const { cases } = JSON.parse((event as MessageEvent<string>).data) as { cases?: CaseSummary[] }
      if (cases) listener.changed(cases)
      else listener.connected()
    })
    events.addEventListener('ping', alive)
    events.onerror = dead
    alive()
  }
  window.addEventListener('online', connect)
  window.addEventListener('offline', dead)
  connect()
  return () => {
    clearTimeout(timer)
    window.removeEventListener('online', connect)
    window.removeEventListener('offline', dead)
    events?.close()
  }
}
