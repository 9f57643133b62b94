import { Temporal } from 'temporal-polyfill'
import { fill, type Wordings } from '../cards/wording.ts'
import type { Clock } from '../clock.ts'
import type { Language } from '../languages.ts'
import type { ExpectedAnswer } from '../turn/outcome.ts'
import type { Calendar } from './calendar.ts'
import { placeOf, type QueueState, waitOf } from './queue.ts'

export interface WaitDeps {
  calendar: Calendar
  clock: Clock
  timeZone: string
  knowledge: { wordings: Wordings }
  /** The queue as it is now; absent where there is no service, as in the tools. */
  queue?: (() => QueueState) | undefined
}

/** How soon a person usually answers in working time, where the queue is not known. */
const usualWait = 15 * 60_000
/** Nobody is at the console, though it opened a while ago: somebody is called, and the answer comes within this time. */
const nobodyWait = 60 * 60_000
/** From this place on, or from a longer wait, the queue counts as full: leaving a contact is offered first. */
const fullPlace = 30
const fullWait = 45 * 60_000
const minute = 60_000
/** At opening people sit down first; a wait up to a quarter of an hour is what “after 8.00” means. */
const openingPickup = 5 * minute
const quarter = 15 * minute

/**
 * When a person will answer somebody who asks now, in words of the language.
 *
 * @param own the place in the queue of somebody who waits already; absent: the end
 */
export function expectedAnswer(deps: WaitDeps, language: Language, own?: number): ExpectedAnswer & { when: string } {
  const { calendar, clock, timeZone, knowledge } = deps
  const now = clock()
  const wording = knowledge.wordings[language]
  const closes = calendar.closesAt(now)
  const queue = deps.queue?.()
  const place = own ?? (queue && placeOf(queue))
  const overNight = queue && place !== undefined ? waitAtOpening(queue, place) : 0
  if (closes === undefined) return atOpening('closed', calendar.nextOpening(now), overNight, deps, language)
  const nobody = queue !== undefined && queue.onDuty === 0
  const alone = calendar.isOpen(now - quarter) ? nobodyWait : roundUp(overNight)
  const wait = nobody ? alone : queue && place !== undefined ? roundUp(waitOf(queue, place)) : usualWait
  if (now + wait > closes) {
    // What of the queue is not served today is served first tomorrow.
    const rest = queue && !nobody ? openingPickup + now + wait - closes : overNight
    return atOpening('closing', calendar.nextOpening(closes), rest, deps, language)
  }
  const at = now + wait
  const time = clockTime(at, timeZone)
  const situation = nobody ? 'nobody' : situationOf(queue, place ?? 1, wait)
  const words = { free: wording.handoffNow, busy: wording.handoffBusy, full: wording.handoffFull, nobody: wording.handoffNobody }[situation]
  return {
    at: new Date(at).toISOString(),
    text: fill(words, { time, place: String(place ?? 1), minutes: String(Math.round(wait / minute)) }),
    when: fill(wording.untilTime, { time }),
    situation,
    ...(place !== undefined && !nobody && { place }),
  }
}

function situationOf(queue: QueueState | undefined, place: number, wait: number): 'free' | 'busy' | 'full' {
  if (!queue || place <= queue.free) return 'free'
  return place >= fullPlace || wait >= fullWait ? 'full' : 'busy'
}

/** Whole minutes, and fives above a quarter of an hour: a finer figure would promise more than is known. */
function roundUp(wait: number): number {
  const step = wait > 15 * minute ? 5 * minute : minute
  return Math.max(2 * minute, Math.ceil(wait / step) * step)
}

/** With as many operators as usual, all of them free. */
function waitAtOpening(queue: QueueState, place: number): number {
  return waitOf({ ...queue, slots: queue.usualSlots, free: queue.usualSlots, pickup: openingPickup }, place)
}

/** @param wait from the opening on, as far as it is known */
function atOpening(
  situation: 'closed' | 'closing',
  opening: number,
  wait: number,
  deps: WaitDeps,
  language: Language,
): ExpectedAnswer & { when: string } {
  const wording = deps.knowledge.wordings[language]
  const by = opening + (wait > 0 ? roundUp(wait) : 0)
  const at = wait > quarter ? by : opening
  const time = openingInWords(at, language, deps.timeZone)
  const words = situation === 'closed' ? wording.handoffLater : wording.handoffSoonClosed
  return {
    at: new Date(at).toISOString(),
    ...(by > at && { by: new Date(by).toISOString() }),
    text: fill(words, { hours: deps.calendar.hours, time }),
    when: time,
    situation,
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
