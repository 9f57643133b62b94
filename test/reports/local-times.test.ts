import { describe, expect, it } from 'vitest'
import { createCalendar, workingHoursSchema } from '../../src/handoff/calendar.ts'
import { boardPeriod, stepOf, stepsOf } from '../../src/reports/board-period.ts'
import { createLocalTimes } from '../../src/reports/local-times.ts'

const timeZone = 'Europe/Riga'
const calendar = createCalendar(
  workingHoursSchema.parse({
    opens: '08:00',
    closes: '18:00',
    weekdays: [1, 2, 3, 4, 5],
    shortDays: [{ date: '2026-12-23', closes: '15:30' }],
  }),
  timeZone,
)
const hour = 3600_000
const at = (time: string) => Date.parse(time)

describe('local times', () => {
  const times = createLocalTimes(calendar, timeZone)

  it.each([
    ['in winter', '2026-11-23T06:59:59Z', { day: '2026-11-23', hour: 8, weekday: 1 }],
    ['in summer', '2026-07-05T21:30:00Z', { day: '2026-07-06', hour: 0, weekday: 1 }],
    ['before the clock goes back', '2026-10-25T00:30:00Z', { day: '2026-10-25', hour: 3, weekday: 7 }],
    ['after it went back', '2026-10-25T01:30:00Z', { day: '2026-10-25', hour: 3, weekday: 7 }],
    ['after it went forward', '2026-03-29T01:00:00Z', { day: '2026-03-29', hour: 4, weekday: 7 }],
  ])('are read %s', (_, moment, expected) => {
    expect(times.localTime(at(moment))).toEqual(expected)
  })

  it.each([
    ['within a day', '2026-11-23T10:00+02:00', '2026-11-23T12:30+02:00', 2.5],
    ['over a weekend', '2026-11-20T17:00+02:00', '2026-11-23T09:00+02:00', 2],
    ['over a holiday', '2026-11-17T17:00+02:00', '2026-11-19T09:00+02:00', 2],
    ['to the end of a short day and over Christmas', '2026-12-23T15:00+02:00', '2026-12-28T08:30+02:00', 1],
    ['over the night when the clock goes back', '2026-10-23T17:00+03:00', '2026-10-26T09:00+02:00', 2],
    ['in the night', '2026-11-23T20:00+02:00', '2026-11-24T07:00+02:00', 0],
    ['backwards', '2026-11-24T12:00+02:00', '2026-11-23T12:00+02:00', 0],
    ['over a whole year', '2026-01-01T00:00+02:00', '2027-01-01T00:00+02:00', undefined],
  ])('tell the working time %s', (_, from, to, hours) => {
    const open = times.openBetween(at(from), at(to))
    if (hours !== undefined) expect(open).toBe(hours * hour)
    // 365 days, 104 at weekends, 11 holidays on working days (1 Jan, 3 and 6 Apr, 1 and 4 May, 23 and 24 June, 18 Nov, 24, 25 and 31 Dec).
    else expect(open).toBe((365 - 104 - 11) * 10 * hour - 2.5 * hour)
  })

  it('do not depend on the order of the questions', () => {
    const fresh = createLocalTimes(calendar, timeZone)
    const later = fresh.openBetween(at('2026-11-23T10:00+02:00'), at('2026-11-27T12:00+02:00'))
    const earlier = fresh.openBetween(at('2025-11-24T10:00+02:00'), at('2025-11-28T12:00+02:00'))
    expect([later, earlier]).toEqual([42 * hour, 42 * hour])
    expect([fresh.isOpen(at('2026-11-23T08:00+02:00')), fresh.isOpen(at('2026-11-23T07:59+02:00'))]).toEqual([true, false])
  })
})

describe('the period of the board', () => {
  const now = at('2026-11-23T10:00Z')
  const days = (wanted: Parameters<typeof boardPeriod>[0]) => {
    const { firstDay, lastDay } = boardPeriod(wanted, now, timeZone)
    return `${firstDay} – ${lastDay}`
  }

  it.each([
    [{}, '2026-11-01 – 2026-11-30'],
    [{ day: '2026-02-28' }, '2026-02-28 – 2026-02-28'],
    [{ month: '2028-02' }, '2028-02-01 – 2028-02-29'],
    [{ year: '2026' }, '2026-01-01 – 2026-12-31'],
    [{ from: '2026-11-20' }, '2026-11-20 – 2026-11-23'],
    [{ to: '2026-10-15' }, '2026-10-01 – 2026-10-15'],
    [{ from: '2026-03-28', to: '2026-03-30' }, '2026-03-28 – 2026-03-30'],
  ])('%o is %s', (wanted, expected) => {
    expect(days(wanted)).toBe(expected)
  })

  it('begins and ends at midnight, also when the clock changes in between', () => {
    const { from, to } = boardPeriod({ month: '2026-10' }, now, timeZone)
    expect([from, to]).toEqual([at('2026-10-01T00:00+03:00'), at('2026-11-01T00:00+02:00')])
  })

  it('is drawn by hours, days or months', () => {
    const steps = (wanted: Parameters<typeof boardPeriod>[0]) => {
      const period = boardPeriod(wanted, now, timeZone)
      return [stepOf(period), stepsOf(period).length, stepsOf(period)[0]]
    }
    expect(steps({ day: '2026-11-23' })).toEqual(['hour', 24, '00'])
    expect(steps({ month: '2026-11' })).toEqual(['day', 30, '2026-11-01'])
    expect(steps({ year: '2026' })).toEqual(['month', 12, '2026-01'])
    expect(steps({ from: '2026-01-31', to: '2026-04-15' })).toEqual(['month', 4, '2026-01'])
  })
})
