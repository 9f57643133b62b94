import { en } from './words-en.ts'
import { lv } from './words-lv.ts'
import { ru } from './words-ru.ts'

export type Language = 'lv' | 'ru' | 'en'

/**
 * What the widget must say without the service. All other texts come from `GET /api/v1/webchat/config`, so that editors own
 * them and nobody downloads three languages. `{name}` is filled in by `fill`.
 */
export interface Words {
  open: string
  unread: string
  title: string
  close: string
  help: string
  log: string
  field: string
  send: string
  you: string
  assistant: string
  operator: string
  service: string
  sending: string
  sent: string
  notYetSent: string
  notSent: string
  retry: string
  assistantTypes: string
  operatorTypes: string
  offline: string
  person: string
  newTab: string
  more: string
  less: string
  older: string
  failed: string
}

export const words: Record<Language, Words> = { lv, ru, en }
export const languageNames: Record<Language, string> = { lv: 'latviešu', ru: 'русский', en: 'English' }

export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}
