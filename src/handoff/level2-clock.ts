import type { Calendar } from './calendar.ts'

/** Working days from the client's request within which a question is forwarded to an institution. */
export const forwardWithin = 1
/** Working days that the institution has from then on. */
export const answerWithin = 6
/** The link goes on working for so many working days after the answer was due: a late answer is better than none. */
const linkOutlives = 10

type Days = Pick<Calendar, 'addWorkingDays'>

/** The dates of a question that is forwarded at `askedAt` in a case that was opened at `openedAt`. */
export function level2Dates(openedAt: number, askedAt: number, calendar: Days) {
  const dueAt = calendar.addWorkingDays(askedAt, answerWithin)
  return {
    /** When the institution is to have answered. */
    dueAt,
    /** Whether the operator took longer than promised to forward it. */
    late: askedAt > calendar.addWorkingDays(openedAt, forwardWithin),
    /** When the client is to have the answer: all of it together, or later when it was forwarded late. */
    promisedAt: Math.max(dueAt, calendar.addWorkingDays(openedAt, forwardWithin + answerWithin)),
    expiresAt: calendar.addWorkingDays(dueAt, linkOutlives),
  }
}

/** Whether the institution should be reminded: one working day before the answer is due, in working time. */
export function isReminderTime(dueAt: number, at: number, calendar: Days & Pick<Calendar, 'isOpen'>): boolean {
  return at < dueAt && calendar.isOpen(at) && calendar.addWorkingDays(at, 1) >= dueAt
}
