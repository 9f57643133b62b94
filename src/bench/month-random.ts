import { generator } from '../detection/random.ts'

/** Draws for one person or one purpose: the same seed gives the same draws, whatever else happens. */
export class Dice {
  readonly #next: () => number

  constructor(seed: number) {
    this.#next = generator(seed)
  }

  chance(probability: number): boolean {
    return this.#next() < probability
  }

  between(low: number, high: number): number {
    return low + this.#next() * (high - low)
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.#next() * list.length)] as T
  }

  /** An index, as often as its weight says. */
  weighted(weights: readonly number[]): number {
    let left = this.#next() * weights.reduce((sum, weight) => sum + weight, 0)
    const found = weights.findIndex((weight) => {
      left -= weight
      return left < 0
    })
    return found < 0 ? weights.length - 1 : found
  }

  /** How long people take: half of them less than the median, few very long (Brown et al. 2005, JASA 100, 36–50). */
  lognormal(median: number, sigma: number): number {
    const normal = Math.sqrt(-2 * Math.log(1 - this.#next())) * Math.cos(2 * Math.PI * this.#next())
    return median * Math.exp(sigma * normal)
  }
}
