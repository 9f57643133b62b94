import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import type { Nodehun } from 'nodehun'

// nodehun is a native CommonJS package without an ESM entry.
const require = createRequire(import.meta.url)

/** Lower case without diacritics: how people type on a phone. Also ё → е and й → и, on both sides alike. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
}

// biome-ignore format: a table
const latvianLetters: Record<string, string> = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ж: 'z', з: 'z', и: 'i', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p',
  р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'h', ц: 'c', ч: 'c', ш: 's', щ: 'sc', ъ: '', ы: 'i', ь: '', э: 'e', ю: 'ju', я: 'ja',
}

/** A folded Cyrillic word as a folded Latvian one: people write Latvian names in Russian letters ("эвак", "пабалстс"). */
export function asLatvian(folded: string): string {
  return folded.replace(/[а-я]/g, (letter) => latvianLetters[letter] ?? letter)
}

/** Runs of letters and digits, in lower case. */
export function splitWords(text: string): string[] {
  return (
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
}

/** The base form of Latvian words, by the Hunspell dictionary; nothing on npm stems Latvian. */
export class Lemmatiser {
  readonly #hunspell: Nodehun
  readonly #cache: Map<string, string>

  /** @param known lemmas that were looked up before */
  constructor(known: ReadonlyMap<string, string> = new Map()) {
    this.#cache = new Map(known)
    const { Nodehun } = require('nodehun') as typeof import('nodehun')
    // The package exports only its script; the dictionary files lie beside it.
    const folder = dirname(require.resolve('dictionary-lv'))
    this.#hunspell = new Nodehun(endedByZero(`${folder}/index.aff`), endedByZero(`${folder}/index.dic`))
  }

  /** The lemma of a lower-case word; the word itself when the dictionary does not know it. */
  lemma(word: string): string {
    const known = this.#cache.get(word)
    if (known !== undefined) return known
    // Words of other scripts and odd strings cannot be in the dictionary; long ones would only cost time.
    const lemma = /^[a-zāčēģīķļņšūž]{3,30}$/.test(word) ? (this.#hunspell.stemSync(word)[0] ?? word) : word
    if (this.#cache.size > 50_000) this.#cache.clear()
    this.#cache.set(word, lemma)
    return lemma
  }
}

/** nodehun hands Hunspell the bytes without their length: it reads on until a zero byte, which a file does not end with. */
function endedByZero(file: string): Buffer {
  return Buffer.concat([readFileSync(file), Buffer.alloc(1)])
}

/**
 * A crude stem for matching inflected forms in all three languages, on folded words. It only has to be the same
 * for forms of one word, not to be a word.
 */
export function crudeStem(folded: string): string {
  if (/^[а-я]/.test(folded))
    return cutEnding(
      folded,
      /(ами|ями|ого|его|ому|ему|ыми|ими|ется|ются|ает|яет|ует|ать|ять|ить|еть|ая|яя|ое|ее|ые|ие|ый|ии|ой|ей|ом|ем|ам|ям|ах|ях|ов|ев|ую|юю|ия|ью|ет|ит|ут|ют|ат|ят|ла|ло|ли|а|я|о|е|ы|и|у|ю|ь|л)$/,
    )
  const latvian = cutEnding(
    folded,
    /(iem|ajam|ajai|ajos|ajas|ais|iem|ies|ums|uma|umu|ums|jam|jiet|sies|sim|siet|ot|os|as|is|us|es|am|im|ai|ei|um|em|u|a|e|i|s|o)$/,
  )
  return latvian
}

function cutEnding(word: string, ending: RegExp): string {
  const stem = word.replace(ending, '')
  return stem.length >= 4 ? stem : word
}
