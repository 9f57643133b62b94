import { cardText } from '../cards/card.ts'
import { sectionSlugs } from '../cards/facets.ts'
import { dateIn } from '../clock.ts'
import type { LanguageModel } from '../llm/language-model.ts'
import { mask } from '../privacy/mask.ts'
import { type Answered, answer, type Question } from './answer.ts'
import { renderSection } from './answer-from-card.ts'
import type { Deps } from './draft.ts'
import type { Outcome } from './outcome.ts'
import { thresholds } from './thresholds.ts'

/**
 * Lets the language model choose between close services and put an answer into other words. It never decides
 * whether to answer: a sensitive service, a handoff or a refusal stays what it is.
 */
export async function refineAnswer(question: Question, answered: Answered, deps: Deps, model: LanguageModel): Promise<Answered> {
  if (question.choice || question.text.trim() === '') return answered
  const masked = { ...question, text: mask(question.text) }
  const start = performance.now()
  const decided = answered.outcome.decision === 'clarify' ? await chooseService(masked, answered, deps, model) : answered
  const outcome = decided.outcome.decision === 'answer' ? await rephrase(masked, decided.outcome, deps, model) : decided.outcome
  const step = { name: 'refineAnswer', ms: Math.round((performance.now() - start) * 1000) / 1000 }
  return { ...decided, outcome, steps: [...decided.steps, step] }
}

async function chooseService(question: Question, answered: Answered, deps: Deps, model: LanguageModel): Promise<Answered> {
  const { outcome } = answered
  const offered = outcome.options.flatMap(({ choice }) => (choice.kind === 'service' ? [choice] : []))
  const services = offered.flatMap(({ service }) => {
    const card = deps.knowledge.cards.get(service)
    const text = card && cardText(card, outcome.lang)
    return card && text && !card.sensitive
      ? [{ id: card.id, title: text.title, summary: rendered(card.id, 'isuma', outcome, deps) ?? '' }]
      : []
  })
  // With a sensitive service among them the person says which it is.
  if (services.length < 2 || services.length < offered.length) return answered
  const id = await model.choose({ question: question.text, services })
  const choice = offered.find(({ service }) => service === id)
  const score = outcome.services.find((candidate) => candidate.id === id)?.score ?? 0
  if (!choice || score < thresholds.clarify) return answered
  const chosen = answer({ ...question, choice }, deps)
  // The words of the model do not make us surer than we were.
  return { ...answered, outcome: { ...chosen.outcome, services: reorder(outcome.services, choice.service), confidence: score } }
}

function reorder(services: Outcome['services'], first: string): Outcome['services'] {
  return [...services].sort((a, b) => Number(b.id === first) - Number(a.id === first))
}

async function rephrase(question: Question, outcome: Outcome, deps: Deps, model: LanguageModel): Promise<Outcome> {
  const sections = outcome.citations.map(({ card, section }) => rendered(card, section, outcome, deps))
  if (sections.length === 0 || !sections.every((section) => section !== undefined && outcome.text.includes(section))) return outcome
  const texts = await model.rephrase({ question: question.text, language: outcome.lang, sections: sections as string[] })
  if (!texts) return outcome
  const text = sections.reduce<string>(
    (whole, section, index) => whole.replace(section as string, () => texts[index] as string),
    outcome.text,
  )
  return { ...outcome, text: `${text}\n\n${deps.knowledge.wordings[outcome.lang].generatedText}`, generated: true }
}

/** A section as the composed answer shows it; undefined when the card lacks it. */
function rendered(cardId: string, slug: string, outcome: Outcome, deps: Deps): string | undefined {
  const card = deps.knowledge.cards.get(cardId)
  const key = (Object.keys(sectionSlugs) as (keyof typeof sectionSlugs)[]).find((key) => sectionSlugs[key] === slug)
  if (!card || !key || !cardText(card, outcome.lang).sections[key]) return undefined
  return renderSection(card, key, outcome.lang, deps, dateIn(deps.timeZone, deps.clock())).body
}
