import { ApiError } from '../api.ts'
import type { KeptText } from './kept-text.ts'

export interface Sending {
  state: 'sending' | 'failed'
  /** Why it failed; empty: the connection. */
  why: string
}

export interface OutboxDeps {
  post(id: string, text: string): Promise<void>
  /** Whether words of this operator stand in the conversation after this turn. */
  arrived(id: string, after: number): Promise<boolean>
  kept: Pick<KeptText, 'sent'>
}

/**
 * Sends replies, one at a time in each conversation, also while the operator looks at another one. When the connection
 * breaks while a reply is under way nobody knows whether it arrived; the next try looks first, so that the client does
 * not read the same words twice.
 */
export class Outbox {
  readonly #deps: OutboxDeps
  readonly #sending = new Map<string, Sending>()
  /** What may have arrived without our knowing, and the last turn before it. */
  readonly #unknown = new Map<string, { text: string; after: number }>()
  readonly #listeners = new Set<() => void>()

  constructor(deps: OutboxDeps) {
    this.#deps = deps
  }

  of(id: string): Sending | undefined {
    return this.#sending.get(id)
  }

  /**
   * @param after the last turn of the conversation that is known
   * @returns whether it arrived
   */
  async send(id: string, text: string, after: number): Promise<boolean> {
    if (this.#sending.get(id)?.state === 'sending') return false
    this.#put(id, { state: 'sending', why: '' })
    const unknown = this.#unknown.get(id)
    try {
      if (unknown && (await this.#deps.arrived(id, unknown.after))) {
        this.#deps.kept.sent(id, 'reply', unknown.text)
        this.#unknown.delete(id)
        // The words were changed after the break: what is left of them is for the operator to look at.
        this.#put(id, undefined)
        return unknown.text === text
      }
      this.#unknown.set(id, { text, after: unknown?.after ?? after })
      await this.#deps.post(id, text)
    } catch (error) {
      // An answer of the server, whatever it says, means that the words were not taken.
      if (error instanceof ApiError && error.status < 500) this.#unknown.delete(id)
      this.#put(id, { state: 'failed', why: error instanceof ApiError ? error.message : '' })
      return false
    }
    this.#unknown.delete(id)
    this.#deps.kept.sent(id, 'reply', text)
    this.#put(id, undefined)
    return true
  }

  follow(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #put(id: string, sending: Sending | undefined): void {
    if (sending) this.#sending.set(id, sending)
    else this.#sending.delete(id)
    for (const listener of [...this.#listeners]) listener()
  }
}
