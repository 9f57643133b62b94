import { cardText } from '../cards/card.ts'
import { type Facet, facetOfSection, sectionKeys, sectionOfFacet } from '../cards/facets.ts'
import { dateIn } from '../clock.ts'
import { type Language, languages } from '../languages.ts'
import { answerFromService, renderSection } from '../turn/answer-from-card.ts'
import type { Deps } from '../turn/draft.ts'
import type { Outcome } from '../turn/outcome.ts'

export interface PreviewedAnswer {
  language: Language
  /** Null: the summary. */
  facet: Facet | null
  /** Markdown, as the chat shows it. */
  text: string
  options: string[]
}

/**
 * The chat's answer for each section of a card in each language, as it would be given today.
 *
 * @throws when there is no such card; callers have checked
 */
export function previewCard(id: string, deps: Deps): PreviewedAnswer[] {
  const card = deps.knowledge.cards.get(id)
  if (!card) throw new Error(`no card ${id}`)
  return languages.flatMap((language) =>
    sectionKeys.flatMap((key): PreviewedAnswer[] => {
      if (!cardText(card, language).sections[key]) return []
      const facet = facetOfSection(key)
      const { text, options } = composedAnswer(id, facet, language, deps)
      return [{ language, facet, text, options: options.map(({ label }) => label) }]
    }),
  )
}

/** The answer about one section of a card (null: the summary); `body` is the section without heading, dates and source. */
export function composedAnswer(id: string, facet: Facet | null, language: Language, deps: Deps): Outcome & { body: string } {
  const card = deps.knowledge.cards.get(id)
  if (!card) throw new Error(`no card ${id}`)
  const outcome = answerFromService(
    {
      text: '',
      choice: undefined,
      expected: language,
      context: [],
      municipality: undefined,
      near: undefined,
      language,
      heard: undefined,
      services: [{ id, score: 1 }],
      facets: facet ? [facet] : [],
      confidence: 1,
    },
    deps,
  )
  const key = facet ? sectionOfFacet(facet) : 'summary'
  const { body } = renderSection(card, key, language, deps, dateIn(deps.timeZone, deps.clock()))
  return { ...outcome, body }
}
