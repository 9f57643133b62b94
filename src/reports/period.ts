import { Temporal } from 'temporal-polyfill'
import type { Period } from './asked-questions.ts'

/** Without dates a report looks back so many days: a quarter. */
const defaultDays = 92

/** The days `from` to `to` (both included, YYYY-MM-DD) in a time zone; the last quarter when they are not given. */
export function periodOf(
  from: string | undefined,
  to: string | undefined,
  now: number,
  timeZone: string,
): Period & { firstDay: string; lastDay: string } {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate()
  const last = to === undefined ? today : Temporal.PlainDate.from(to)
  const first = from === undefined ? last.subtract({ days: defaultDays }) : Temporal.PlainDate.from(from)
  const startOf = (day: Temporal.PlainDate) => day.toZonedDateTime(timeZone).epochMilliseconds
  return { from: startOf(first), to: startOf(last.add({ days: 1 })), firstDay: first.toString(), lastDay: last.toString() }
}
