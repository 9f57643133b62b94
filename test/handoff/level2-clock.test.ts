import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCalendar, workingHoursSchema } from '../../src/handoff/calendar.ts'
import { byDate } from '../../src/handoff/due-date.ts'
import { isReminderTime, level2Dates } from '../../src/handoff/level2-clock.ts'

const calendar = createCalendar(
  workingHoursSchema.parse({
    opens: '08:00',
    closes: '18:00',
    weekdays: [1, 2, 3, 4, 5],
    daysOff: [{ date: '2026-06-22', why: 'Ministru kabineta rīkojums' }],
    workingDays: [{ date: '2026-06-27', why: 'pārceltā 22. jūnija darba diena' }],
  }),
  'Europe/Riga',
)
const at = (iso: string) => Date.parse(iso)

describe('working days between two moments', () => {
  it.each<[string, string, number, string]>([
    ['2026-11-20T09:00+02:00', '2026-11-20T17:00+02:00', 0, 'the same day'],
    ['2026-11-20T17:59+02:00', '2026-11-23T08:00+02:00', 1, 'Friday evening to Monday morning'],
    ['2026-11-20T12:00+02:00', '2026-11-22T12:00+02:00', 0, 'into the weekend'],
    ['2026-11-16T12:00+02:00', '2026-11-20T12:00+02:00', 3, 'a week with a holiday on Wednesday'],
    ['2026-06-19T12:00+03:00', '2026-06-29T12:00+03:00', 4, 'a day off moved to a Saturday, and Līgo and Jāņi'],
    ['2026-03-27T12:00+02:00', '2026-03-30T12:00+03:00', 1, 'the night without an hour'],
    ['2026-10-23T23:30+03:00', '2026-10-26T00:30+02:00', 1, 'the night with an hour twice'],
    ['2026-12-22T12:00+02:00', '2027-01-04T12:00+02:00', 5, 'Christmas and New Year'],
    ['2026-11-23T12:00+02:00', '2026-11-20T12:00+02:00', 0, 'the wrong way round'],
  ])('%s to %s are %i: %s', (from, to, count) => {
    expect(calendar.workingDaysBetween(at(from), at(to))).toBe(count)
  })

  it('are as many as were added, from any moment of ten years', () => {
    const moments = fc.integer({ min: at('2024-01-01T00:00Z'), max: at('2034-01-01T00:00Z') })
    fc.assert(
      fc.property(moments, fc.integer({ min: 0, max: 30 }), (moment, days) => {
        const start = calendar.isOpen(moment) ? moment : calendar.nextOpening(moment)
        expect(calendar.workingDaysBetween(start, calendar.addWorkingDays(moment, days))).toBe(days)
      }),
      { numRuns: 300 },
    )
  })
})

describe('the dates of a question to an institution', () => {
  it.each([
    // Opened            asked               the institution by    the client by         late
    ['2026-11-23T10:00+02:00', '2026-11-23T11:00+02:00', '2026-12-01T11:00+02:00', '2026-12-02T10:00+02:00', false],
    ['2026-11-23T10:00+02:00', '2026-11-24T09:00+02:00', '2026-12-02T09:00+02:00', '2026-12-02T10:00+02:00', false],
    ['2026-11-23T10:00+02:00', '2026-11-24T10:00+02:00', '2026-12-02T10:00+02:00', '2026-12-02T10:00+02:00', false],
    ['2026-11-23T10:00+02:00', '2026-11-24T10:01+02:00', '2026-12-02T10:01+02:00', '2026-12-02T10:01+02:00', true],
    // A question of Saturday begins on Monday.
    ['2026-11-21T22:00+02:00', '2026-11-24T08:00+02:00', '2026-12-02T08:00+02:00', '2026-12-02T08:00+02:00', false],
    // Six working days over Easter and the change to summer time.
    ['2026-03-26T10:00+02:00', '2026-03-26T10:00+02:00', '2026-04-07T10:00+03:00', '2026-04-08T10:00+03:00', false],
  ])('opened %s, asked %s: due %s, promised %s', (opened, asked, due, promised, late) => {
    const dates = level2Dates(at(opened), at(asked), calendar)
    expect(dates).toMatchObject({ dueAt: at(due), promisedAt: at(promised), late })
    expect(dates.expiresAt).toBeGreaterThan(dates.dueAt)
  })
})

describe('the time for a reminder', () => {
  const due = at('2026-12-02T11:00+02:00') // Wednesday
  it.each([
    ['2026-12-01T10:59+02:00', false, 'more than a working day before'],
    ['2026-12-01T11:00+02:00', true, 'one working day before'],
    ['2026-12-01T20:00+02:00', false, 'in the evening nobody reads it'],
    ['2026-12-02T08:00+02:00', true, 'in the morning of the day'],
    ['2026-12-02T11:00+02:00', false, 'when it is due it is late'],
  ])('%s: %s, %s', (moment, expected) => {
    expect(isReminderTime(due, at(moment), calendar)).toBe(expected)
  })

  it('lies on Friday for what is due on Monday', () => {
    const monday = at('2026-11-30T11:00+02:00')
    expect(isReminderTime(monday, at('2026-11-27T11:00+02:00'), calendar)).toBe(true)
    expect(isReminderTime(monday, at('2026-11-28T11:00+02:00'), calendar), 'not on Saturday').toBe(false)
  })
})

it.each([
  ['lv', 'piektdienai, 4. decembrim'],
  ['ru', 'пятницы, 4 декабря'],
  ['en', 'Friday, 4 December'],
] as const)('in %s a date after “by” is %s', (language, words) => {
  expect(byDate(at('2026-12-04T11:00+02:00'), language, 'Europe/Riga')).toBe(words)
  // Half past midnight in Riga is still the day before in London.
  expect(byDate(at('2026-12-04T00:30+02:00'), language, 'Europe/Riga')).toBe(words)
})
