import { api } from '../api.ts'
import type { ConsoleLanguage } from '../words.ts'

export interface CardName {
  id: string
  title: string
  institution: string
  reviewed: string
}

export interface InstitutionName {
  id: string
  short: string
  name: string
}

/** Titles of cards and names of institutions, in the console's language; ids stand in for them until they are read. */
export class Names {
  #cards: CardName[] = []
  #institutions: InstitutionName[] = []
  readonly #titles = new Map<string, string>()
  readonly #shorts = new Map<string, string>()
  readonly #listeners = new Set<() => void>()

  async read(language: ConsoleLanguage): Promise<void> {
    const [{ cards }, { institutions }] = await Promise.all([
      api<{ cards: CardName[] }>('GET', `/api/v1/cards?lang=${language}`),
      api<{ institutions: InstitutionName[] }>('GET', `/api/v1/institutions?lang=${language}`),
    ])
    this.#cards = cards
    this.#institutions = institutions
    for (const { id, title } of cards) this.#titles.set(id, title)
    for (const { id, short } of institutions) this.#shorts.set(id, short)
    for (const listener of [...this.#listeners]) listener()
  }

  get cards(): readonly CardName[] {
    return this.#cards
  }

  get institutions(): readonly InstitutionName[] {
    return this.#institutions
  }

  service(id: string): string {
    return this.#titles.get(id) ?? id
  }

  institution(id: string): string {
    return this.#shorts.get(id) ?? id.toUpperCase()
  }

  follow(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
