import { readFileSync } from 'node:fs'
import type { Example } from '../detection/examples.ts'
import { type Language, languages } from '../languages.ts'
import { evalPath } from './eval-folder.ts'

export const sets = ['chatbot', 'askubuntu', 'webapps'] as const

/** The official split of a set in one language. */
export interface Split {
  language: Language
  set: string
  train: Example[]
  test: Example[]
}

export function readSplits(): Split[] {
  const folder = 'public/tilde-nlu-datasets'
  const read = (set: string, language: Language, part: 'train' | 'test') => {
    const intents = linesOf(evalPath(folder, set, `${set}_${part}_ans.txt`))
    return linesOf(evalPath(folder, set, language, `${set}_${part}_q.txt`)).map(
      (text, index): Example => ({ text, label: `intent:${intents[index]}` }),
    )
  }
  return languages.flatMap((language) =>
    sets.map((set) => ({ language, set, train: read(set, language, 'train'), test: read(set, language, 'test') })),
  )
}

function linesOf(file: string): string[] {
  return readFileSync(file, 'utf8').trimEnd().split(/\r?\n/)
}

/**
 * What each intent is called, as an editor names an intent of the service in all three languages; the service learns its
 * names too. Put down from the sets' own English names alone. "None" says nothing and has no name.
 */
const names: Record<string, Record<Language, string>> = {
  FindConnection: { lv: 'Atrast savienojumu', ru: 'Найти маршрут', en: 'Find connection' },
  DepartureTime: { lv: 'Atiešanas laiks', ru: 'Время отправления', en: 'Departure time' },
  'Make Update': { lv: 'Veikt atjaunināšanu', ru: 'Сделать обновление', en: 'Make update' },
  'Setup Printer': { lv: 'Iestatīt printeri', ru: 'Настроить принтер', en: 'Setup printer' },
  'Shutdown Computer': { lv: 'Izslēgt datoru', ru: 'Выключить компьютер', en: 'Shutdown computer' },
  'Software Recommendation': { lv: 'Programmatūras ieteikums', ru: 'Рекомендация программы', en: 'Software recommendation' },
  'Change Password': { lv: 'Mainīt paroli', ru: 'Изменить пароль', en: 'Change password' },
  'Delete Account': { lv: 'Dzēst kontu', ru: 'Удалить аккаунт', en: 'Delete account' },
  'Download Video': { lv: 'Lejupielādēt video', ru: 'Скачать видео', en: 'Download video' },
  'Export Data': { lv: 'Eksportēt datus', ru: 'Экспортировать данные', en: 'Export data' },
  'Filter Spam': { lv: 'Filtrēt mēstules', ru: 'Фильтровать спам', en: 'Filter spam' },
  'Find Alternative': { lv: 'Atrast alternatīvu', ru: 'Найти альтернативу', en: 'Find alternative' },
  'Sync Accounts': { lv: 'Sinhronizēt kontus', ru: 'Синхронизировать аккаунты', en: 'Sync accounts' },
}

/** The names of the intents that the examples have, as examples. */
export function namesOf(examples: readonly Example[], language: Language): Example[] {
  return [...new Set(examples.map(({ label }) => label))].flatMap((label) => {
    const name = names[label.slice('intent:'.length)]
    return name ? [{ label, text: name[language] }] : []
  })
}
