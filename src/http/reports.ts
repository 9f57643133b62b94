import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { isoDate } from '../cards/card.ts'
import { dateIn } from '../clock.ts'
import { ServiceError } from '../errors.ts'
import { askedQuestions, questionsOfCard, readable } from '../reports/asked-questions.ts'
import { contentHealth } from '../reports/content-health.ts'
import { periodOf } from '../reports/period.ts'
import { previewCard } from '../reports/preview-card.ts'
import { stubOf } from '../reports/stub.ts'
import type { Deps } from '../turn/draft.ts'
import { errorContent } from './ask.ts'
import { check } from './input.ts'
import { qualityRoutes } from './quality.ts'
import { requireOperator, requirePermission, type SessionDeps, type SignedIn } from './sessions.ts'
import { sendSheets } from './spreadsheet.ts'

const query = z
  .object({ from: isoDate.optional(), to: isoDate.optional(), format: z.enum(['json', 'csv', 'xlsx']).default('json') })
  .refine(({ from, to }) => !from || !to || from <= to, { path: ['from'], message: 'must not be later than to' })

const describe = (summary: string) =>
  describeRoute({ summary, responses: { 200: { description: 'The report' }, 401: { description: 'Not signed in', ...errorContent } } })

/** Reports for people who never open a terminal. */
export function reportRoutes(deps: SessionDeps & { answering: () => Deps }): Hono<SignedIn> {
  const app = new Hono<SignedIn>()
  app.use('/api/v1/reports/*', requireOperator(deps))
  const content = requirePermission('reports.content')

  const read = async (input: Record<string, string>) => {
    const { from, to, format } = check(input, query)
    const { knowledge, clock, timeZone } = deps.answering()
    const period = periodOf(from, to, clock(), timeZone)
    const asked = await askedQuestions(deps.store.db, period)
    const today = dateIn(timeZone, clock())
    return { format, asked, today, health: contentHealth(knowledge, asked, { from: period.firstDay, to: period.lastDay }, today) }
  }

  app.get(
    '/api/v1/reports/content',
    content,
    describe('Health of the knowledge base: coverage, staleness, unanswered questions'),
    async (c) => {
      const { format, health } = await read(c.req.query())
      if (format === 'json') return c.json(health)
      const rows = health.cards.map(({ questions, languages, ...card }) => ({
        ...card,
        languages: languages.join(' '),
        questionsLv: questions.lv,
        questionsRu: questions.ru,
        questionsEn: questions.en,
      }))
      const sheet = { name: 'Cards', columns: Object.keys(rows[0] ?? {}), rows: rows.map((row) => Object.values(row).map(cell)) }
      return sendSheets(c, `content-${health.from}-${health.to}`, { format, sheets: [sheet] })
    },
  )
  app.get(
    '/api/v1/reports/content/stub',
    content,
    describe('A markdown file to start from, for a group of unanswered questions'),
    async (c) => {
      const { group: key, ...period } = c.req.query()
      const { health, today } = await read(period)
      const group = health.unanswered.find((candidate) => candidate.key === key)
      if (!group) throw new ServiceError('not_found', 'there is no such group of questions in this period', { field: 'group' })
      const { name, markdown } = stubOf(group, today)
      return c.body(markdown, 200, {
        'Content-Type': 'text/markdown; charset=utf-8',
        'Content-Disposition': `attachment; filename="${name}"`,
      })
    },
  )
  app.get(
    '/api/v1/reports/content/cards/:id',
    content,
    describe('A card as the chat shows it, and what people asked about it'),
    async (c) => {
      const { asked } = await read(c.req.query())
      const id = c.req.param('id')
      const card = deps.answering().knowledge.cards.get(id)
      if (!card) throw new ServiceError('not_found', `there is no card ${id}`)
      return c.json({ id, title: card.title, answers: previewCard(id, deps.answering()), questions: readable(questionsOfCard(id, asked)) })
    },
  )
  app.route('/', qualityRoutes(deps))
  return app
}

function cell(value: string | number | boolean): string | number {
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : value
}
