import { Temporal } from 'temporal-polyfill'
import type { Calendar } from '../handoff/calendar.ts'

/** A moment on the wall clock of the service's time zone. */
export interface LocalTime {
  /** `2026-11-23` */
  day: string
  hour: number
  /** 1 = Monday … 7 = Sunday */
  weekday: number
}

/** Reads many moments fast: clocks and opening hours of a span of time, worked out once. */
export interface LocalTimes {
  localTime(at: number): LocalTime
  isOpen(at: number): boolean
  /** How much of the time between two moments somebody was at work, milliseconds. */
  openBetween(from: number, to: number): number
  addWorkingDays: Calendar['addWorkingDays']
}

/** Every time zone keeps the minutes of the hour in quarters. */
const quarter = 15 * 60_000

export function createLocalTimes(calendar: Calendar, timeZone: string): LocalTimes {
  const quarters = new Map<number, LocalTime>()
  const localTime = (at: number): LocalTime => {
    const key = Math.floor(at / quarter)
    const known = quarters.get(key)
    if (known) return known
    const zoned = Temporal.Instant.fromEpochMilliseconds(key * quarter).toZonedDateTimeISO(timeZone)
    const time = { day: zoned.toPlainDate().toString(), hour: zoned.hour, weekday: zoned.dayOfWeek }
    quarters.set(key, time)
    return time
  }
  const spans = new OpenSpans(calendar)
  return {
    localTime,
    isOpen: (at) => spans.containing(at) !== undefined,
    openBetween: (from, to) => spans.between(from, to),
    addWorkingDays: remember(calendar.addWorkingDays),
  }
}

const mostRemembered = 50_000

/** The same dates are asked for by every split of a report, and reckoning with dates is slow. */
function remember(addWorkingDays: Calendar['addWorkingDays']): Calendar['addWorkingDays'] {
  const known = new Map<string, number>()
  return (at, days) => {
    const key = `${at} ${days}`
    const found = known.get(key) ?? addWorkingDays(at, days)
    if (known.size >= mostRemembered) known.clear()
    known.set(key, found)
    return found
  }
}

interface Span {
  opens: number
  closes: number
  /** Working time of all spans before this one. */
  before: number
}

/** The working days one after another, found as far as they are asked for. */
class OpenSpans {
  readonly #calendar: Calendar
  #spans: Span[] = []
  /** From here on the spans are complete. */
  #start = Number.POSITIVE_INFINITY

  constructor(calendar: Calendar) {
    this.#calendar = calendar
  }

  containing(at: number): Span | undefined {
    const span = this.endingAfter(at)
    return span.opens <= at ? span : undefined
  }

  /** The first span that ends later than the moment. */
  endingAfter(at: number): Span {
    this.#cover(at)
    let low = 0
    let high = this.#spans.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#spans[middle] as Span).closes > at) high = middle
      else low = middle + 1
    }
    return this.#spans[low] as Span
  }

  between(from: number, to: number): number {
    return to <= from ? 0 : this.#openUntil(to, from) - this.#openUntil(from, from)
  }

  /** Working time from the first known span up to a moment. */
  #openUntil(at: number, from: number): number {
    this.#cover(from)
    const { opens, before } = this.endingAfter(at)
    return before + Math.max(0, at - opens)
  }

  #cover(at: number): void {
    if (at < this.#start) {
      // Some days of room: moments are asked for in no order. Before the first opening nothing is known.
      this.#spans = []
      this.#start = at - 30 * 24 * 3600_000
    }
    let last = this.#spans.at(-1)
    while (!last || last.closes <= at) {
      const from = last?.closes ?? this.#start
      const opens = this.#calendar.isOpen(from) ? from : this.#calendar.nextOpening(from)
      const closes = this.#calendar.closesAt(opens) as number
      last = { opens, closes, before: last ? last.before + last.closes - last.opens : 0 }
      this.#spans.push(last)
    }
  }
}
