import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { isoDate } from '../cards/card.ts'
import { isPublicHoliday } from './holidays.ts'

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time such as '08:00'")

const days = {
  daysOff: z.array(z.strictObject({ date: isoDate, why: z.string() })),
  workingDays: z.array(z.strictObject({ date: isoDate, why: z.string() })),
  shortDays: z.array(z.strictObject({ date: isoDate, closes: time })),
}
const hours = z.strictObject({
  opens: time,
  closes: time,
  weekdays: z.array(z.number().int().min(1).max(7)).min(1),
  daysOff: days.daysOff.default([]),
  workingDays: days.workingDays.default([]),
  shortDays: days.shortDays.default([]),
  /** When work ends on a working day before a public holiday (Labour Law, section 135). */
  closesBeforeHoliday: time.optional(),
})
const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens')

export const workingHoursSchema = hours
  .extend({
    /** Places where operators work; what a centre leaves out is as above. Somebody answers while one of them is open. */
    // Lists without a default: a centre that says nothing of days off has those of the whole service, not none.
    centres: z
      .array(
        hours
          .extend(days)
          .partial()
          .extend({ id, name: z.string().min(2) }),
      )
      .default([]),
  })
  .refine(({ opens, closes }) => opens < closes, { path: ['closes'], message: 'must be later than opens' })
  .refine(({ opens, shortDays }) => shortDays.every(({ closes }) => opens < closes), {
    path: ['shortDays'],
    message: 'must close later than opens',
  })
  .refine(({ opens, closes, centres }) => centres.every((centre) => (centre.opens ?? opens) < (centre.closes ?? closes)), {
    path: ['centres'],
    message: 'each must close later than it opens',
  })
export type WorkingHours = z.infer<typeof workingHoursSchema>

/** When people answer, in one time zone. Moments are milliseconds since the epoch. */
export interface Calendar {
  isOpen(at: number): boolean
  /** The end of the working time that `at` lies in; undefined outside it. */
  closesAt(at: number): number | undefined
  /** The first opening after `at`, which must lie outside working time. */
  nextOpening(at: number): number
  /**
   * The same time of day so many working days later; work that begins outside working hours begins with the next opening.
   * A time of day after closing counts as closing.
   */
  addWorkingDays(at: number, days: number): number
  /** How many working days lie after the day of `from`, up to and with the day of `to`. */
  workingDaysBetween(from: number, to: number): number
  /** As people read it, such as `8.00–18.00`. */
  hours: string
  centres: { id: string; name: string; calendar: Omit<Calendar, 'centres'> }[]
}

/** @param at may lie anywhere; without centres the whole service is one place */
export function createCalendar(given: WorkingHours, timeZone: string): Calendar {
  const { centres: listed, ...common } = given
  const centres = listed.map(({ id: centre, name, ...own }) => {
    const filled = { ...common, ...Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)) }
    return { id: centre, name, calendar: placeCalendar(filled, timeZone) }
  })
  if (centres.length === 0) return { ...placeCalendar(common, timeZone), centres }
  const all = centres.map(({ calendar }) => calendar)
  const closesAt = (at: number) => {
    const ends = all.flatMap((calendar) => calendar.closesAt(at) ?? [])
    return ends.length === 0 ? undefined : Math.max(...ends)
  }
  const nextOpening = (at: number) => Math.min(...all.map((calendar) => calendar.nextOpening(at)))
  const longest = [...all].sort((a, b) => width(b.hours) - width(a.hours))[0] as (typeof all)[number]
  return { ...longest, isOpen: (at) => closesAt(at) !== undefined, closesAt, nextOpening, centres }
}

/** Hours from opening to closing, for comparing places. */
function width(hours: string): number {
  const [from = 0, to = 0] = hours.split('–').map(Number)
  return to - from
}

function placeCalendar(given: z.infer<typeof hours>, timeZone: string): Omit<Calendar, 'centres'> {
  const daysOff = new Set(given.daysOff.map(({ date }) => date))
  const workingDays = new Set(given.workingDays.map(({ date }) => date))
  const shortDays = new Map(given.shortDays.map(({ date, closes }) => [date, closes]))
  const isWorkingDay = (day: Temporal.PlainDate) => {
    const date = day.toString()
    if (workingDays.has(date)) return true
    return given.weekdays.includes(day.dayOfWeek) && !daysOff.has(date) && !isPublicHoliday(day)
  }
  const moment = (day: Temporal.PlainDate, clock: string) => day.toZonedDateTime({ timeZone, plainTime: clock }).epochMilliseconds
  const localOf = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)
  const closing = (day: Temporal.PlainDate) => {
    const eve = given.closesBeforeHoliday !== undefined && isPublicHoliday(day.add({ days: 1 })) ? given.closesBeforeHoliday : given.closes
    return moment(day, shortDays.get(day.toString()) ?? eve)
  }

  const closesAt = (at: number) => {
    const day = localOf(at).toPlainDate()
    if (!isWorkingDay(day) || at < moment(day, given.opens)) return undefined
    const end = closing(day)
    return at < end ? end : undefined
  }
  const nextOpening = (at: number) => {
    let day = localOf(at).toPlainDate()
    // No run of days off is longer than this; a calendar without a working day is a mistake in the data.
    for (let tries = 0; tries < 60; tries++) {
      const opening = moment(day, given.opens)
      if (isWorkingDay(day) && opening > at) return opening
      day = day.add({ days: 1 })
    }
    throw new Error('working-hours.yaml has no working day within 60 days')
  }
  return {
    isOpen: (at) => closesAt(at) !== undefined,
    closesAt,
    nextOpening,
    addWorkingDays(at, days) {
      const start = localOf(closesAt(at) === undefined ? nextOpening(at) : at)
      let day = start.toPlainDate()
      for (let left = days; left > 0; ) {
        day = day.add({ days: 1 })
        if (isWorkingDay(day)) left--
      }
      const same = day.toZonedDateTime({ timeZone, plainTime: start.toPlainTime() }).epochMilliseconds
      return Math.min(same, closing(day))
    },
    workingDaysBetween(from, to) {
      const last = localOf(to).toPlainDate()
      let count = 0
      for (let day = localOf(from).toPlainDate().add({ days: 1 }); Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 }))
        if (isWorkingDay(day)) count++
      return count
    },
    hours: `${shown(given.opens)}–${shown(given.closes)}`,
  }
}

function shown(clock: string): string {
  return clock.replace(/^0/, '').replace(':', '.')
}
