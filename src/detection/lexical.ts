import MiniSearch from 'minisearch'
import type { Card } from '../cards/card.ts'
import type { Lemmatiser } from './words.ts'
import { crudeStem, fold, splitWords } from './words.ts'

/** A card that the words of a message point to. */
export interface LexicalHit {
  id: string
  /** Share of the message's words that the card's title and names hold, 0–1. */
  share: number
}

/** Fields and their weights in BM25F. */
const boost = { names: 4, title: 3 }

/**
 * Search over the titles and names of cards (BM25F on folded lemmas, with prefixes). It finds cards that the classifier
 * has not learnt: written a moment ago, or with too few questions. For learnt ones it adds nothing, and neither does the
 * text of the cards (docs/quality.md, ablation).
 */
export function createLexicalSearch(cards: readonly Card[], lemmatiser: Lemmatiser): (text: string) => LexicalHit[] {
  if (cards.length === 0) return () => []
  // Typed without diacritics a word has no lemma: its crude stem stands beside the lemma on both sides.
  const termsOf = (word: string) => [...new Set([crudeStem(fold(word)), fold(lemmatiser.lemma(word))])].filter((term) => term.length > 2)
  const terms = (text: string) => splitWords(text).flatMap(termsOf)
  const index = new MiniSearch({
    fields: Object.keys(boost),
    tokenize: terms,
    processTerm: (term) => term,
    searchOptions: { boost, prefix: (term) => term.length > 4, combineWith: 'OR' },
  })
  index.addAll(cards.map(fieldsOf))
  return (text) => {
    const [best, ...rest] = index.search(text)
    if (!best) return []
    const words = [...new Set(splitWords(text))].map(termsOf).filter((own) => own.length > 0)
    return [best, ...rest].slice(0, 5).map((hit) => {
      const held = words.filter((own) => own.some((term) => hit.queryTerms.includes(term))).length
      return { id: hit.id as string, share: ((held / Math.max(words.length, 1)) * hit.score) / best.score }
    })
  }
}

function fieldsOf(card: Card) {
  const texts = Object.values(card.texts)
  return {
    id: card.id,
    names: Object.values(card.names ?? {})
      .flat()
      .join(' '),
    title: texts.map(({ title }) => title).join(' '),
  }
}
