import { crudeStem, fold, splitWords } from '../detection/words.ts'
import type { Card } from './card.ts'

/** An entry of a catalogue export: the same service stands there once for each municipality, in its own spelling. */
export interface CatalogueEntry {
  organisation: string
  name: string
}

export interface Joined extends CatalogueEntry {
  /** The card that describes this service; undefined: a known service without a card. */
  card: string | undefined
  /** The likeliest card, also when it is not likely enough. */
  bestCard: string | undefined
  /** How alike the names are, 0–1. */
  likeness: number
}

/** From this likeness on an entry is the card's service. Chosen on the labelled sample in test/fixtures/catalogue. */
export const joinThreshold = 0.62

/** Words that a title may have or lack without being another service. */
const fillers = new Set(
  'un vai par uz no ar pie pec ka to sanemsan izsniegsan pieteiksan pieteikum pakalpojum sniegsan noformesan kartosan status iegusan pasvaldib novad dom persona'
    .split(' ')
    .map(crudeStem),
)

/** The name without the institution in brackets at its end. */
export function bareName(name: string): string {
  return name
    .replace(/,\s*[^,]*(dome|pašvaldība)\s*$/iu, '')
    .replace(/\s*\([^()]*(dome|pašvald|novad|SIA|dienest|bāriņties|nodaļ|pilsēt|pārvald|iestād|centr)[^()]*\)\s*$/iu, '')
    .trim()
}

/** Words that name another act on the same subject: a consent, a certificate, an allowance are services of their own. */
const otherActs = [
  'piekrisana',
  'izzina',
  'konsultacija',
  'galvojums',
  'sviniga',
  'pabalsts',
  'nodosana',
  'parbaude',
  'registracija',
  'aktualizesana',
].map(crudeStem)
/**
 * A name of a municipal card that stands whole in the entry makes it the card's service, unless the entry names another
 * act. State services stand in the catalogue once, under their own names.
 */
const wholeName = 0.66

/** The words that a name is compared by. */
export function nameStems(name: string): string[] {
  return [...new Set(splitWords(fold(bareName(name))).map(crudeStem))].filter((word) => word.length > 2 && !fillers.has(word))
}

/** Two spellings of one word: equal, or one letter apart in a long one. */
function sameWord(a: string, b: string): boolean {
  if (a === b) return true
  if (Math.min(a.length, b.length) < 5 || Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  const rest = (word: string, skip: number) => word.slice(start + skip)
  return (
    rest(a, 1) === rest(b, 1) ||
    rest(a, 1) === rest(b, 0) ||
    rest(a, 0) === rest(b, 1) ||
    (a[start] === b[start + 1] && a[start + 1] === b[start] && rest(a, 2) === rest(b, 2))
  )
}

/** Joins entries to cards by the words of their names; rare words weigh more. */
export function joinCatalogue(entries: readonly CatalogueEntry[], cards: readonly Card[]): Joined[] {
  const variants = cards.flatMap((card) =>
    [card.title, ...(card.names?.lv ?? [])].map((name) => ({ card: card.id, municipal: card.municipal, words: nameStems(name) })),
  )
  const names = entries.map(({ name }) => nameStems(name))
  const frequency = new Map<string, number>()
  for (const words of [...names, ...variants.map(({ words }) => words)])
    for (const word of words) frequency.set(word, (frequency.get(word) ?? 0) + 1)
  const weight = (word: string) => 1 / Math.log(2 + (frequency.get(word) ?? 0))
  const sum = (words: readonly string[]) => words.reduce((total, word) => total + weight(word), 0)
  return entries.map((entry, index) => {
    const words = names[index] ?? []
    let best: { card: string | undefined; likeness: number } = { card: undefined, likeness: 0 }
    for (const variant of variants) {
      const shared = words.filter((word) => variant.words.some((other) => sameWord(word, other)))
      const all = sum(words) + sum(variant.words.filter((other) => !words.some((word) => sameWord(word, other))))
      const alike = all === 0 ? 0 : sum(shared) / all
      const whole =
        variant.municipal && variant.words.length > 0 && variant.words.every((other) => words.some((word) => sameWord(word, other)))
      const another = words.some((word) => otherActs.includes(word) && !variant.words.includes(word))
      const likeness = another ? alike * 0.9 : whole ? Math.max(alike, wholeName) : alike
      if (likeness > best.likeness) best = { card: variant.card, likeness }
    }
    return { ...entry, bestCard: best.card, card: best.likeness >= joinThreshold ? best.card : undefined, likeness: best.likeness }
  })
}
