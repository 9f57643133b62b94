import { cardText } from '../cards/card.ts'
import type { Option } from '../channel.ts'
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
  return outcome(draft, 'clarify', { text: wording.clarify, options: [...options, person] })
}
