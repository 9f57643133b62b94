import { type Bus, casesTopic } from '../bus/bus.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Store } from '../store/store.ts'
import { type CaseSummary, changedCases } from './list-cases.ts'

/** Changes within this time go out together, milliseconds. */
const settle = 40
/** Clocks of nodes differ, and a transaction may end after one that began later: so much is read again. */
const overlap = 3000

/**
 * Reads what changed in the queue once for all operators of this node, and hands it to each: a message in one
 * conversation must not make every console read the whole list.
 */
export class CaseFeed {
  readonly #deps: { store: Store; bus: Bus; clock: Clock; log: Log }
  readonly #listeners = new Set<(cases: CaseSummary[]) => void>()
  #seen = new Map<string, string>()
  #since: number
  #timer: NodeJS.Timeout | undefined
  #reading = false
  #stop = () => {}

  constructor(deps: { store: Store; bus: Bus; clock: Clock; log: Log }) {
    this.#deps = deps
    this.#since = deps.clock()
  }

  start(): void {
    this.#stop = this.#deps.bus.subscribe(casesTopic, () => this.#later())
  }

  follow(listener: (cases: CaseSummary[]) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  stop(): void {
    this.#stop()
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#listeners.clear()
  }

  #later(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      if (this.#reading) this.#later()
      else void this.#read()
    }, settle)
  }

  async #read(): Promise<void> {
    this.#reading = true
    try {
      const from = this.#since - overlap
      this.#since = this.#deps.clock()
      const cases = await changedCases(from, this.#deps)
      // What was handed out before, by what it looked like: the overlap brings it again.
      const looks = new Map(cases.map((entry) => [entry.id, JSON.stringify(entry)]))
      const fresh = cases.filter(({ id }) => this.#seen.get(id) !== looks.get(id))
      this.#seen = looks
      if (fresh.length > 0) for (const listener of this.#listeners) listener(fresh)
    } catch (error) {
      this.#deps.log.warn({ err: error }, 'changed cases could not be read; consoles read them with the next change')
    } finally {
      this.#reading = false
    }
  }
}
