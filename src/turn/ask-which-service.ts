import { type Card, cardText } from '../cards/card.ts'
import type { Option } from '../channel.ts'
import type { Language } from '../languages.ts'
import { outcome } from './compose.ts'
import type { Step } from './draft.ts'
import { thresholds } from './thresholds.ts'

/** At most so many services are offered, beside the way to a person. */
const maxOptions = 3

/** Services are close: one question back, in plain words. Never twice in a row. */
export const askWhichService: Step = (draft, deps) => {
  const { knowledge } = deps
  const askedJustNow = draft.context.findLast((turn) => turn.role === 'assistant')?.assistant?.decision === 'clarify'
  const services = draft.services.slice(0, maxOptions).filter(({ id }) => knowledge.cards.has(id))
  if (draft.confidence < thresholds.clarify || askedJustNow || services.length === 0) return draft
  const wording = knowledge.wordings[draft.language]
  const facet = draft.facets[0]
  const options = services.flatMap(({ id }): Option[] => {
    const card = knowledge.cards.get(id)
    if (!card) return []
    const title = cardText(card, draft.language).title
    return [{ label: title, text: title, choice: { kind: 'service', service: id, ...(facet && { facet }) } }]
  })
  const person: Option = { label: wording.clarifyNone, text: wording.clarifyNone, choice: { kind: 'person' } }
  const meanings = services.flatMap(({ id }) => {
    const card = knowledge.cards.get(id)
    return card ? [`- **${cardText(card, draft.language).title}** – ${firstSentence(card, draft.language)}`] : []
  })
  return outcome(draft, 'clarify', { text: `${wording.clarify}\n\n${meanings.join('\n')}`, options: [...options, person] })
}

/** What a service is, in its own card's first words; amounts are left to the answer. */
function firstSentence(card: Card, language: Language): string {
  const summary = cardText(card, language).sections.summary?.markdown ?? ''
  const sentences = [...new Intl.Segmenter(language, { granularity: 'sentence' }).segment(summary)].map(({ segment }) => segment.trim())
  return (sentences.find((sentence) => sentence && !sentence.includes('{{')) ?? '')
    .replace(/^[-*]\s+/, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
}
