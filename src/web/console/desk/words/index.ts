import type { ConsoleLanguage } from '../../words.ts'
import { en } from './en.ts'
import { type DeskWords, lv } from './lv.ts'
import { ru } from './ru.ts'

export type { DeskWords }

/** What operators read at the desk. */
export const deskWords: Record<ConsoleLanguage, DeskWords> = { lv, ru, en }

/** Puts values into a text: `{name}` becomes the value of that name. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}

/** The word for a value from the record; the value itself when there is none. */
export function wordOf(words: Record<string, string>, value: string): string {
  return words[value] ?? value
}
