import type { Concept } from '../cards/intent.ts'
import { languages } from '../languages.ts'
import { crudeStem, fold, type Lemmatiser, splitWords } from './words.ts'

/** A word of a message in all the shapes in which the lexicon may know it. */
export interface Token {
  word: string
  folded: string
  /** Folded lemma. */
  lemma: string
  stem: string
  /** A Cyrillic word in Latvian letters, and its stem: it may be a Latvian name. */
  latin?: { word: string; stem: string }
}

interface PatternWord {
  text: string
  prefix: boolean
  lemma: string
  stem: string
}

interface Pattern {
  concept: string
  words: PatternWord[]
}

/** Between the words of a phrase up to this many others may stand. */
const maxGap = 2

/** Hears the meanings of `intents/concepts.yaml` in a message. */
export class ConceptMatcher {
  readonly #byKey = new Map<string, Pattern[]>()
  /** Patterns that begin with a prefix word, by its first three letters. */
  readonly #byPrefix = new Map<string, Pattern[]>()

  constructor(concepts: readonly Concept[], lemmatiser: Lemmatiser) {
    for (const concept of concepts) {
      for (const language of languages) {
        for (const phrase of concept[language]) {
          const words = phrase.split(/\s+/).flatMap((part): PatternWord[] => {
            const prefix = part.endsWith('*')
            return splitWords(part).map((word) => {
              const folded = fold(word)
              return { text: folded, prefix, lemma: fold(lemmatiser.lemma(word)), stem: crudeStem(folded) }
            })
          })
          const first = words[0]
          if (!first) continue
          const pattern = { concept: concept.id, words }
          if (first.prefix) add(this.#byPrefix, first.text.slice(0, 3), pattern)
          else for (const key of new Set([first.text, first.lemma, `~${first.stem}`])) add(this.#byKey, key, pattern)
        }
      }
    }
  }

  /** Ids of the concepts that are heard, each once, in order of appearance. */
  match(tokens: readonly Token[]): string[] {
    const heard = new Set<string>()
    tokens.forEach((token, index) => {
      const candidates = new Set<Pattern>()
      for (const key of [token.folded, token.lemma, `~${token.stem}`, ...(token.latin ? [token.latin.word, `~${token.latin.stem}`] : [])]) {
        for (const pattern of this.#byKey.get(key) ?? []) candidates.add(pattern)
      }
      for (const shape of [token.folded, ...(token.latin ? [token.latin.word] : [])]) {
        for (const length of [2, 3]) {
          for (const pattern of this.#byPrefix.get(shape.slice(0, length)) ?? []) {
            if (matchesWord(pattern.words[0] as PatternWord, token)) candidates.add(pattern)
          }
        }
      }
      for (const pattern of candidates) {
        if (!heard.has(pattern.concept) && matchesRest(pattern, tokens, index)) heard.add(pattern.concept)
      }
    })
    return [...heard]
  }
}

function matchesRest(pattern: Pattern, tokens: readonly Token[], start: number): boolean {
  let position = start
  for (const word of pattern.words.slice(1)) {
    const window = tokens.slice(position + 1, position + 2 + maxGap)
    const step = window.findIndex((token) => matchesWord(word, token))
    if (step < 0) return false
    position += step + 1
  }
  return true
}

function matchesWord(word: PatternWord, { folded, lemma, stem, latin }: Token): boolean {
  if (word.prefix) return folded.startsWith(word.text) || latin?.word.startsWith(word.text) === true
  if (folded === word.text || lemma === word.lemma || stem === word.stem) return true
  return latin !== undefined && (latin.word === word.text || latin.stem === word.stem)
}

function add(map: Map<string, Pattern[]>, key: string, pattern: Pattern): void {
  const list = map.get(key)
  if (list) list.push(pattern)
  else map.set(key, [pattern])
}
