import { Temporal } from 'temporal-polyfill'
import type { Language } from '../languages.ts'

// Intl gives weekdays and months in the nominative; after “līdz” and “до” stands another case.
const weekdays = {
  lv: ['pirmdienai', 'otrdienai', 'trešdienai', 'ceturtdienai', 'piektdienai', 'sestdienai', 'svētdienai'],
  ru: ['понедельника', 'вторника', 'среды', 'четверга', 'пятницы', 'субботы', 'воскресенья'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
}
const months = {
  lv: [
    'janvārim',
    'februārim',
    'martam',
    'aprīlim',
    'maijam',
    'jūnijam',
    'jūlijam',
    'augustam',
    'septembrim',
    'oktobrim',
    'novembrim',
    'decembrim',
  ],
  ru: ['января', 'февраля', 'марта', 'апреля', 'мая', 'июня', 'июля', 'августа', 'сентября', 'октября', 'ноября', 'декабря'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
}

/** The day after “līdz”, “до”, “by”: `piektdienai, 4. decembrim` */
export function byDate(at: number, language: Language, timeZone: string): string {
  const { day, month, dayOfWeek } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)
  return `${weekdays[language][dayOfWeek - 1]}, ${day}${language === 'lv' ? '.' : ''} ${months[language][month - 1]}`
}
