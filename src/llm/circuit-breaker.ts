import type { Clock } from '../clock.ts'

/** So many failures in a row open the circuit. */
const failuresToOpen = 3
/** For how long it stays open before one call is let through to try, in milliseconds. */
const openFor = 60_000

/** Stops calling what keeps failing, so that people do not wait for it (Nygard, "Release It!": circuit breaker). */
export class CircuitBreaker {
  readonly #clock: Clock
  #failures = 0
  #closedAgainAt = 0
  #trying = false

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Whether a call may be made now; one that is allowed must be followed by one of the other three. */
  allows(): boolean {
    if (this.#failures < failuresToOpen) return true
    if (this.#trying || this.#clock() < this.#closedAgainAt) return false
    this.#trying = true
    return true
  }

  get open(): boolean {
    return this.#failures >= failuresToOpen
  }

  succeeded(): void {
    this.#failures = 0
    this.#trying = false
  }

  notTried(): void {
    this.#trying = false
  }

  /** @param waitMs how long the other side asks to be left alone, when it says so */
  failed(waitMs = 0): void {
    this.#trying = false
    this.#failures = waitMs > 0 ? Math.max(this.#failures + 1, failuresToOpen) : this.#failures + 1
    this.#closedAgainAt = this.#clock() + Math.max(openFor, waitMs)
  }
}
