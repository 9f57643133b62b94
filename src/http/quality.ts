import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { z } from 'zod'
import { isoDate } from '../cards/card.ts'
import type { Knowledge } from '../cards/load-knowledge.ts'
import type { Calendar } from '../handoff/calendar.ts'
import { languages } from '../languages.ts'
import { type BoardPeriod, boardPeriod } from '../reports/board-period.ts'
import { caseExport } from '../reports/case-export.ts'
import { caseSheets, caseTable } from '../reports/case-sheets.ts'
import { liveBoard } from '../reports/live-board.ts'
import { createLocalTimes, type LocalTimes } from '../reports/local-times.ts'
import { qualityReport } from '../reports/quality.ts'
import { type NameOf, openingHours } from '../reports/quality-parts.ts'
import { qualitySheets, qualityTable } from '../reports/quality-sheets.ts'
import type { Deps } from '../turn/draft.ts'
import { errorContent } from './ask.ts'
import { check } from './input.ts'
import { requirePermission, type SessionDeps, type SignedIn } from './sessions.ts'
import { sendSheets } from './spreadsheet.ts'

const period = z.object({
  day: isoDate.optional(),
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/, "must be a month such as '2026-11'")
    .optional(),
  year: z
    .string()
    .regex(/^[12]\d{3}$/, "must be a year such as '2026'")
    .optional(),
  from: isoDate.optional(),
  to: isoDate.optional(),
})
/** Longer than anything is kept. */
const maxYears = 20
const query = period
  .extend({
    format: z.enum(['json', 'csv', 'xlsx']).default('json'),
    lang: z.enum(languages).default('lv'),
    detail: z.enum(['cases']).optional(),
  })
  .refine(({ from, to }) => !from || !to || from <= to, { path: ['from'], message: 'must not be later than to' })
  .refine(({ from, to }) => !from || !to || Number(to.slice(0, 4)) - Number(from.slice(0, 4)) <= maxYears, {
    path: ['from'],
    message: `must not be more than ${maxYears} years before to`,
  })
  .refine(({ day, month, year, from, to }) => [day, month, year, from ?? to].filter(Boolean).length <= 1, {
    path: ['day'],
    message: 'give a day, a month, a year or from and to, not several of them',
  })

const describe = (summary: string) =>
  describeRoute({
    summary,
    responses: {
      200: { description: 'The report' },
      400: { description: 'No such period', ...errorContent },
      401: { description: 'Not signed in', ...errorContent },
      403: { description: 'Not for this role', ...errorContent },
    },
  })

/** The quality board and the export of cases; who is signed in has been looked at before. */
export function qualityRoutes(deps: SessionDeps & { answering: () => Deps }): Hono<SignedIn> {
  const app = new Hono<SignedIn>()
  const localTimes = rememberTimes()
  const read = (input: Record<string, string>) => {
    const { format, lang, detail, ...wanted } = check(input, query)
    const { calendar, clock, timeZone, knowledge } = deps.answering()
    const now = clock()
    const span: BoardPeriod = boardPeriod(wanted, now, timeZone)
    return { format, lang, detail, span, now, knowledge, times: localTimes(calendar, timeZone), db: deps.store.db }
  }

  app.get('/api/v1/reports/live', requirePermission('reports.live'), describe('The queue and the people at this moment'), async (c) => {
    const { calendar, clock } = deps.answering()
    return c.json(await liveBoard(deps.store.db, calendar, clock()))
  })
  app.get(
    '/api/v1/reports/quality',
    requirePermission('reports.quality'),
    describe('The figures of a day, a month, a year or of the days from–to'),
    async (c) => {
      const { format, lang, span, knowledge, ...rest } = read(c.req.query())
      const institutionOf = (service: string) => knowledge.cards.get(service)?.institution
      const opening = openingHours(knowledge.workingHours)
      const report = await qualityReport(span, { ...rest, institutionOf, opening, nameOf: namesIn(knowledge) })
      if (format === 'json') return c.json(report)
      const sheets = format === 'csv' ? [qualityTable(report)] : qualitySheets(report, lang)
      return sendSheets(c, `quality-${report.from}-${report.to}`, { format, sheets })
    },
  )
  app.get(
    '/api/v1/reports/cases',
    requirePermission('reports.cases'),
    describe('Cases by month, channel and centre, for the subsidy'),
    async (c) => {
      const { format, lang, detail, span, ...rest } = read(c.req.query())
      const { report, lines } = await caseExport(span, rest)
      const wanted = detail && lines
      if (format === 'json') return c.json({ ...report, ...(wanted && { lines: wanted }) })
      const sheets = format === 'csv' ? [caseTable(report, wanted)] : caseSheets(report, wanted, lang)
      return sendSheets(c, `cases-${report.from}-${report.to}`, { format, sheets })
    },
  )
  return app
}

function namesIn({ institutions, cards, workingHours }: Knowledge): NameOf {
  return (split, key) => {
    if (split === 'institution') return institutions.get(key)?.name
    const { texts, title } = (split === 'service' && cards.get(key)) || {}
    if (texts && title) return { lv: title, ru: texts.ru?.title ?? title, en: texts.en?.title ?? title }
    const centre = split === 'centre' && workingHours.centres.find(({ id }) => id === key)
    return centre ? { lv: centre.name, ru: centre.name, en: centre.name } : undefined
  }
}

/** The clocks are the same until the working hours change. */
function rememberTimes(): (calendar: Calendar, timeZone: string) => LocalTimes {
  let known: { calendar: Calendar; times: LocalTimes } | undefined
  return (calendar, timeZone) => {
    if (known?.calendar !== calendar) known = { calendar, times: createLocalTimes(calendar, timeZone) }
    return known.times
  }
}
