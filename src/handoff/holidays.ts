import { Temporal } from 'temporal-polyfill'

/**
 * Public holidays of Latvia, by the law "Par svētku, atceres un atzīmējamām dienām", section 1: ten fixed days,
 * three around Easter, Mother's Day and Whit Sunday (both Sundays). When 4 May or 18 November falls on a weekend,
 * the next Monday is off. The day after the closing of the Song and Dance Festival, and days ordered by the Cabinet, stand in
 * intents/working-hours.yaml under `daysOff`.
 */
export function isPublicHoliday(day: Temporal.PlainDate): boolean {
  const key = day.toString().slice(5)
  if (fixed.has(key)) return true
  const fromEaster = day.since(easterSunday(day.year)).days
  if (fromEaster === -2 || fromEaster === 0 || fromEaster === 1) return true
  return day.dayOfWeek === 1 && [1, 2].some((days) => moved.has(day.subtract({ days }).toString().slice(5)))
}

const fixed = new Set(['01-01', '05-01', '05-04', '06-23', '06-24', '11-18', '12-24', '12-25', '12-26', '12-31'])
const moved = new Set(['05-04', '11-18'])

/** The anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8). */
export function easterSunday(year: number): Temporal.PlainDate {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor(b / 4)
  const e = b % 4
  const f = Math.floor((b + 8) / 25)
  const g = Math.floor((b - f + 1) / 3)
  const h = (19 * a + b - d - g + 15) % 30
  const i = Math.floor(c / 4)
  const k = c % 4
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const month = Math.floor((h + l - 7 * m + 114) / 31)
  const day = ((h + l - 7 * m + 114) % 31) + 1
  return Temporal.PlainDate.from({ year, month, day })
}
