import type { ConceptMatcher, Token } from './concepts.ts'
import type { Speller } from './spelling.ts'
import { asLatvian, crudeStem, fold, type Lemmatiser, splitWords } from './words.ts'

/**
 * What the classifier sees of a message, in three views: folded characters (2–5), words with their lemmas
 * (1–2), and meanings with pairs of meanings. Each feature is a 32-bit hash; equal hashes of two features
 * are rare enough not to matter.
 */
export interface Features {
  chars: Map<number, number>
  words: Map<number, number>
  concepts: Map<number, number>
}

export const views = ['chars', 'words', 'concepts'] as const
export type View = (typeof views)[number]

/** Everything that the following steps want to know of the wording of a message. */
export interface Analysis {
  tokens: Token[]
  concepts: string[]
  features: Features
}

/** Longer messages are cut for the classifier; the question of a long story usually stands at its end. */
const maxTokens = 120

/** Shorter Cyrillic words in Latvian letters mean too many things. */
const minLatin = 4

export class Analyser {
  readonly #lemmatiser: Lemmatiser
  readonly #concepts: ConceptMatcher
  readonly #speller: Speller | undefined
  /** Lemmas of words typed without diacritics: `pabalstu` and `pabalsts` are found, `bernudarza` only through this. */
  readonly #restored: ReadonlyMap<string, string>

  /**
   * @param lemmas words seen with their diacritics, and their lemmas
   * @param speller mends what people mistype; without one, as in training, words are taken as they stand
   */
  constructor(lemmatiser: Lemmatiser, concepts: ConceptMatcher, lemmas: ReadonlyMap<string, string>, speller?: Speller) {
    this.#speller = speller
    this.#lemmatiser = lemmatiser
    this.#concepts = concepts
    this.#restored = new Map([...lemmas].flatMap(([word, lemma]) => (fold(word) === word ? [] : [[fold(word), fold(lemma)] as const])))
  }

  analyse(text: string): Analysis {
    const all = splitWords(text)
    const words = all.length <= maxTokens ? all : [...all.slice(0, maxTokens / 2), ...all.slice(-maxTokens / 2)]
    const tokens = words.map((typed): Token => {
      const mended = this.#speller?.mend(fold(typed))
      // What the dictionary knows is no slip, however rare.
      const word = mended === undefined || mended === fold(typed) || this.#lemmatiser.lemma(typed) !== typed ? typed : mended
      const folded = fold(word)
      const lemma = this.#lemmatiser.lemma(word)
      const known = lemma !== word || word !== folded ? fold(lemma) : (this.#restored.get(folded) ?? folded)
      const token: Token = { word, folded, lemma: known, stem: crudeStem(folded) }
      if (folded.length < minLatin || !/^[а-я]/.test(folded)) return token
      const latin = asLatvian(folded)
      return { ...token, latin: { word: latin, stem: crudeStem(latin) } }
    })
    const concepts = this.#concepts.match(tokens)
    return { tokens, concepts, features: { chars: charFeatures(tokens), words: wordFeatures(tokens), concepts: conceptFeatures(concepts) } }
  }
}

/** Word → lemma, for the words of the texts whose lemma is another word. */
export function lemmasOf(texts: Iterable<string>, lemmatiser: Lemmatiser): Map<string, string> {
  const lemmas = new Map<string, string>()
  for (const text of texts) {
    for (const word of splitWords(text)) {
      const lemma = lemmatiser.lemma(word)
      if (lemma !== word || fold(word) !== word) lemmas.set(word, lemma)
    }
  }
  return lemmas
}

const prime = 16777619

function hashString(seed: number, text: string): number {
  let hash = seed
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), prime)
  return hash >>> 0
}

function count(map: Map<number, number>, hash: number): void {
  map.set(hash, (map.get(hash) ?? 0) + 1)
}

function charFeatures(tokens: readonly Token[]): Map<number, number> {
  const map = new Map<number, number>()
  const text = ` ${tokens.map((token) => token.folded).join(' ')} `
  for (let start = 0; start < text.length - 1; start++) {
    let hash = 0x811c9dc5
    for (let length = 1; length <= 5 && start + length <= text.length; length++) {
      hash = Math.imul(hash ^ text.charCodeAt(start + length - 1), prime)
      if (length >= 2) count(map, hash >>> 0)
    }
  }
  return map
}

function wordFeatures(tokens: readonly Token[]): Map<number, number> {
  const map = new Map<number, number>()
  tokens.forEach((token, index) => {
    count(map, hashString(0x1234567, token.folded))
    if (token.lemma !== token.folded) count(map, hashString(0x7654321, token.lemma))
    const next = tokens[index + 1]
    if (next) count(map, hashString(0x3141592, `${token.lemma} ${next.lemma}`))
  })
  return map
}

function conceptFeatures(concepts: readonly string[]): Map<number, number> {
  const map = new Map<number, number>()
  const sorted = [...concepts].sort()
  sorted.forEach((concept, index) => {
    count(map, hashString(0x2718281, concept))
    for (const other of sorted.slice(index + 1)) count(map, hashString(0x1618033, `${concept}+${other}`))
  })
  return map
}
