/** Listeners by topic, shared by the buses. */
export class Listeners {
  readonly #byTopic = new Map<string, Set<() => void>>()

  /** Returns whether this is the first listener of the topic. */
  add(topic: string, listener: () => void): boolean {
    const set = this.#byTopic.get(topic)
    if (set) {
      set.add(listener)
      return false
    }
    this.#byTopic.set(topic, new Set([listener]))
    return true
  }

  /** Returns whether it was the last listener of the topic. */
  remove(topic: string, listener: () => void): boolean {
    const set = this.#byTopic.get(topic)
    if (!set?.delete(listener) || set.size > 0) return false
    this.#byTopic.delete(topic)
    return true
  }

  call(topic: string): void {
    for (const listener of [...(this.#byTopic.get(topic) ?? [])]) listener()
  }

  topics(): string[] {
    return [...this.#byTopic.keys()]
  }

  callAll(): void {
    for (const topic of [...this.#byTopic.keys()]) this.call(topic)
  }
}
