import { type Card, cardText } from '../cards/card.ts'
import { sectionKeys, sectionSlugs } from '../cards/facets.ts'
import { dateIn } from '../clock.ts'
import type { Language } from '../languages.ts'
import type { LanguageModel } from '../llm/language-model.ts'
import type { Passage } from '../llm/supported.ts'
import { mask } from '../privacy/mask.ts'
import { type Answered, answer, type Question } from './answer.ts'
import { renderSection } from './answer-from-card.ts'
import type { Deps } from './draft.ts'
import type { Outcome } from './outcome.ts'
import { thresholds } from './thresholds.ts'

/**
 * Lets the language model choose between close services or put an answer into other words, one call a turn: somebody
 * waits. It never decides whether to answer: a sensitive service, a handoff or a refusal stays what it is.
 */
export async function refineAnswer(question: Question, answered: Answered, deps: Deps, model: LanguageModel): Promise<Answered> {
  if (question.choice || question.text.trim() === '') return answered
  const masked = { ...question, text: mask(question.text) }
  const start = performance.now()
  const refined = await refine(masked, answered, deps, model)
  const step = { name: 'refineAnswer', ms: Math.round((performance.now() - start) * 1000) / 1000 }
  return { ...refined, steps: [...refined.steps, step] }
}

async function refine(question: Question, answered: Answered, deps: Deps, model: LanguageModel): Promise<Answered> {
  const { decision } = answered.outcome
  if (decision === 'clarify') return chooseService(question, answered, deps, model)
  return decision === 'answer' ? { ...answered, outcome: await rephrase(question, answered.outcome, deps, model) } : answered
}

async function chooseService(question: Question, answered: Answered, deps: Deps, model: LanguageModel): Promise<Answered> {
  const { outcome } = answered
  const offered = outcome.options.flatMap(({ choice }) => (choice.kind === 'service' ? [choice] : []))
  const services = offered.flatMap(({ service }) => {
    const card = deps.knowledge.cards.get(service)
    const text = card && cardText(card, outcome.lang)
    return card && text && !card.sensitive
      ? [{ id: card.id, title: text.title, summary: rendered(card, sectionSlugs.summary, outcome.lang, deps)?.text ?? '' }]
      : []
  })
  // With a sensitive service among them the person says which it is.
  if (services.length < 2 || services.length < offered.length) return answered
  const id = await model.choose({ question: question.text, services })
  const choice = offered.find(({ service }) => service === id)
  const score = outcome.services.find((candidate) => candidate.id === id)?.score ?? 0
  if (!choice || score < thresholds.clarify) return answered
  // As if the person had pressed the button: in the language of the question, with the place that it names.
  const context = [...question.context, { role: 'user' as const, text: question.text }]
  const chosen = answer({ ...question, choice, context, expected: outcome.lang }, deps)
  // The words of the model do not make us surer than we were.
  return { ...answered, outcome: { ...chosen.outcome, services: reorder(outcome.services, choice.service), confidence: score } }
}

function reorder(services: Outcome['services'], first: string): Outcome['services'] {
  return [...services].sort((a, b) => Number(b.id === first) - Number(a.id === first))
}

async function rephrase(question: Question, outcome: Outcome, deps: Deps, model: LanguageModel): Promise<Outcome> {
  const sections = outcome.citations.flatMap(({ card: id, section }): Passage[] => {
    const card = deps.knowledge.cards.get(id)
    const passage = card && rendered(card, section, outcome.lang, deps)
    return passage?.text && outcome.text.includes(passage.text) ? [passage] : []
  })
  if (sections.length === 0 || sections.length < outcome.citations.length) return outcome
  const texts = await model.rephrase({ question: question.text, language: outcome.lang, sections })
  if (!texts) return outcome
  const text = sections.reduce((whole, section, index) => whole.replace(section.text, () => texts[index] ?? section.text), outcome.text)
  return { ...outcome, text: `${text}\n\n${deps.knowledge.wordings[outcome.lang].generatedText}`, generated: true }
}

/** A section as the composed answer shows it; undefined when the card lacks it in this language. */
function rendered(card: Card, slug: string, language: Language, deps: Deps): Passage | undefined {
  const key = sectionKeys.find((key) => sectionSlugs[key] === slug)
  const heading = key && card.texts[language]?.sections[key]?.heading
  if (!heading) return undefined
  const { body } = renderSection(card, key, language, deps, dateIn(deps.timeZone, deps.clock()))
  return { title: cardText(card, language).title, heading, text: body }
}
