import { Temporal } from 'temporal-polyfill'
import { fill, type Wordings } from '../cards/wording.ts'
import type { Clock } from '../clock.ts'
import type { Language } from '../languages.ts'
import type { ExpectedAnswer } from '../turn/outcome.ts'
import type { Calendar } from './calendar.ts'

/** How soon a person usually answers in working time. An honest estimate from the queue comes with the queue's figures. */
const usualWait = 15 * 60_000

export interface WaitDeps {
  calendar: Calendar
  clock: Clock
  timeZone: string
  knowledge: { wordings: Wordings }
}

/** When a person will answer somebody who asks now, in words of the language. */
export function expectedAnswer({ calendar, clock, timeZone, knowledge }: WaitDeps, language: Language): ExpectedAnswer & { when: string } {
  const now = clock()
  const wording = knowledge.wordings[language]
  const closes = calendar.closesAt(now)
  if (closes !== undefined && now + usualWait <= closes) {
    const at = now + usualWait
    const time = clockTime(at, timeZone)
    return { at: new Date(at).toISOString(), text: fill(wording.handoffNow, { time }), when: fill(wording.untilTime, { time }) }
  }
  const at = calendar.nextOpening(closes ?? now)
  const time = openingInWords(at, language, timeZone)
  return {
    at: new Date(at).toISOString(),
    text: fill(closes === undefined ? wording.handoffLater : wording.handoffSoonClosed, { hours: calendar.hours, time }),
    when: time,
  }
}

function clockTime(at: number, timeZone: string): string {
  const { hour, minute } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)
  return `${hour}.${String(minute).padStart(2, '0')}`
}

// Intl gives weekdays and months in the nominative; Latvian and Russian sentences need other cases.
const weekdays = {
  lv: ['pirmdien', 'otrdien', 'trešdien', 'ceturtdien', 'piektdien', 'sestdien', 'svētdien'],
  ru: ['в понедельник', 'во вторник', 'в среду', 'в четверг', 'в пятницу', 'в субботу', 'в воскресенье'],
  en: ['on Monday', 'on Tuesday', 'on Wednesday', 'on Thursday', 'on Friday', 'on Saturday', 'on Sunday'],
}
const months = {
  lv: ['janvārī', 'februārī', 'martā', 'aprīlī', 'maijā', 'jūnijā', 'jūlijā', 'augustā', 'septembrī', 'oktobrī', 'novembrī', 'decembrī'],
  ru: ['января', 'февраля', 'марта', 'апреля', 'мая', 'июня', 'июля', 'августа', 'сентября', 'октября', 'ноября', 'декабря'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
}

/** `pirmdien, 23. novembrī, pēc plkst. 8.00` */
export function openingInWords(at: number, language: Language, timeZone: string): string {
  const { day, month, dayOfWeek } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)
  const weekday = weekdays[language][dayOfWeek - 1]
  const monthName = months[language][month - 1]
  const time = clockTime(at, timeZone)
  if (language === 'lv') return `${weekday}, ${day}. ${monthName}, pēc plkst. ${time}`
  if (language === 'ru') return `${weekday}, ${day} ${monthName}, после ${time}`
  return `${weekday}, ${day} ${monthName}, after ${time}`
}
