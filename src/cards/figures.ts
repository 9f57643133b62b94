import { z } from 'zod'
import type { Language } from '../languages.ts'
import { isoDate, looseDate } from './card.ts'

const httpsUrl = z.url({ protocol: /^https$/, error: 'must be an https address' })

/** An amount with the dates it is valid; dates are inclusive. */
export const figuresSchema = z
  .array(
    z.strictObject({
      id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens'),
      what: z.string().min(3),
      unit: z.enum(['EUR', 'percent']),
      values: z
        .array(
          z.strictObject({
            value: z.number(),
            valid_from: isoDate.optional(),
            valid_to: isoDate.optional(),
            source: httpsUrl,
            date: looseDate.optional(),
          }),
        )
        .min(1),
    }),
  )
  .min(1)

export type Figure = z.infer<typeof figuresSchema>[number] & { file: string; line: number }
export type FigureValue = Figure['values'][number]
/** By `<file>.<id>`, as card texts refer to them. */
export type Figures = ReadonlyMap<string, Figure>

export const figureReference = /\{\{\s*([a-z0-9-]+\.[a-z0-9-]+)\s*\}\}/g

/** The value that holds on a date (YYYY-MM-DD): the latest that has begun, unless it has ended. */
export function figureOn(figure: Figure, date: string): FigureValue | undefined {
  let found: FigureValue | undefined
  for (const value of figure.values) {
    const begun = value.valid_from ?? ''
    if (begun <= date && (!found || begun >= (found.valid_from ?? ''))) found = value
  }
  return found && (found.valid_to ?? '9999') >= date ? found : undefined
}

const locales: Record<Language, string> = { lv: 'lv-LV', ru: 'ru-RU', en: 'en-IE' }

export function formatFigure(value: number, unit: Figure['unit'], language: Language): string {
  const cents = unit === 'EUR' && !Number.isInteger(value)
  const number = new Intl.NumberFormat(locales[language], {
    minimumFractionDigits: cents ? 2 : 0,
    maximumFractionDigits: 4,
    useGrouping: 'always',
  }).format(value)
  if (unit === 'percent') return language === 'en' ? `${number}%` : `${number}\u00a0%`
  const word = { lv: 'eiro', ru: 'евро', en: value === 1 ? 'euro' : 'euros' }[language]
  return `${number}\u00a0${word}`
}

export interface RenderedMarkdown {
  markdown: string
  /** The values that were shown. */
  shown: { reference: string; value: FigureValue }[]
  /** References without a value on the date; the lines that hold them are left out. */
  expired: string[]
}

/**
 * Puts the values of a date into a text. A line (sentence group or list item) whose figure has no value on
 * that date is left out: an expired amount is never shown.
 */
export function renderFigures(markdown: string, figures: Figures, language: Language, date: string): RenderedMarkdown {
  const shown: RenderedMarkdown['shown'] = []
  const expired: string[] = []
  const lines = markdown.split('\n').flatMap((line) => {
    let missing = false
    const used: RenderedMarkdown['shown'] = []
    const filled = line.replace(figureReference, (_, reference: string) => {
      const figure = figures.get(reference)
      const value = figure && figureOn(figure, date)
      if (!figure || !value) {
        missing = true
        expired.push(reference)
        return ''
      }
      used.push({ reference, value })
      return formatFigure(value.value, figure.unit, language)
    })
    if (missing) return []
    shown.push(...used)
    return [filled]
  })
  return { markdown: lines.join('\n').trim(), shown, expired }
}
