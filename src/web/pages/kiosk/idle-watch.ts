/** Nobody touched the screen for so long: then it asks. An operator may take a while. */
export const idleAfter = 120_000
export const idleAfterWaiting = 600_000
/** So long the question stays; WCAG 2.2.1 asks for at least 20 seconds. */
export const warnFor = 30_000

export interface IdleDeps {
  /** Whether there is something that the next person must not see. */
  hasSomething(): boolean
  /** Somebody waits for an operator. */
  isWaiting(): boolean
  /** Asks whether anybody is there; called each second with what is left. */
  warn(secondsLeft: number): void
  end(): void
}

/** Tells a left screen from one that is read. Any touch or key counts as presence; while it asks, only the answer does. */
export class IdleWatch {
  readonly #deps: IdleDeps
  #touched = performance.now()
  #warnedAt: number | undefined

  constructor(deps: IdleDeps) {
    this.#deps = deps
    for (const event of ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const)
      addEventListener(event, () => this.#touch(), { passive: true, capture: true })
    setInterval(() => this.#look(), 1000)
  }

  /** The question was answered: somebody is there. */
  goOn(): void {
    this.#warnedAt = undefined
    this.#touch()
  }

  #touch(): void {
    this.#touched = performance.now()
  }

  #look(): void {
    const now = performance.now()
    if (!this.#deps.hasSomething()) {
      this.#touched = now
      return
    }
    if (this.#warnedAt === undefined) {
      if (now - this.#touched < (this.#deps.isWaiting() ? idleAfterWaiting : idleAfter)) return
      this.#warnedAt = now
    }
    const left = warnFor - (now - this.#warnedAt)
    if (left <= 0) this.#deps.end()
    else this.#deps.warn(Math.ceil(left / 1000))
  }
}
