/** What was typed and not sent is kept so long; it may hold what clients said. */
const keptFor = 24 * 3600_000

export type Field = 'reply' | 'note' | 'refer'

/**
 * What an operator has typed and not sent, by case: it outlives a change of chat, a reload, a lost connection and an
 * ended session. Signing out removes it, for the next person at the computer.
 */
export class KeptText {
  readonly #storage: Storage
  /** Every operator at this computer has their own. */
  readonly #prefix: string
  readonly #now: () => number
  readonly #texts = new Map<string, string>()
  readonly #listeners = new Set<() => void>()

  constructor(storage: Storage, operator: string, now: () => number = Date.now) {
    this.#storage = storage
    this.#prefix = `vpppd-kept:${operator}:`
    this.#now = now
    for (const key of this.#keys()) {
      const kept = read(storage.getItem(key))
      if (kept && kept.at > now() - keptFor) this.#texts.set(key, kept.text)
      else storage.removeItem(key)
    }
  }

  get(id: string, field: Field): string {
    return this.#texts.get(this.#key(id, field)) ?? ''
  }

  set(id: string, field: Field, text: string): void {
    const key = this.#key(id, field)
    if (text === '') {
      this.#texts.delete(key)
      this.#storage.removeItem(key)
    } else {
      this.#texts.set(key, text)
      try {
        this.#storage.setItem(key, JSON.stringify({ text, at: this.#now() }))
      } catch {
        // The browser's storage is full or forbidden: the text still lives as long as the page.
      }
    }
    for (const listener of [...this.#listeners]) listener()
  }

  /** Takes away what was sent, and leaves what was typed after it. */
  sent(id: string, field: Field, text: string): void {
    const now = this.get(id, field)
    if (now.startsWith(text)) this.set(id, field, now.slice(text.length).trimStart())
  }

  forget(id: string): void {
    for (const field of ['reply', 'note', 'refer'] as const) this.set(id, field, '')
  }

  forgetAll(): void {
    for (const key of this.#keys()) this.#storage.removeItem(key)
    this.#texts.clear()
  }

  follow(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #key(id: string, field: Field): string {
    return `${this.#prefix}${id}:${field}`
  }

  #keys(): string[] {
    return Array.from({ length: this.#storage.length }, (_, index) => this.#storage.key(index) ?? '').filter((key) =>
      key.startsWith(this.#prefix),
    )
  }
}

function read(stored: string | null): { text: string; at: number } | undefined {
  try {
    const { text, at } = JSON.parse(stored ?? 'null') ?? {}
    return typeof text === 'string' && typeof at === 'number' ? { text, at } : undefined
  } catch {
    return undefined
  }
}
