import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { isoDate } from '../cards/card.ts'
import { isPublicHoliday } from './holidays.ts'

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time such as '08:00'")

export const workingHoursSchema = z
  .strictObject({
    opens: time,
    closes: time,
    weekdays: z.array(z.number().int().min(1).max(7)).min(1),
    daysOff: z.array(z.strictObject({ date: isoDate, why: z.string() })).default([]),
    workingDays: z.array(z.strictObject({ date: isoDate, why: z.string() })).default([]),
    shortDays: z.array(z.strictObject({ date: isoDate, closes: time })).default([]),
  })
  .refine(({ opens, closes }) => opens < closes, { path: ['closes'], message: 'must be later than opens' })
  .refine(({ opens, shortDays }) => shortDays.every(({ closes }) => opens < closes), {
    path: ['shortDays'],
    message: 'must close later than opens',
  })
export type WorkingHours = z.infer<typeof workingHoursSchema>

/** When people answer, in one time zone. Moments are milliseconds since the epoch. */
export interface Calendar {
  isOpen(at: number): boolean
  /** The end of the working time that `at` lies in; undefined outside it. */
  closesAt(at: number): number | undefined
  /** The first opening after `at`, which must lie outside working time. */
  nextOpening(at: number): number
  /** As people read it, such as `8.00–18.00`. */
  hours: string
}

export function createCalendar(hours: WorkingHours, timeZone: string): Calendar {
  const daysOff = new Set(hours.daysOff.map(({ date }) => date))
  const workingDays = new Set(hours.workingDays.map(({ date }) => date))
  const shortDays = new Map(hours.shortDays.map(({ date, closes }) => [date, closes]))
  const isWorkingDay = (day: Temporal.PlainDate) => {
    const date = day.toString()
    if (workingDays.has(date)) return true
    return hours.weekdays.includes(day.dayOfWeek) && !daysOff.has(date) && !isPublicHoliday(day)
  }
  const moment = (day: Temporal.PlainDate, clock: string) => day.toZonedDateTime({ timeZone, plainTime: clock }).epochMilliseconds
  const dayOf = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate()
  const closing = (day: Temporal.PlainDate) => moment(day, shortDays.get(day.toString()) ?? hours.closes)

  const closesAt = (at: number) => {
    const day = dayOf(at)
    if (!isWorkingDay(day) || at < moment(day, hours.opens)) return undefined
    const end = closing(day)
    return at < end ? end : undefined
  }
  return {
    isOpen: (at) => closesAt(at) !== undefined,
    closesAt,
    nextOpening(at) {
      let day = dayOf(at)
      // No run of days off is longer than this; a calendar without a working day is a mistake in the data.
      for (let tries = 0; tries < 60; tries++) {
        const opening = moment(day, hours.opens)
        if (isWorkingDay(day) && opening > at) return opening
        day = day.add({ days: 1 })
      }
      throw new Error('working-hours.yaml has no working day within 60 days')
    },
    hours: `${shown(hours.opens)}–${shown(hours.closes)}`,
  }
}

function shown(clock: string): string {
  return clock.replace(/^0/, '').replace(':', '.')
}
