import { isLanguage, type Language } from '../../languages.ts'
import { brandOf, contrast, ink, white } from '../widget/contrast.ts'

/** What an institution may set on the one line that it pastes; the names are the widget's `data-` attributes. */
export interface EmbedSettings {
  /** Absent: the language of the page. */
  language?: Language
  institution?: string
  municipality?: string
  color?: string
  position?: 'left'
  heading?: string
  greeting?: string
  /** The service that the page is about. */
  topic?: string
  /** Seconds until the invitation; absent: none. */
  invite?: number
  closed?: 'notice' | 'hide'
}

export const usualColour = '#7d1935'
export const maxHeading = 40
export const maxGreeting = 300
const maxWait = 600

/** Reads settings from a form or an address; what is not understood counts as not set. */
export function readSettings(given: (name: string) => string | null | undefined): EmbedSettings {
  const text = (name: string, most: number) => given(name)?.replace(/\s+/g, ' ').trim().slice(0, most) || undefined
  const id = (name: string) => (/^[a-z0-9-]{1,80}$/.test(given(name) ?? '') ? (given(name) as string) : undefined)
  const language = given('language')
  const color = given('color')?.toLowerCase()
  const wait = Number(given('invite') || Number.NaN)
  const closed = given('closed')
  const settings: { [Name in keyof EmbedSettings]: EmbedSettings[Name] | undefined } = {
    ...(isLanguage(language) && { language }),
    institution: id('institution'),
    municipality: text('municipality', 100),
    ...(color && /^#[0-9a-f]{6}$/.test(color) && color !== usualColour && { color }),
    ...(given('position') === 'left' && { position: 'left' }),
    heading: text('heading', maxHeading),
    greeting: text('greeting', maxGreeting),
    topic: id('topic'),
    ...(Number.isInteger(wait) && wait >= 1 && wait <= maxWait && { invite: wait }),
    ...((closed === 'notice' || closed === 'hide') && { closed }),
  }
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as EmbedSettings
}

/** The settings as parameters of an address. */
export function toQuery(settings: EmbedSettings): Record<string, string> {
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, String(value)]))
}

/** `data-language` and the like, in the order of the form. */
export function toAttributes(settings: EmbedSettings): [name: string, value: string][] {
  return Object.entries(settings).map(([name, value]) => [`data-${name}`, String(value)])
}

/** The one line. */
export function snippet(origin: string, settings: EmbedSettings): string {
  const attributes = toAttributes(settings).map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`)
  return `<script src="${origin}/widget.js" defer${attributes.join('')}></script>`
}

function escapeAttribute(value: string): string {
  return value.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;')
}

/** What the content security policy of the host page must allow. */
export function policyLines(origin: string): string {
  return `script-src ${origin};\nconnect-src ${origin} ${origin.replace(/^http/, 'ws')};`
}

/** The best contrast that the chat's text has on a colour, and whether the widget takes it. */
export function contrastOn(colour: string): { ratio: number; isEnough: boolean } {
  return { ratio: Math.max(contrast(colour, white), contrast(colour, ink)), isEnough: brandOf(colour) !== undefined }
}

/** With one decimal, never rounded up to what is not reached. */
export function ratioInWords(ratio: number, language: string): string {
  return (Math.floor(ratio * 10) / 10).toLocaleString(language, { minimumFractionDigits: 1 })
}

/** Five ready looks, for five kinds of pages. */
export const looks: { name: 'plain' | 'agency' | 'municipality' | 'form' | 'visitors'; settings: EmbedSettings }[] = [
  { name: 'plain', settings: {} },
  { name: 'agency', settings: { language: 'lv', institution: 'vsaa', color: '#00573f', topic: 'vsaa-slimibas-pabalsts' } },
  { name: 'municipality', settings: { language: 'lv', municipality: 'Ādažu novads', color: '#0b4f8a', position: 'left' } },
  { name: 'form', settings: { language: 'lv', institution: 'pmlp', color: '#4a2c6f', topic: 'pmlp-pase-eid', invite: 20 } },
  { name: 'visitors', settings: { language: 'en', color: '#1c2530', closed: 'hide' } },
]
