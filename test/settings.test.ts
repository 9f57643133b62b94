import { expect, it } from 'vitest'
import { readConfig } from '../src/config.ts'
import { workingHoursSchema } from '../src/handoff/calendar.ts'

it('refuses a blank PORT rather than taking it for 0', () => {
  expect(() => readConfig({ PORT: ' ' })).toThrow('PORT')
})

it.each([
  ['close before they open', { opens: '18:00', closes: '08:00' }],
  ['end a short day before it begins', { shortDays: [{ date: '2026-12-23', closes: '07:00' }] }],
  ['name a day that does not exist', { daysOff: [{ date: '2026-02-31', why: 'x' }] }],
])('refuses working hours that %s', (_, change) => {
  expect(workingHoursSchema.safeParse({ opens: '08:00', closes: '18:00', weekdays: [1], ...change }).success).toBe(false)
})
