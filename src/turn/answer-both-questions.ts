import { calibrate } from '../detection/calibration.ts'
import { sentencesOf } from '../detection/question-part.ts'
import { answerFromService } from './answer-from-card.ts'
import { outcome } from './compose.ts'
import type { Deps, Draft, Step } from './draft.ts'
import { signalsOf } from './find-services.ts'
import type { Candidate } from './outcome.ts'
import { answerThreshold, thresholds } from './thresholds.ts'

/** A shorter sentence leans on the one before it. */
const minWords = 3

interface Part {
  services: Candidate[]
  facets: Draft['facets']
  confidence: number
}

/** "How do I declare the new address? And what does a passport cost?": two questions about two services, both answered. */
export const answerBothQuestions: Step = (draft, deps) => {
  const asking = sentencesOf(draft.text).filter((sentence) => sentence.includes('?'))
  if (asking.length < 2) return draft
  const parts = asking.flatMap((sentence) => surePart(sentence, draft, deps))
  const [first, second] = [...new Map(parts.map((part) => [part.services[0]?.id, part])).values()].sort(
    (a, b) => Number(isFirst(b, draft)) - Number(isFirst(a, draft)),
  )
  if (!first || !second) return draft
  const isSure = ({ services: [best], confidence }: Part) =>
    confidence >= answerThreshold(deps.knowledge.cards.get(best?.id ?? ''), deps.operatingPoint)
  // The service of one question with the part of the other would be an answer that nobody asked for: it is asked back.
  if (!isSure(first) && !isSure(second)) return { ...draft, confidence: Math.min(draft.confidence, thresholds.doubt) }
  const answers = [first, second].map((part) => answerFromService({ ...draft, ...part }, deps))
  const [one, two] = answers
  if (!one || !two) return draft
  const services = [first, second].flatMap(({ services: [best] }) => best ?? [])
  return outcome({ ...draft, services, facets: first.facets, confidence: Math.min(first.confidence, second.confidence) }, 'answer', {
    text: `${one.text}\n\n${two.text}`,
    facet: one.facet,
    citations: [...one.citations, ...two.citations],
    // The way to a person stands last, once.
    options: [...one.options.slice(0, 2), ...two.options.slice(0, 1), ...two.options.slice(-1)],
  })
}

const isFirst = (part: Part, draft: Draft) => part.services[0]?.id === draft.services[0]?.id

function surePart(sentence: string, draft: Draft, deps: Deps): Part[] {
  const heard = deps.understand(sentence, draft.language)
  if (heard.kind !== 'service' || heard.length < minWords) return []
  const { services, confidence } = calibrate(signalsOf(heard))
  const card = deps.knowledge.cards.get(services[0]?.id ?? '')
  const enough = card?.sensitive ? answerThreshold(card, deps.operatingPoint) : thresholds.doubt
  return card && confidence >= enough ? [{ services, facets: heard.facets, confidence }] : []
}
