import { describe, expect, it } from 'vitest'
import { type Wording, type Wordings, wordingSchema } from '../../src/cards/wording.ts'
import { createCalendar, workingHoursSchema } from '../../src/handoff/calendar.ts'
import { expectedAnswer, openingInWords } from '../../src/handoff/expected-answer.ts'
import type { QueueState } from '../../src/handoff/queue.ts'
import { type Language, languages } from '../../src/languages.ts'

const timeZone = 'Europe/Riga'
const calendar = createCalendar(
  workingHoursSchema.parse({
    opens: '08:00',
    closes: '18:00',
    weekdays: [1, 2, 3, 4, 5],
    daysOff: [{ date: '2026-06-22', why: 'Ministru kabineta rīkojums' }],
    workingDays: [{ date: '2026-06-27', why: 'pārceltā 22. jūnija darba diena' }],
    shortDays: [{ date: '2026-12-23', closes: '17:00' }],
  }),
  timeZone,
)

/** Short words of our own: the project's wording may change without changing when a person answers. */
function wordingOf(language: Language): Wording {
  const words = {
    handoffNow: `${language} now, by {time}`,
    handoffLater: `${language} later ({hours}), {time}`,
    untilTime: `${language} by {time}`,
  }
  return { ...Object.fromEntries(Object.keys(wordingSchema.shape).map((key) => [key, ''])), ...words } as Wording
}
const wordings: Wordings = { lv: wordingOf('lv'), ru: wordingOf('ru'), en: wordingOf('en') }

const ask = (moment: string, language: Language = 'lv') =>
  expectedAnswer({ calendar, clock: () => Date.parse(moment), timeZone, knowledge: { wordings } }, language)

describe('when a person answers', () => {
  it.each([
    // asked                         answered                       words                                              why
    ['2026-11-23T11:00+02:00', '2026-11-23T11:15+02:00', 'lv by 11.15', 'in working time'],
    ['2026-11-23T08:00+02:00', '2026-11-23T08:15+02:00', 'lv by 8.15', 'at the moment of opening'],
    ['2026-11-23T07:59:59+02:00', '2026-11-23T08:00+02:00', 'pirmdien, 23. novembrī, pēc plkst. 8.00', 'just before opening, the same day'],
    ['2026-11-23T00:00+02:00', '2026-11-23T08:00+02:00', 'pirmdien, 23. novembrī, pēc plkst. 8.00', 'at midnight, still Sunday in UTC'],
    ['2026-11-20T17:45+02:00', '2026-11-20T18:00+02:00', 'lv by 18.00', 'as late as can be answered the same day'],
    ['2026-11-20T17:59+02:00', '2026-11-23T08:00+02:00', 'pirmdien, 23. novembrī, pēc plkst. 8.00', 'Friday, a minute before closing'],
    ['2026-11-20T18:00+02:00', '2026-11-23T08:00+02:00', 'pirmdien, 23. novembrī, pēc plkst. 8.00', 'Friday, at closing'],
    ['2026-11-21T12:00+02:00', '2026-11-23T08:00+02:00', 'pirmdien, 23. novembrī, pēc plkst. 8.00', 'Saturday'],
    ['2026-11-17T18:00+02:00', '2026-11-19T08:00+02:00', 'ceturtdien, 19. novembrī, pēc plkst. 8.00', 'the eve of 18 November'],
    [
      '2028-11-17T18:00+02:00',
      '2028-11-21T08:00+02:00',
      'otrdien, 21. novembrī, pēc plkst. 8.00',
      '18 November on a Saturday moves to Monday',
    ],
    ['2025-05-02T18:00+03:00', '2025-05-06T08:00+03:00', 'otrdien, 6. maijā, pēc plkst. 8.00', '4 May on a Sunday moves to Monday'],
    ['2026-04-02T17:50+03:00', '2026-04-07T08:00+03:00', 'otrdien, 7. aprīlī, pēc plkst. 8.00', 'Easter'],
    ['2027-06-23T10:00+03:00', '2027-06-25T08:00+03:00', 'piektdien, 25. jūnijā, pēc plkst. 8.00', 'Līgo: the one working day after Jāņi'],
    [
      '2026-06-19T18:00+03:00',
      '2026-06-25T08:00+03:00',
      'ceturtdien, 25. jūnijā, pēc plkst. 8.00',
      'Monday given off by the Cabinet, then Līgo and Jāņi',
    ],
    ['2026-06-26T18:00+03:00', '2026-06-27T08:00+03:00', 'sestdien, 27. jūnijā, pēc plkst. 8.00', 'an extra working Saturday comes'],
    ['2026-06-27T09:00+03:00', '2026-06-27T09:15+03:00', 'lv by 9.15', 'on the extra working Saturday'],
    ['2026-12-23T16:45+02:00', '2026-12-23T17:00+02:00', 'lv by 17.00', 'a short day, just in time'],
    [
      '2026-12-23T16:46+02:00',
      '2026-12-28T08:00+02:00',
      'pirmdien, 28. decembrī, pēc plkst. 8.00',
      'a short day, too late, then Christmas',
    ],
    ['2026-12-31T12:00+02:00', '2027-01-04T08:00+02:00', 'pirmdien, 4. janvārī, pēc plkst. 8.00', '31 December, into the next year'],
    ['2026-03-29T02:59:59+02:00', '2026-03-30T08:00+03:00', 'pirmdien, 30. martā, pēc plkst. 8.00', 'the night the clock jumps forward'],
    [
      '2026-10-25T03:30+03:00',
      '2026-10-26T08:00+02:00',
      'pirmdien, 26. oktobrī, pēc plkst. 8.00',
      'half past three, before the clock goes back',
    ],
    ['2026-10-25T03:30+02:00', '2026-10-26T08:00+02:00', 'pirmdien, 26. oktobrī, pēc plkst. 8.00', 'half past three once more'],
  ])('asked at %s: %s, „%s” (%s)', (asked, answered, when) => {
    expect(ask(asked)).toMatchObject({ at: new Date(answered).toISOString(), when })
  })

  it.each([
    ['lv', 'lv later (8.00–18.00), otrdien, 1. decembrī, pēc plkst. 8.00', 'lv now, by 12.05'],
    ['ru', 'ru later (8.00–18.00), во вторник, 1 декабря, после 8.00', 'ru now, by 12.05'],
    ['en', 'en later (8.00–18.00), on Tuesday, 1 December, after 8.00', 'en now, by 12.05'],
  ] as const)('is told in %s', (language, later, now) => {
    expect(ask('2026-11-30T20:00+02:00', language).text).toBe(later)
    expect(ask('2026-11-30T11:50+02:00', language).text).toBe(now)
  })
})

describe('with the queue known', () => {
  const hours = workingHoursSchema.parse({
    opens: '08:00',
    closes: '18:00',
    weekdays: [1, 2, 3, 4, 5],
    daysOff: [{ date: '2026-06-22', why: 'Ministru kabineta rīkojums' }],
    workingDays: [{ date: '2026-06-27', why: 'pārceltā 22. jūnija darba diena' }],
    closesBeforeHoliday: '17:00',
    centres: [
      { id: 'riga', name: 'Rīga', closes: '17:00' },
      { id: 'rezekne', name: 'Rēzekne', opens: '09:00' },
    ],
  })
  const twoCentres = createCalendar(hours, timeZone)
  const minute = 60_000
  /** Ten conversations of ten minutes: one ends each minute. */
  const team = { waiting: 0, onDuty: 3, slots: 10, free: 2, usualSlots: 10, handling: 10 * minute, pickup: minute, leaving: 0 }
  const night = { ...team, onDuty: 0, slots: 0, free: 0 }
  const busy = { ...team, free: 0 }
  const askWith = (moment: string, queue: QueueState) =>
    expectedAnswer({ calendar: twoCentres, clock: () => Date.parse(moment), timeZone, knowledge: { wordings }, queue: () => queue }, 'lv')

  it.each<[asked: string, queue: QueueState, situation: string, at: string, by: string | undefined, why: string]>([
    ['2026-11-23T11:00+02:00', team, 'free', '2026-11-23T11:02+02:00', undefined, 'somebody is free'],
    [
      '2026-11-23T11:00+02:00',
      { ...busy, waiting: 4 },
      'busy',
      '2026-11-23T11:09+02:00',
      undefined,
      'fifth in the queue: five minutes, 2.9 for doubt, one to be taken',
    ],
    [
      '2026-11-23T11:00+02:00',
      { ...busy, waiting: 39 },
      'full',
      '2026-11-23T11:50+02:00',
      undefined,
      'a long queue: 40 and 8.1 minutes and one, in steps of five',
    ],
    ['2026-11-23T08:30+02:00', team, 'free', '2026-11-23T08:32+02:00', undefined, 'only Rīga is open'],
    ['2026-11-23T17:57+02:00', team, 'free', '2026-11-23T17:59+02:00', undefined, 'only Rēzekne is open'],
    ['2026-11-17T16:58+02:00', team, 'free', '2026-11-17T17:00+02:00', undefined, 'the eve of a holiday, just in time'],
    ['2026-11-17T16:59+02:00', team, 'closing', '2026-11-19T08:00+02:00', '2026-11-19T08:06+02:00', 'the eve of a holiday, too late'],
    [
      '2026-06-19T16:59+03:00',
      team,
      'free',
      '2026-06-19T17:01+03:00',
      undefined,
      'before a day that the Cabinet gave off: no holiday, no short day',
    ],
    ['2026-06-19T18:00+03:00', night, 'closed', '2026-06-25T08:00+03:00', '2026-06-25T08:05+03:00', 'over that day, Līgo and Jāņi'],
    ['2026-06-26T18:00+03:00', night, 'closed', '2026-06-27T08:00+03:00', '2026-06-27T08:05+03:00', 'the swapped Saturday comes'],
    ['2026-06-27T17:59+03:00', team, 'closing', '2026-06-29T08:00+03:00', '2026-06-29T08:06+03:00', 'the end of the swapped Saturday'],
    [
      '2026-11-23T17:30+02:00',
      { ...busy, waiting: 59 },
      'closing',
      '2026-11-24T08:50+02:00',
      undefined,
      '75 minutes of queue, 45 of them tomorrow, after five',
    ],
    [
      '2026-11-22T22:00+02:00',
      { ...night, waiting: 40 },
      'closed',
      '2026-11-23T08:45+02:00',
      undefined,
      'many wait already: 31 must end before, 38.1 minutes after five',
    ],
    ['2026-11-23T08:05+02:00', night, 'nobody', '2026-11-23T08:10+02:00', undefined, 'people are still sitting down'],
    ['2026-11-23T11:00+02:00', night, 'nobody', '2026-11-23T12:00+02:00', undefined, 'nobody is there in the middle of the day'],
  ])('asked at %s (%o): %s', (asked, queue, situation, answered, by) => {
    const promise = askWith(asked, queue)
    expect([promise.situation, promise.at, promise.by]).toEqual([
      situation,
      new Date(answered).toISOString(),
      by && new Date(by).toISOString(),
    ])
  })
})

describe('a day in words', () => {
  const days = Array.from({ length: 366 }, (_, index) => Date.parse('2028-01-01T08:00+02:00') + index * 86_400_000)
  // The names of Intl stand in the nominative; before the ending that a sentence needs they are the same.
  const endings = { lv: { weekday: 1, month: 2 }, ru: { weekday: 1, month: 0 }, en: { weekday: 0, month: 0 } }

  it.each(languages)('names the right weekday, day and month on every day of a leap year in %s', (language) => {
    const stem = (word: string, part: 'weekday' | 'month') => word.slice(0, word.length - endings[language][part]).toLowerCase()
    const wrong = days.filter((at) => {
      const weekday = new Intl.DateTimeFormat(language, { timeZone, weekday: 'long' }).format(at)
      const parts = new Intl.DateTimeFormat(language, { timeZone, day: 'numeric', month: 'long' }).formatToParts(at)
      const [day, month] = (['day', 'month'] as const).map((type) => parts.find((part) => part.type === type)?.value ?? '?')
      const expected = new RegExp(`(^| )${stem(weekday, 'weekday')}\\p{L}*, ${day}\\.? ${stem(month ?? '?', 'month')}\\p{L}*, `, 'u')
      return !expected.test(openingInWords(at, language, timeZone).toLowerCase())
    })
    expect(wrong.map((at) => openingInWords(at, language, timeZone))).toEqual([])
  })
})
