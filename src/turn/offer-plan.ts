import { cardText } from '../cards/card.ts'
import type { Intent } from '../cards/intent.ts'
import { fill } from '../cards/wording.ts'
import type { Option } from '../channel.ts'
import { outcome, personOption } from './compose.ts'
import type { Deps, Draft, Step } from './draft.ts'
import type { Outcome } from './outcome.ts'

/** Less sure than this no path is laid out: it would be one for somebody else. */
const leastSure = 0.12

/** A situation is broad when its label beats every service's. */
export const offerPlan: Step = (draft, deps) => {
  const { heard } = draft
  if (heard?.kind !== 'life-event' && heard?.kind !== 'social-group') return draft
  const isEvent = heard.kind === 'life-event'
  const best = (isEvent ? heard.lifeEvents : heard.socialGroups)[0]
  const intent = (isEvent ? deps.knowledge.lifeEvents : deps.knowledge.socialGroups).get(best?.id ?? '')
  if (!best || !intent) return draft
  const confidence = 1 / (1 + Math.exp(-4 * (best.score + 0.4)))
  return confidence < leastSure ? draft : planOutcome({ ...draft, confidence }, deps, intent, [])
}

/** At most so many steps are shown at once; the rest is named in one line. */
const maxSteps = 7

/** The path across institutions, cut by the answers given so far; the next open question as buttons. */
export function planOutcome(draft: Draft, deps: Deps, intent: Intent, answers: readonly string[]): Outcome {
  const { language } = draft
  const { knowledge } = deps
  const wording = knowledge.wordings[language]
  const chosen = intent.questions.flatMap((question) =>
    question.options.filter((option) => answers.includes(`${question.id}.${option.id}`)),
  )
  const wanted = new Set(chosen.flatMap((option) => option.services))
  const known = intent.steps.filter((step) => knowledge.cards.has(step.service))
  const picked = wanted.size > 0 ? known.filter((step) => wanted.has(step.service)) : known.filter((step) => step.essential)
  const main = (picked.length > 0 ? picked : known).slice(0, maxSteps)
  const others = known.filter((step) => !main.includes(step)).slice(0, 6)
  const title = (service: string) => {
    const card = knowledge.cards.get(service)
    return card ? cardText(card, language).title : service
  }
  const list = main.map((step, index) => `${index + 1}. **${title(step.service)}.** ${step.why[language]}`).join('\n')
  const open = intent.questions.find((question) => !question.options.some((option) => answers.includes(`${question.id}.${option.id}`)))
  const options: Option[] = (open?.options ?? []).map((option) => ({
    label: option.label[language],
    text: option.label[language],
    choice: { kind: 'plan', id: intent.id, answers: [...answers, `${open?.id}.${option.id}`] },
  }))
  if (options.length === 0) {
    for (const step of main.slice(0, 4)) {
      options.push({ label: title(step.service), text: title(step.service), choice: { kind: 'service', service: step.service } })
    }
  }
  const candidate = { id: intent.id, score: Math.round(draft.confidence * 1000) / 1000 }
  const isEvent = intent.kind === 'life-event'
  return outcome(
    { ...draft, services: draft.services.length > 0 ? draft.services : main.map((step) => ({ id: step.service, score: candidate.score })) },
    'plan',
    {
      text: [
        intent.summary[language],
        wording.planIntro,
        list,
        ...(others.length > 0 ? [fill(wording.planMore, { list: others.map((step) => title(step.service)).join('; ') })] : []),
        ...(open ? [fill(wording.planAsk, { question: open.ask[language] })] : []),
      ].join('\n\n'),
      facet: null,
      lifeEvents: isEvent ? [candidate] : [],
      socialGroups: isEvent ? [] : [candidate],
      citations: main.flatMap((step) => {
        const card = knowledge.cards.get(step.service)
        return card ? [{ card: card.id, section: 'isuma', title: title(card.id), url: card.url, reviewed: card.reviewed }] : []
      }),
      options: [...options, personOption(language, deps)],
      plan: {
        id: intent.id,
        title: intent.name[language],
        steps: main.flatMap(({ service, why }) => {
          const card = knowledge.cards.get(service)
          return card ? [{ service, title: title(service), why: why[language], url: card.url }] : []
        }),
      },
    },
  )
}
