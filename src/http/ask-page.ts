import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { z } from 'zod'
import { cardText } from '../cards/card.ts'
import { choiceSchema } from '../channel.ts'
import type { Language } from '../languages.ts'
import type { Metrics } from '../metrics.ts'
import { mask } from '../privacy/mask.ts'
import type { Question } from '../turn/answer.ts'
import { answerQuestion } from '../turn/answer-question.ts'
import type { Deps, EarlierTurn } from '../turn/draft.ts'
import type { Outcome } from '../turn/outcome.ts'
import { type AskPage, followable, maxEarlier, renderAsk } from '../web/pages/ask.ts'
import { languageOf } from './page-language.ts'

export interface AskPageDeps {
  answering: () => Deps
  metrics: Metrics
  phone: string | undefined
  email: string | undefined
}

const maxText = 2000
/** From this probability on a service that was not sure enough to answer is worth a link. */
const worthALink = 0.05

/** A pressed link comes back as JSON; like everything in an address it may have been written by anybody. */
const choiceParameter = z
  .string()
  .max(1000)
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      context.addIssue({ code: 'custom', message: 'must be JSON' })
      return z.NEVER
    }
  })
  .pipe(choiceSchema)
  .refine(({ kind }) => followable.has(kind))

/** `/ask`: a question in the address, the answer as a page. Nothing is stored but counters. */
export function askPage(deps: AskPageDeps, limit: MiddlewareHandler): Hono {
  const app = new Hono()
  const page = (c: Context, more: Omit<AskPage, 'language' | 'ways'>, status: 200 | 400 | 429 = 200, language = languageOf(c)) => {
    const { phone, email } = deps
    const ways = { phone, email, hours: deps.answering().calendar.hours }
    return c.html(renderAsk({ language, ways, ...more }), status)
  }
  app.use('/ask', async (c, next) => {
    // The address holds what somebody asked.
    c.header('Cache-Control', 'no-store')
    let limited = true
    const refused = await limit(c, async () => {
      limited = false
      await next()
    })
    return limited && refused ? page(c, { fault: 'tooMany' }, 429) : refused
  })
  app.get('/ask', async (c) => {
    const question = c.req.query('q')
    if (question === undefined) return page(c, {})
    // Masked at once, as in the chat: the question stands in the page and in its links.
    const text = mask(question.trim())
    if (text === '') return page(c, { fault: 'missing' }, 400)
    if (text.length > maxText) return page(c, { fault: 'tooLong', draft: text.slice(0, maxText) }, 400)
    const choice = c.req.query('choice')
    const checked = choice === undefined ? undefined : choiceParameter.safeParse(choice)
    if (checked?.success === false) return page(c, { fault: 'badLink' }, 400)
    const asked = { q: text, ...(choice !== undefined && { choice }) }
    const language = languageOf(c)
    const context = earlierTurns(c.req.query('earlier'), c.req.query('about'), deps.answering())
    const found = await answer({ text, choice: checked?.data, expected: language, context }, deps)
    return page(c, { answer: found, query: asked }, 200, language)
  })
  return app
}

async function answer(question: Question, { answering, metrics }: AskPageDeps) {
  const start = performance.now()
  const deps = answering()
  const { outcome } = await answerQuestion(question, deps)
  metrics.asked(outcome, performance.now() - start)
  return { question: question.text, outcome, maybe: likelyServices(outcome, question.expected, deps) }
}

/** What the form brings along from the page before: a question, and the service that its answer was about. */
function earlierTurns(question: string | undefined, about: string | undefined, deps: Deps): EarlierTurn[] {
  const turns: EarlierTurn[] = question ? [{ role: 'user', text: question.slice(0, maxEarlier) }] : []
  if (!about || !deps.knowledge.cards.has(about)) return turns
  return [...turns, { role: 'assistant', text: '', assistant: { decision: 'answer', services: [{ id: about, score: 1 }], options: [] } }]
}

function likelyServices({ decision, reason, services }: Outcome, language: Language, { knowledge }: Deps) {
  if (decision !== 'handoff' || reason !== 'low-confidence') return []
  return services.flatMap(({ id, score }) => {
    const card = score >= worthALink ? knowledge.cards.get(id) : undefined
    return card ? [{ id, title: cardText(card, language).title }] : []
  })
}
