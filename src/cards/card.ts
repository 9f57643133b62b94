import { z } from 'zod'
import type { Language } from '../languages.ts'
import type { SectionKey } from './facets.ts'

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens')
const httpsUrl = z.url({ protocol: /^https$/, error: 'must be an https address' })
const localised = z.strictObject({ lv: z.string().min(1), ru: z.string().min(1), en: z.string().min(1) })
export const localisedSchema = localised
/** A date, a month or a year: sources are not always exact. */
export const looseDate = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'must be a date such as 2026-11-21 (or 2026-11, 2026)'))
export const isoDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date such as 2026-11-21')
  .refine(isRealDay, 'is a day that does not exist')

function isRealDay(date: string): boolean {
  const day = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date)
}

export const channelTypes = ['e-service', 'in-person', 'vpvkac', 'post', 'e-address', 'email', 'phone', 'app'] as const

/** Front matter of the Latvian file. Unknown keys are refused: a misspelt key would be lost silently. */
export const cardFrontMatter = z.strictObject({
  id,
  title: z.string().min(3),
  /** How people call the service: each name points to this service and no other. */
  names: z.strictObject({ lv: z.array(z.string().min(2)), ru: z.array(z.string().min(2)), en: z.array(z.string().min(2)) }).optional(),
  institution: id,
  audience: z.enum(['person', 'company', 'both']),
  url: httpsUrl,
  channels: z.array(z.strictObject({ type: z.enum(channelTypes), url: httpsUrl.optional(), note: z.string().optional() })).min(1),
  phone: z
    .string()
    .regex(/^[+\d ]{3,20}$/, 'must be a phone number in quotes')
    .optional(),
  email: z.email().optional(),
  lifeEvents: z.array(id).default([]),
  socialGroups: z.array(id).default([]),
  related: z.array(id).default([]),
  /** A wrong answer would harm: the assistant must be surer than usual before it answers by itself. */
  sensitive: z.boolean().default(false),
  municipal: z.boolean().default(false),
  municipalities: z.array(z.strictObject({ name: z.string(), url: httpsUrl.optional(), note: localised })).default([]),
  legal: z.array(z.string()).default([]),
  sources: z.array(z.strictObject({ url: httpsUrl, seen: z.string().optional(), date: looseDate.optional() })).min(1),
  confidence: z.enum(['high', 'medium', 'low']),
  owner: z.string().min(2),
  reviewed: isoDate,
  /** How long a review holds, in months. */
  reviewEvery: z.number().int().min(1).max(24).default(3),
})
export type CardFrontMatter = z.infer<typeof cardFrontMatter>

/** Front matter of the ru and en files. */
export const translationFrontMatter = z.strictObject({ id, title: z.string().min(3) })

export interface Section {
  key: SectionKey
  heading: string
  /** Markdown with figure references still in it. */
  markdown: string
  line: number
}

export interface CardText {
  file: string
  title: string
  sections: Partial<Record<SectionKey, Section>>
}

export interface Card extends CardFrontMatter {
  /** Latvian is always there; a missing translation falls back to it. */
  texts: { lv: CardText } & Partial<Record<Language, CardText>>
}

export function cardText(card: Card, language: Language): CardText {
  return card.texts[language] ?? card.texts.lv
}
