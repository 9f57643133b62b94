import { type Card, cardText } from '../cards/card.ts'
import { facetOfSection, sectionKeys } from '../cards/facets.ts'
import { ServiceError } from '../errors.ts'
import type { Language } from '../languages.ts'
import { composedAnswer } from '../reports/preview-card.ts'
import type { Deps } from '../turn/draft.ts'

export interface FoundCard {
  id: string
  title: string
  institution: string
  reviewed: string
}

const maxFound = 12

/** Cards for what an operator typed: a question, a name or a part of one; the likeliest first. For nothing, every card by its title. */
export function searchCards(query: string, language: Language, { knowledge, understand }: Deps): FoundCard[] {
  const typed = query.trim().toLowerCase()
  if (typed === '')
    return [...knowledge.cards.values()]
      .map((card) => summaryOf(card, language, knowledge.institutions.get(card.institution)?.short))
      .sort((a, b) => a.title.localeCompare(b.title, language))
  const holds = (card: Card) =>
    [card.id, ...Object.values(card.texts).map(({ title }) => title.toLowerCase())].some((text) => text.includes(typed))
  const byTitle = [...knowledge.cards.values()].filter(holds).map(({ id }) => id)
  const byMeaning = understand(query, language).services.map(({ id }) => id)
  return [...new Set([...byTitle, ...byMeaning])].slice(0, maxFound).flatMap((id) => {
    const card = knowledge.cards.get(id)
    return card ? [summaryOf(card, language, knowledge.institutions.get(card.institution)?.short)] : []
  })
}

export interface ShownCard extends FoundCard {
  url: string
  sections: { facet: string | null; heading: string; text: string }[]
}

/**
 * A card for the operator's side panel, with today's amounts.
 *
 * @throws ServiceError `not_found`
 */
export function showCard(id: string, language: Language, deps: Deps): ShownCard {
  const card = deps.knowledge.cards.get(id)
  if (!card) throw new ServiceError('not_found', `there is no card ${id}`)
  const { sections } = cardText(card, language)
  return {
    ...summaryOf(card, language, deps.knowledge.institutions.get(card.institution)?.short),
    url: card.url,
    sections: sectionKeys.flatMap((key) => {
      const section = sections[key]
      const facet = facetOfSection(key)
      return section ? [{ facet, heading: section.heading, text: composedAnswer(id, facet, language, deps).body }] : []
    }),
  }
}

function summaryOf(card: Card, language: Language, short: string | undefined): FoundCard {
  return { id: card.id, title: cardText(card, language).title, institution: short ?? card.institution, reviewed: card.reviewed }
}
