import { Temporal } from 'temporal-polyfill'
import type { Period } from './asked-questions.ts'

/** The days of a report, both included, and the same in milliseconds. */
export interface BoardPeriod extends Period {
  firstDay: string
  lastDay: string
}

/** What may be asked for: one day, month or year, or the days from–to. Nothing: this month. */
export interface WantedPeriod {
  day?: string | undefined
  month?: string | undefined
  year?: string | undefined
  from?: string | undefined
  to?: string | undefined
}

/** A day, a month, a year or a span of days in a time zone. */
export function boardPeriod({ day, month, year, from, to }: WantedPeriod, now: number, timeZone: string): BoardPeriod {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate()
  let first = today.with({ day: 1 })
  let last = today.with({ day: today.daysInMonth })
  if (day) first = last = Temporal.PlainDate.from(day)
  else if (month) {
    first = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 })
    last = first.with({ day: first.daysInMonth })
  } else if (year) {
    first = Temporal.PlainDate.from({ year: Number(year), month: 1, day: 1 })
    last = first.add({ years: 1 }).subtract({ days: 1 })
  } else if (from || to) {
    last = to ? Temporal.PlainDate.from(to) : today
    first = from ? Temporal.PlainDate.from(from) : last.with({ day: 1 })
  }
  const startOf = (date: Temporal.PlainDate) => date.toZonedDateTime(timeZone).epochMilliseconds
  return { from: startOf(first), to: startOf(last.add({ days: 1 })), firstDay: first.toString(), lastDay: last.toString() }
}

export type Step = 'hour' | 'day' | 'month'

/** How finely a trend is drawn: hours of one day, days of up to two months, else months. */
export function stepOf({ firstDay, lastDay }: BoardPeriod): Step {
  const days = Temporal.PlainDate.from(lastDay).since(firstDay).days + 1
  return days === 1 ? 'hour' : days <= 62 ? 'day' : 'month'
}

/** The keys of all steps of a period, so that a day on which nothing happened is shown too. */
export function stepsOf(period: BoardPeriod): string[] {
  const step = stepOf(period)
  if (step === 'hour') return Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'))
  const keys: string[] = []
  const last = Temporal.PlainDate.from(period.lastDay)
  let date = Temporal.PlainDate.from(period.firstDay)
  while (Temporal.PlainDate.compare(date, last) <= 0) {
    keys.push(step === 'day' ? date.toString() : date.toString().slice(0, 7))
    date = step === 'day' ? date.add({ days: 1 }) : date.with({ day: 1 }).add({ months: 1 })
  }
  return keys
}
