import { cardText } from '../cards/card.ts'
import { facetOfSection, sectionKeys } from '../cards/facets.ts'
import { languages } from '../languages.ts'
import { answerFromService } from '../turn/answer-from-card.ts'
import type { Deps } from '../turn/draft.ts'

/** The chat's answer for each section of a card in each language, as it would be given today. */
export function previewCard(id: string, deps: Deps): string {
  const card = deps.knowledge.cards.get(id)
  if (!card) throw new Error(`no card ${id}`)
  const parts: string[] = []
  for (const language of languages) {
    for (const key of sectionKeys) {
      if (!cardText(card, language).sections[key]) continue
      const facet = facetOfSection(key)
      const draft = {
        text: '',
        choice: undefined,
        expected: language,
        context: [],
        municipality: undefined,
        language,
        heard: undefined,
        services: [{ id, score: 1 }],
        facets: facet ? [facet] : [],
        confidence: 1,
      }
      const { text, options } = answerFromService(draft, deps)
      parts.push(
        `── ${language} · ${facet ?? 'summary'} ${'─'.repeat(40)}\n\n${text}\n\n${options.map((option) => `[${option.label}]`).join(' ')}\n`,
      )
    }
  }
  return `${parts.join('\n')}\n`
}
