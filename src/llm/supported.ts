import { fold, splitWords } from '../detection/words.ts'
import type { Language } from '../languages.ts'
import { formsOf, isNeutral, sameTurns, type Turns, turnsOf } from './meaning.ts'
import { numbersOf } from './numbers.ts'

/** A section of a card as it is shown today. */
export interface Passage {
  /** The service. */
  title: string
  heading: string
  /** Markdown. */
  text: string
}

/**
 * Whether a text says no more than a passage of a card does. Judged by words, not by another model; each of its
 * sentences must agree with one sentence of the passage, or with two neighbouring ones:
 *
 * - every word stands there in some form, or in heading or title, or says nothing by itself;
 * - its numbers stand there in this order with none between, its addresses anywhere in the passage;
 * - "not", "only", "if", "or", "may" and what bounds a number are there equally often, "must" and "always" not more often;
 * - what is joined in one clause is joined there too, and an amount keeps all the words of its clause.
 *
 * It refuses more than it should; then the composed answer is sent, which is the card's own text. It does not see who does
 * what to whom within one clause ("a parent applies for a child").
 *
 * @returns why not; undefined when it is supported
 */
export function unsupported(said: string, passage: Passage, language: Language): string | undefined {
  const ownLinks = new Set(passage.text.match(link))
  // Full-width and ringed digits are digits.
  const plain = said.replace(link, (whole, label: string) => (ownLinks.has(whole) ? label : whole)).normalize('NFKC')
  const text = passage.text.normalize('NFKC')
  if (markup.test(plain)) return 'markup'
  const addresses = addressesOf(text)
  if ([...addressesOf(plain)].some((address) => !addresses.has(address))) return 'an address that the section does not give'
  const known = new Set(numbersOf(plainText(text), language))
  if (numbersOf(plain, language).some((number) => !known.has(number))) return 'a number that the section does not give'
  const statements = windows(text).map((window) => read(window, language))
  const inSection = statements.flatMap(({ tokens }) => tokens)
  // Heading and title say what all sentences are about; but a word of the title that one of them uses tells it from the others.
  const title = tokensOf(passage.title, language).filter((token) => !isAmong(token, inSection))
  const subject = [...tokensOf(passage.heading, language), ...title]
  const faults = sentencesOf(plain).map((sentence) => faultOf(read(sentence, language), statements, subject))
  return faults.length === 0 ? 'nothing' : faults.find((fault) => fault !== undefined)
}

/** What a reader sees of Markdown: labels without links, items without their marks. */
export function plainText(markdown: string): string {
  return markdown
    .replace(link, '$1')
    .replace(/\*\*/g, '')
    .replace(/^\s*(?:[-*+]|\d+[.)])\s+/gm, '')
}

/** A link with its label. */
export const link = /\[([^\]]*)\]\([^)]*\)/g
const markup = /[<>`\\*#[\]]|\n/

/** So much of each sentence that supports it a sentence must keep: what is left of less may be torn from its context. */
const leastKept = 0.6
/** So much of the own words of each clause that it touches; all of them where there is a number. */
const leastOfClause = 0.7

/** A word or a number, by the forms in which it may be met. */
type Token = readonly string[]

interface Statement {
  turns: Turns
  numbers: string[]
  tokens: Token[]
  clauses: Token[][]
  sentences: Token[][]
}

function faultOf(claim: Statement, given: readonly Statement[], subject: readonly Token[]): string | undefined {
  const close = given.filter(
    ({ tokens, sentences }) =>
      claim.tokens.every((token) => isAmong(token, tokens) || isAmong(token, subject)) &&
      sentences.every((sentence) => shareOf(sentence, claim.tokens) >= leastKept),
  )
  if (close.length === 0) return 'words that the section does not say together'
  const same = close.filter(({ turns }) => sameTurns(claim.turns, turns))
  if (same.length === 0) return 'another meaning (not, only, if, or, may, must, up to)'
  return same.some((statement) => keepsTogether(claim, statement)) ? undefined : 'words or numbers that belong to others'
}

function keepsTogether(claim: Statement, given: Statement): boolean {
  if (!isRun(claim.numbers, given.numbers)) return false
  const own = given.clauses.map((clause, index) => {
    const others = given.clauses.flatMap((other, at) => (at === index ? [] : other))
    return clause.filter((token) => !isAmong(token, others))
  })
  const areKept = (said: readonly Token[]) => {
    const touched = own.filter((tokens) => shareOf(tokens, said) > 0)
    const mayBePart = touched.length < 2 && !said.some(isNumber)
    return mayBePart || touched.every((tokens) => shareOf(tokens, said) >= leastOfClause)
  }
  const amountsAreWhole = own.every((tokens) => {
    const share = tokens.some(isNumber) ? shareOf(tokens, claim.tokens) : 0
    return share === 0 || share === 1
  })
  return amountsAreWhole && [...claim.clauses, claim.tokens].every(areKept)
}

function shareOf(tokens: readonly Token[], said: readonly Token[]): number {
  return tokens.length === 0 ? 0 : tokens.filter((token) => isAmong(token, said)).length / tokens.length
}

function isAmong(token: Token, others: readonly Token[]): boolean {
  return others.some((other) => other.some((form) => token.includes(form)))
}

/** Whether the numbers stand in this order with none between them: one that is passed over belongs to something. */
function isRun(part: readonly string[], whole: readonly string[]): boolean {
  return part.length === 0 || whole.some((_, at) => part.every((item, index) => whole[at + index] === item))
}

function read(text: string, language: Language): Statement {
  const parts = sentencesOf(text).map((sentence) => clausesOf(sentence).map((clause) => tokensOf(clause, language)))
  return {
    turns: turnsOf(text, language),
    numbers: numbersOf(text, language),
    tokens: parts.flat(2),
    clauses: parts.flat(),
    sentences: parts.map((clauses) => clauses.flat()),
  }
}

/** Parts of a sentence. One without a number belongs to the next that has one: labels come before their amounts. */
function clausesOf(sentence: string): string[] {
  const parts = sentence.split(/;|,(?!\d)|\s[–—-]\s|\s(?:un|vai|bet|gan|и|или|либо|а|но|and|or|but)(?=\s)/iu)
  const last = parts.findLastIndex((part) => /\d/.test(part))
  const clauses: string[] = []
  let label = ''
  for (const [index, part] of parts.entries()) {
    label = `${label} ${part}`
    if (index < last && !/\d/.test(part)) continue
    clauses.push(label)
    label = ''
  }
  return clauses
}

const isNumber = (token: Token) => token[0]?.startsWith('#') ?? false

function tokensOf(text: string, language: Language): Token[] {
  const words = splitWords(text.replace(/€/g, ' eur '))
    .map(fold)
    .filter((word) => !/^\d+$/.test(word) && !isNeutral(word, language))
  return [...numbersOf(text, language).map((number) => [`#${number}`]), ...words.map((word) => formsOf(word, language))]
}

function sentencesOf(text: string): string[] {
  return plainText(text)
    .split(/(?<=[.!?])\s+(?=["“„«]?\p{Lu})|\n+/u)
    .map((sentence) => sentence.trim())
    .filter(Boolean)
}

/** Each sentence or list item, and each with the next. */
function windows(passage: string): string[] {
  const sentences = sentencesOf(passage)
  return [...sentences, ...sentences.slice(1).map((sentence, index) => `${sentences[index]}\n${sentence}`)]
}

/** Links, hosts and mailboxes in one spelling; a link gives its host too. */
function addressesOf(text: string): Set<string> {
  const found =
    text.toLowerCase().match(/(?:https?:\/\/|www\.)[^\s)"'<>]+|[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+|(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}/gu) ?? []
  return new Set(
    found.flatMap((address) => {
      const bare = address
        .replace(/^https?:\/\//, '')
        .replace(/^www\./, '')
        .replace(/[/.,;:!?]+$/, '')
      return address.includes('@') ? [bare] : [bare, bare.replace(/[/?#].*$/, '')]
    }),
  )
}
