import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Calendar, createCalendar, workingHoursSchema } from '../../src/handoff/calendar.ts'

const hours = workingHoursSchema.parse({
  opens: '08:00',
  closes: '18:00',
  weekdays: [1, 2, 3, 4, 5],
  daysOff: [{ date: '2026-06-22', why: 'Ministru kabineta rīkojums' }],
  workingDays: [{ date: '2026-06-27', why: 'pārceltā 22. jūnija darba diena' }],
  shortDays: [{ date: '2026-12-23', closes: '17:00' }],
})
const riga = createCalendar(hours, 'Europe/Riga')
const at = (iso: string) => Date.parse(iso)

describe('working time', () => {
  it.each<[string, string | undefined, string]>([
    ['2026-11-20T07:59:59.999+02:00', undefined, 'a moment before opening'],
    ['2026-11-20T08:00+02:00', '2026-11-20T18:00+02:00', 'the moment of opening'],
    ['2026-11-20T17:59:59.999+02:00', '2026-11-20T18:00+02:00', 'a moment before closing'],
    ['2026-11-20T18:00+02:00', undefined, 'the moment of closing'],
    ['2026-07-01T08:00+03:00', '2026-07-01T18:00+03:00', 'opening in summer time'],
    ['2026-11-21T12:00+02:00', undefined, 'Saturday'],
    ['2026-11-18T12:00+02:00', undefined, 'a public holiday on a Wednesday'],
    ['2026-06-22T12:00+03:00', undefined, 'a Monday that the Cabinet gave off'],
    ['2026-06-27T12:00+03:00', '2026-06-27T18:00+03:00', 'the Saturday worked for it'],
    ['2026-12-23T16:59+02:00', '2026-12-23T17:00+02:00', 'a short day'],
    ['2026-12-23T17:00+02:00', undefined, 'the end of a short day'],
  ])('at %s ends %s: %s', (moment, closing) => {
    expect(riga.closesAt(at(moment))).toBe(closing && at(closing))
    expect(riga.isOpen(at(moment))).toBe(closing !== undefined)
  })

  it('follows the time zone it is given', () => {
    const moment = at('2026-11-20T07:00Z')
    expect([riga.isOpen(moment), createCalendar(hours, 'Europe/London').isOpen(moment)]).toEqual([true, false])
  })

  it('lets a working day be ordered even on a public holiday', () => {
    const calendar = createCalendar({ ...hours, workingDays: [{ date: '2026-11-18', why: 'izņēmums' }] }, 'Europe/Riga')
    expect(calendar.isOpen(at('2026-11-18T12:00+02:00'))).toBe(true)
  })
})

describe('a service with several places', () => {
  const centres = createCalendar(
    workingHoursSchema.parse({
      ...hours,
      centres: [
        { id: 'riga', name: 'Rīga' },
        { id: 'rezekne', name: 'Rēzekne', opens: '08:30', closes: '17:00' },
        { id: 'daugavpils', name: 'Daugavpils', daysOff: [{ date: '2026-11-20', why: 'pilsētas svētki' }] },
      ],
    }),
    'Europe/Riga',
  )
  const open = (moment: string) => centres.centres.filter(({ calendar }) => calendar.isOpen(at(moment))).map(({ id }) => id)

  it.each<[string, string[], string]>([
    ['2026-11-19T08:15+02:00', ['riga', 'daugavpils'], 'one opens later'],
    ['2026-11-19T17:15+02:00', ['riga', 'daugavpils'], 'and closes earlier'],
    ['2026-11-20T12:00+02:00', ['riga', 'rezekne'], 'one has a day off of its own'],
    ['2026-06-22T12:00+03:00', ['daugavpils'], 'and works on the common one, which its own list replaces'],
    ['2026-06-27T12:00+03:00', ['riga', 'rezekne', 'daugavpils'], 'the working Saturday is common to all'],
    ['2026-12-23T17:15+02:00', [], 'and so is the short day'],
  ])('at %s: %j, %s', (moment, expected) => {
    expect(open(moment)).toEqual(expected)
    expect(centres.isOpen(at(moment))).toBe(expected.length > 0)
  })
})

const hour = 3_600_000

/** Opening times between two moments, found by looking at every hour; they all fall on full hours. */
function openHours(calendar: Calendar, from: number, to: number): number[] {
  const found: number[] = []
  for (let moment = Math.ceil(from / hour) * hour; moment < to; moment += hour) if (calendar.isOpen(moment)) found.push(moment)
  return found
}

it('finds the first opening from any closed moment of sixteen years, and the true end from any open one', () => {
  const moments = fc.integer({ min: at('2020-01-01T00:00Z'), max: at('2035-12-31T00:00Z') })
  fc.assert(
    fc.property(moments, (moment) => {
      const end = riga.closesAt(moment)
      if (end !== undefined) {
        expect([moment < end, riga.isOpen(end - 1), riga.isOpen(end)]).toEqual([true, true, false])
        return
      }
      const opening = riga.nextOpening(moment)
      expect([moment < opening, riga.isOpen(opening - 1), riga.isOpen(opening)]).toEqual([true, false, true])
      expect(openHours(riga, moment, opening)).toEqual([])
    }),
    { numRuns: 300 },
  )
})

describe('a long closure', () => {
  const closedFrom2March = (days: number) => {
    const daysOff = Array.from({ length: days }, (_, index) => ({
      date: new Date(at('2026-03-02') + index * 24 * hour).toISOString().slice(0, 10),
      why: 'remonts',
    }))
    return createCalendar({ ...hours, daysOff }, 'Europe/Riga')
  }

  it('is seen to its end', () => {
    expect(closedFrom2March(50).nextOpening(at('2026-03-01T12:00Z'))).toBe(at('2026-04-21T08:00+03:00'))
  })

  it('longer than any real one is reported as a mistake in the file', () => {
    expect(() => closedFrom2March(70).nextOpening(at('2026-03-01T12:00Z'))).toThrow('working-hours.yaml has no working day within 60 days')
  })
})

it.each([
  ['08:00', '18:00', '8.00–18.00'],
  ['10:30', '20:05', '10.30–20.05'],
])('shows %s to %s as %s', (opens, closes, shown) => {
  expect(createCalendar({ ...hours, opens, closes }, 'Europe/Riga').hours).toBe(shown)
})

it.each([
  ['a time without minutes', { opens: '8' }],
  ['the hour 24', { closes: '24:00' }],
  ['an eighth weekday', { weekdays: [8] }],
  ['a week without days', { weekdays: [] }],
  ['a date in the order of speech', { daysOff: [{ date: '24.12.2026', why: 'svētki' }] }],
  ['a misspelt key', { shortDay: [] }],
])('refuses working hours with %s', (_, change) => {
  expect(workingHoursSchema.safeParse({ opens: '08:00', closes: '18:00', weekdays: [1], ...change }).success).toBe(false)
})
