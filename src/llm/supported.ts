import { crudeStem, fold, splitWords } from '../detection/words.ts'
import type { Language } from '../languages.ts'

/**
 * Whether a sentence says no more than a passage of a card does. Judged by words, not by another model: all numbers
 * and addresses of the sentence stand in the passage, most of its content words stand close together there, and
 * what turns a meaning round (no, must, may, only, always) is there exactly when the passage has it. It refuses more than
 * it should; then the composed answer is sent, which is the card's own text.
 *
 * @returns why not; undefined when it is supported
 */
export function unsupported(sentence: string, passage: string, language: Language): string | undefined {
  if (/[<>`\\]|\]\(|!\[/.test(sentence)) return 'markup'
  const strange = addresses(sentence).find((address) => !passage.toLowerCase().includes(address))
  if (strange) return 'an address that the section does not give'
  const known = new Set(numbers(passage))
  if (numbers(sentence).some((number) => !known.has(number))) return 'a number that the section does not give'
  const claimed = turns(sentence, language)
  const words = contentStems(sentence)
  const near = windows(passage).map((text) => ({ stems: new Set(contentStems(text)), turns: turns(text, language), text }))
  const enough = near.filter(({ stems }) => share(words, stems) >= leastShare)
  if (enough.length === 0) return 'words that the section does not say together'
  const agreeing = enough.some(({ turns }) => sameTurns(claimed, turns))
  return agreeing ? undefined : 'another meaning (no, must, may, only)'
}

/** Numbers of a text in one spelling: "1 234,50" is 1234.5; dates fall into their parts. */
export function numbers(text: string): string[] {
  return (text.replace(/(?<=\d)[\s\u00a0\u202f](?=\d{3}(?!\d))/g, '').match(/\d+(?:[.,]\d+)?/g) ?? []).map((number) =>
    String(Number(number.replace(',', '.'))),
  )
}

/** So much of what the sentence says must stand in the passage; the rest is how it is said. */
const leastShare = 0.75
/** Sentences of the passage that may be drawn together into one. */
const together = 2

function addresses(text: string): string[] {
  return text.toLowerCase().match(/(?:https?:\/\/|www\.)[^\s)]+|[\w.+-]+@[\w-]+\.[\w.-]*\w|\b[\w-]+\.(?:lv|eu|com|org|net|ru)\b/g) ?? []
}

/** Runs of neighbouring sentences or list items. */
function windows(passage: string): string[] {
  const sentences = passage
    .replace(/\[([^\]]*)\]\(([^)]*)\)/g, '$1')
    .split(/(?<=[.!?])\s+(?=\p{Lu}|\p{N}|[-*])|\n+/u)
    .map((sentence) => sentence.trim())
    .filter(Boolean)
  const last = Math.max(1, sentences.length - together + 1)
  return [...sentences, ...Array.from({ length: last }, (_, at) => sentences.slice(at, at + together).join(' '))]
}

const shortWord = 4
/** Content words by their beginning: inflected forms of one word count as the same. */
function contentStems(text: string): string[] {
  return splitWords(text)
    .filter((word) => word.length >= shortWord && !/^\d/.test(word))
    .map((word) => crudeStem(fold(word).replace(/^ja(?=[a-z]{5})/, '')).slice(0, 6))
}

function share(words: readonly string[], stems: ReadonlySet<string>): number {
  const list = [...stems]
  const same = (word: string) => stems.has(word) || list.some((stem) => stem.startsWith(word.slice(0, 5)) && word.length >= 5)
  return words.length === 0 ? 1 : words.filter(same).length / words.length
}

interface Turns {
  no: boolean
  must: boolean
  may: boolean
  only: boolean
  always: boolean
}

const turnWords: Record<Language, Record<keyof Turns, RegExp>> = {
  lv: {
    no: /(?<!\p{L})(?:nav|nē|bez|nedrīkst|nevar|ne\p{L}{3,}|izņemot|liegt\p{L}*|atteik\p{L}*)(?!\p{L})/iu,
    must: /(?<!\p{L})(?:jā\p{L}{3,}|obligāt\p{L}*|vajag|nepieciešam\p{L}*|pienākums)(?!\p{L})/iu,
    may: /(?<!\p{L})(?:var|varat|drīkst|drīkstat|iespējam\p{L}*|tiesīb\p{L}*)(?!\p{L})/iu,
    only: /(?<!\p{L})(?:tikai|vienīgi|vienīg\p{L}*)(?!\p{L})/iu,
    always: /(?<!\p{L})(?:vienmēr|visi|visiem|visām|visas|katr\p{L}*|jebkur\p{L}*|nekad|garantē\p{L}*)(?!\p{L})/iu,
  },
  ru: {
    no: /(?<!\p{L})(?:не|нет|нельзя|без|кроме|никак\p{L}*|отказ\p{L}*|невозможн\p{L}*)(?!\p{L})/iu,
    must: /(?<!\p{L})(?:нужн\p{L}*|надо|обязан\p{L}*|обязательн\p{L}*|должн\p{L}*|должен|необходим\p{L}*|требу\p{L}*)(?!\p{L})/iu,
    may: /(?<!\p{L})(?:можно|может|можете|могут|вправе|право|возможн\p{L}*)(?!\p{L})/iu,
    only: /(?<!\p{L})(?:только|лишь|исключительно|единственн\p{L}*)(?!\p{L})/iu,
    always: /(?<!\p{L})(?:всегда|все|всем|всех|кажд\p{L}*|люб\p{L}*|никогда|гарант\p{L}*)(?!\p{L})/iu,
  },
  en: {
    no: /(?<!\p{L})(?:no|not|never|without|except|cannot|can't|don't|doesn't|isn't|aren't|won't|unless|refus\p{L}*)(?!\p{L})/iu,
    must: /(?<!\p{L})(?:must|need|needs|have to|has to|required?|obliged|should)(?!\p{L})/iu,
    may: /(?<!\p{L})(?:may|can|could|allowed|possible|entitled|right to)(?!\p{L})/iu,
    only: /(?<!\p{L})(?:only|solely|just)(?!\p{L})/iu,
    always: /(?<!\p{L})(?:always|all|every|everyone|anyone|any|each|guarante\p{L}*)(?!\p{L})/iu,
  },
}

function turns(text: string, language: Language): Turns {
  const has = turnWords[language]
  return {
    no: has.no.test(text),
    must: has.must.test(text),
    may: has.may.test(text),
    only: has.only.test(text),
    always: has.always.test(text),
  }
}

/** A "no" or an "only" must be on both sides or on none; "must", "may" and "always" may be left out but not put in. */
function sameTurns(claimed: Turns, given: Turns): boolean {
  return (
    claimed.no === given.no &&
    claimed.only === given.only &&
    (!claimed.must || given.must) &&
    (!claimed.may || given.may) &&
    (!claimed.always || given.always)
  )
}
