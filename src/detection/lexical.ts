import MiniSearch from 'minisearch'
import type { Card } from '../cards/card.ts'
import type { Lemmatiser } from './words.ts'
import { fold, splitWords } from './words.ts'

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
  const terms = (text: string) => splitWords(text).map((word) => fold(lemmatiser.lemma(word)))
  const index = new MiniSearch({
    fields: Object.keys(boost),
    tokenize: terms,
    processTerm: (term) => (term.length > 2 ? term : null),
    searchOptions: { boost, prefix: (term) => term.length > 4, combineWith: 'OR' },
  })
  index.addAll(cards.map(fieldsOf))
  return (text) => {
    const [best, ...rest] = index.search(text)
    if (!best) return []
    const wanted = new Set(terms(text).filter((term) => term.length > 2)).size
    return [best, ...rest].slice(0, 5).map((hit) => ({
      id: hit.id as string,
      share: ((new Set(hit.queryTerms).size / Math.max(wanted, 1)) * hit.score) / best.score,
    }))
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
