import type { WorkingHours } from '../handoff/calendar.ts'
import type { Localised } from '../languages.ts'
import { type BoardPeriod, type Step, stepOf, stepsOf } from './board-period.ts'
import type { FigureId } from './figure-definitions.ts'
import type { LocalTimes } from './local-times.ts'
import { countOf, Tally, type Value } from './tally.ts'
import { centreOf, type Visit } from './visits.ts'

export type OpeningHours = Pick<WorkingHours, 'opens' | 'closes' | 'weekdays'>

/** The usual opening hours of each place; without centres the service is one. */
export function openingHours({ centres, opens, closes, weekdays }: WorkingHours): OpeningHours[] {
  const usual = { opens, closes, weekdays }
  if (centres.length === 0) return [usual]
  return centres.map((centre) => ({
    opens: centre.opens ?? opens,
    closes: centre.closes ?? closes,
    weekdays: centre.weekdays ?? weekdays,
  }))
}

/** What the splits show of each channel, institution, service, language and centre. */
export const splitFigures = [
  'visits',
  'answered',
  'handed-over',
  'assistant-confirmed',
  'solved-inside',
  'satisfaction',
  'wait-median',
] as const satisfies FigureId[]
export type SplitFigure = (typeof splitFigures)[number]
export const splitNames = ['channel', 'institution', 'service', 'language', 'centre'] as const
export type SplitName = (typeof splitNames)[number]
/** `key` is empty where it is not known, such as the service of a greeting. */
export interface SplitRow {
  key: string
  /** Absent where the key has no name of its own, such as a language. */
  name: Localised | undefined
  figures: Record<SplitFigure, Value>
}

export interface TrendPoint {
  key: string
  visits: number
  answered: Value
  handoffs: Record<string, number>
}

/** What institutions, services and centres are called. */
export type NameOf = (split: SplitName, key: string) => Localised | undefined

export interface LoadReport {
  /** Visits by hour of the day, begun in working time and outside it. */
  hours: { hour: number; open: number; closed: number }[]
  /** Visits by weekday (Monday first) and hour; `open`: somebody is usually at work in this hour. */
  week: { visits: number; open: boolean }[][]
}

/** The same figures for each channel, institution, service, language and centre. */
export class SplitTallies {
  readonly #tallies: Record<SplitName, Map<string, Tally>>
  readonly #keys: Record<SplitName, (visit: Visit) => string>
  readonly #create: () => Tally

  constructor(times: LocalTimes, until: number, institutionOf: (service: string) => string | undefined) {
    this.#create = () => new Tally(times, until)
    this.#tallies = { channel: new Map(), institution: new Map(), service: new Map(), language: new Map(), centre: new Map() }
    this.#keys = {
      channel: ({ channel }) => channel,
      institution: ({ service }) => (service && institutionOf(service)) || '',
      service: ({ service }) => service ?? '',
      language: ({ language }) => language,
      centre: centreOf,
    }
  }

  add(visit: Visit): void {
    for (const name of splitNames) {
      const key = this.#keys[name](visit)
      const known = this.#tallies[name].get(key)
      const tally = known ?? this.#create()
      if (!known) this.#tallies[name].set(key, tally)
      tally.add(visit)
    }
  }

  rows(nameOf: NameOf): Record<SplitName, SplitRow[]> {
    const rowsOf = (name: SplitName) =>
      [...this.#tallies[name]]
        .sort(([a, { visits: most }], [b, { visits: least }]) => least - most || (a < b ? -1 : 1))
        .map(([key, tally]) => ({ key, name: nameOf(name, key), figures: splitValues(tally) }))
    return Object.fromEntries(splitNames.map((name) => [name, rowsOf(name)])) as Record<SplitName, SplitRow[]>
  }
}

function splitValues(tally: Tally): Record<SplitFigure, Value> {
  return {
    visits: countOf(tally.visits),
    answered: tally.share('answered'),
    'handed-over': tally.share('handed-over'),
    'assistant-confirmed': tally.share('assistant-confirmed'),
    'solved-inside': tally.share('solved-inside'),
    satisfaction: tally.satisfaction(),
    'wait-median': tally.time('wait-median', 0.5),
  }
}

/** When visits begin. */
export class Load {
  readonly #times: LocalTimes
  readonly #hours = Array.from({ length: 24 }, (_, hour) => ({ hour, open: 0, closed: 0 }))
  readonly #week: LoadReport['week']

  constructor(times: LocalTimes, places: readonly OpeningHours[]) {
    this.#times = times
    const usuallyOpen = (weekday: number, hour: number) =>
      places.some(({ opens, closes, weekdays }) => weekdays.includes(weekday) && clock(hour + 1) > opens && clock(hour) < closes)
    this.#week = Array.from({ length: 7 }, (_, day) =>
      Array.from({ length: 24 }, (_, hour) => ({ visits: 0, open: usuallyOpen(day + 1, hour) })),
    )
  }

  add(at: number): void {
    const { hour, weekday } = this.#times.localTime(at)
    const ofHour = this.#hours[hour]
    const cell = this.#week[weekday - 1]?.[hour]
    if (!ofHour || !cell) return
    if (this.#times.isOpen(at)) ofHour.open++
    else ofHour.closed++
    cell.visits++
  }

  result(): LoadReport {
    return { hours: this.#hours, week: this.#week }
  }
}

function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`
}

/** Visits and handoffs by hour, day or month. */
export class Trend {
  readonly #times: LocalTimes
  readonly #until: number
  readonly #step: Step
  readonly #points: Map<string, { tally: Tally; handoffs: Record<string, number> }>

  constructor(period: BoardPeriod, times: LocalTimes, until: number) {
    this.#times = times
    this.#until = until
    this.#step = stepOf(period)
    this.#points = new Map(stepsOf(period).map((key) => [key, { tally: new Tally(times, until), handoffs: {} }]))
  }

  add(visit: Visit): void {
    const { day, hour } = this.#times.localTime(visit.at)
    const key = this.#step === 'hour' ? String(hour).padStart(2, '0') : this.#step === 'day' ? day : day.slice(0, 7)
    const point = this.#points.get(key) ?? { tally: new Tally(this.#times, this.#until), handoffs: {} }
    this.#points.set(key, point)
    point.tally.add(visit)
    for (const { reason } of visit.handoffs) point.handoffs[reason] = (point.handoffs[reason] ?? 0) + 1
  }

  points(): TrendPoint[] {
    return [...this.#points].map(([key, { tally, handoffs }]) => ({
      key,
      visits: tally.visits,
      answered: tally.share('answered'),
      handoffs,
    }))
  }
}
