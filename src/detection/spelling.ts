import { fold, splitWords } from './words.ts'

/** Shorter words are too near to too many others. */
const shortest = 4
/** From this length on two slips are mended, below it one. */
const twoSlips = 8
/** A word that stands in fewer questions than this may be a slip itself. */
const knownFrom = 3

/** Hash (32 bits) and word fit into the 53 bits of a number. */
const maxWords = 2 ** 21

/**
 * Mends mistyped words by the words that people's questions hold: left out, doubled, swapped and neighbouring letters.
 * Candidates come from an index of the known words with letters left out (SymSpell, W. Garbe), the nearest and then the
 * most frequent one wins (distance: Damerau, restricted). A word that is known, or like none, stays.
 */
export class Speller {
  readonly #words: string[]
  readonly #counts: number[]
  readonly #known: ReadonlySet<string>
  /** Hashes of the known words with up to two letters left out, sorted, and the word of each. */
  readonly #hashes: Uint32Array
  readonly #owners: Uint32Array

  /** @param texts questions; a word counts once in each */
  constructor(texts: Iterable<string>) {
    const counts = new Map<string, number>()
    for (const text of texts) {
      for (const word of new Set(splitWords(text).map(fold))) counts.set(word, (counts.get(word) ?? 0) + 1)
    }
    const known = [...counts].filter(([word, count]) => count >= knownFrom && word.length >= shortest - 1 && !/\d/.test(word))
    this.#known = new Set(known.map(([word]) => word))
    this.#words = known.map(([word]) => word)
    this.#counts = known.map(([, count]) => count)
    // Hash and word in one number: typed arrays of numbers sort fast, and a million pairs are too many objects.
    let entries = new Float64Array(1 << 16)
    let size = 0
    this.#words.forEach((word, owner) => {
      for (const hash of shortened(word)) {
        if (size === entries.length) {
          const larger = new Float64Array(2 * size)
          larger.set(entries)
          entries = larger
        }
        entries[size++] = hash * maxWords + owner
      }
    })
    const sorted = entries.subarray(0, size).sort()
    this.#hashes = Uint32Array.from(sorted, (entry) => Math.floor(entry / maxWords))
    this.#owners = Uint32Array.from(sorted, (entry) => entry % maxWords)
  }

  /** The known word that is meant, folded; the word itself when none is near. */
  mend(folded: string): string {
    if (folded.length < shortest || this.#known.has(folded) || /\d/.test(folded)) return folded
    const allowed = folded.length >= twoSlips ? 2 : 1
    let best = { word: folded, distance: allowed + 1, count: 0 }
    const tried = new Set<number>()
    for (const hash of shortened(folded)) {
      for (let at = this.#first(hash); this.#hashes[at] === hash; at++) {
        const owner = this.#owners[at] as number
        if (tried.has(owner)) continue
        tried.add(owner)
        const word = this.#words[owner] as string
        const distance = slips(folded, word, best.distance)
        const count = this.#counts[owner] as number
        if (distance < best.distance || (distance === best.distance && distance <= allowed && count > best.count))
          best = { word, distance, count }
      }
    }
    return best.distance <= allowed ? best.word : folded
  }

  /** Place of the first entry with this hash. */
  #first(hash: number): number {
    let low = 0
    let high = this.#hashes.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#hashes[middle] as number) < hash) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** Hashes of a word and of what is left of it without one letter, or without two when it is long. */
function shortened(word: string): Set<number> {
  const hashes = new Set([hashOf(word, -1, -1)])
  for (let first = 0; first < word.length; first++) {
    hashes.add(hashOf(word, first, -1))
    if (word.length < twoSlips - 1) continue
    for (let second = first + 1; second < word.length; second++) hashes.add(hashOf(word, first, second))
  }
  return hashes
}

function hashOf(word: string, without: number, andWithout: number): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < word.length; at++) {
    if (at !== without && at !== andWithout) hash = Math.imul(hash ^ word.charCodeAt(at), 16777619)
  }
  return hash >>> 0
}

/** Letters put in, left out, changed or swapped with their neighbour between two words; at most `limit`. */
function slips(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      let least = Math.min((last[column] as number) + 1, (current[column - 1] as number) + 1, (last[column - 1] as number) + (same ? 0 : 1))
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        least = Math.min(least, (beforeLast[column - 2] as number) + 1)
      current.push(least)
    }
    beforeLast = last
    last = current
  }
  return last[b.length] as number
}
