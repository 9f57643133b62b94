import { drop, keep, recall } from './storage.ts'
import type { Language } from './words.ts'

/** What all tabs of a site know of the one conversation. */
export interface Conversation {
  id: string
  token: string
  /** Number of the last turn that was shown. */
  last: number
  /** The client asked for a person: other pages connect at once, so that the answer is seen. */
  waiting?: boolean
  /** "Did this help?" has been asked. */
  asked?: boolean
}

export interface Outgoing {
  clientId: string
  text: string
  locale: Language
  value?: unknown
  failed: boolean
}

/**
 * The conversation and what waits to be sent, shared by the tabs of a site. Always read from the browser's storage, and
 * changed in one go: what another tab wrote meanwhile is not overwritten.
 */
export class ChatState {
  readonly #conversation: string
  readonly #outbox: string
  readonly #plans: string
  readonly #draft: string
  readonly #listener: (event: StorageEvent) => void

  constructor(origin: string, changed: { conversation(): void; outbox(): void; plans(): void }) {
    const key = (what: string) => `vpppd-${what}:${origin}`
    this.#conversation = key('chat')
    this.#outbox = key('outbox')
    this.#plans = key('plans')
    this.#draft = key('draft')
    this.#listener = ({ key }) => {
      if (key === this.#conversation || key === null) changed.conversation()
      if (key === this.#outbox || key === null) changed.outbox()
      if (key === this.#plans) changed.plans()
    }
    addEventListener('storage', this.#listener)
  }

  stop(): void {
    removeEventListener('storage', this.#listener)
  }

  get conversation(): Conversation | undefined {
    return recall<Conversation>(this.#conversation)
  }

  begin(conversation: Conversation): void {
    keep(this.#conversation, conversation)
  }

  update(change: Partial<Omit<Conversation, 'id'>>): void {
    const { conversation } = this
    if (conversation) keep(this.#conversation, { ...conversation, ...change })
  }

  /** The conversation is over; what was not sent yet goes into the next one. */
  end(): void {
    drop(this.#conversation)
  }

  get outbox(): readonly Outgoing[] {
    return recall<Outgoing[]>(this.#outbox) ?? []
  }

  enqueue(outgoing: Outgoing): void {
    keep(this.#outbox, [...this.outbox, outgoing])
  }

  markFailed(clientId: string, failed: boolean): void {
    const changed = this.outbox.map((outgoing) => (outgoing.clientId === clientId ? { ...outgoing, failed } : outgoing))
    keep(this.#outbox, changed)
  }

  /** @returns false when it was not in the outbox */
  sent(clientId: string): boolean {
    const left = this.outbox.filter((outgoing) => outgoing.clientId !== clientId)
    if (left.length === this.outbox.length) return false
    keep(this.#outbox, left)
    return true
  }

  /** Services of a plan that were ticked off. */
  ticked(plan: string): readonly string[] {
    return recall<Record<string, string[]>>(this.#plans)?.[plan] ?? []
  }

  tick(plan: string, services: readonly string[]): void {
    keep(this.#plans, { ...recall<Record<string, string[]>>(this.#plans), [plan]: services })
  }

  /** What is typed and not sent, of this tab alone. */
  get draft(): string {
    return recall<string>(this.#draft, 'sessionStorage') ?? ''
  }

  set draft(text: string) {
    keep(this.#draft, text, 'sessionStorage')
  }

  /** Nothing of the conversation stays in this browser. */
  forget(): void {
    drop(this.#conversation)
    drop(this.#outbox)
    drop(this.#plans)
    drop(this.#draft, 'sessionStorage')
  }
}
