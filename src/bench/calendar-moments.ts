import type { Wordings } from '../cards/wording.ts'
import { createCalendar, workingHoursSchema } from '../handoff/calendar.ts'
import { expectedAnswer } from '../handoff/expected-answer.ts'
import type { QueueState } from '../handoff/queue.ts'
import { loadKnowledge } from '../tools/open-assistant.ts'
import type { Bench } from './bench.ts'

const timeZone = 'Europe/Riga'
/** Two places, a Monday that the Cabinet gave off, the Saturday worked for it, an hour less before holidays. */
const calendar = createCalendar(
  workingHoursSchema.parse({
    opens: '08:00',
    closes: '18:00',
    weekdays: [1, 2, 3, 4, 5],
    daysOff: [{ date: '2026-06-22', why: 'Ministru kabineta rīkojums' }],
    workingDays: [{ date: '2026-06-27', why: 'pārceltā 22. jūnija darba diena' }],
    closesBeforeHoliday: '17:00',
    centres: [
      { id: 'riga', name: 'Rīga' },
      { id: 'rezekne', name: 'Rēzekne', opens: '08:30', closes: '16:30' },
    ],
  }),
  timeZone,
)

const minute = 60_000
/** Five operators with four conversations each; a conversation takes eight minutes, and nobody gives up. */
const team = { onDuty: 5, slots: 20, usualSlots: 20, handling: 8 * minute, pickup: minute, leaving: 0 }
const queues = {
  free: { ...team, waiting: 0, free: 3 },
  busy: { ...team, waiting: 9, free: 0 },
  'not there yet': { ...team, waiting: 0, onDuty: 0, slots: 0, free: 0 },
  'nobody, 200 wait': { ...team, waiting: 200, onDuty: 0, slots: 0, free: 0 },
  'full, 149 wait': { ...team, waiting: 149, free: 0 },
} as const satisfies Record<string, QueueState>

const night = 'not there yet'
const moments: [asked: string, queue: keyof typeof queues, why: string][] = [
  ['2026-11-20T17:57+02:00', 'free', 'Friday, as late as can be answered the same day'],
  ['2026-11-20T17:59+02:00', 'free', 'Friday, a minute before closing'],
  ['2026-11-20T18:00+02:00', night, 'Friday, at closing'],
  ['2026-11-23T07:59:59+02:00', night, 'a second before opening'],
  ['2026-11-23T08:00+02:00', night, 'the moment of opening, nobody has signed in yet'],
  ['2026-11-23T08:10+02:00', 'free', 'Rīga is open, Rēzekne opens at 8.30'],
  ['2026-11-23T17:30+02:00', 'free', 'Rēzekne has closed, Rīga has not'],
  ['2026-11-23T11:00+02:00', 'busy', 'all busy, tenth in the queue'],
  ['2026-11-23T17:30+02:00', 'full, 149 wait', 'half an hour before closing, an hour of queue: the rest is served in the morning'],
  ['2026-11-22T22:00+02:00', 'nobody, 200 wait', 'Sunday night, 200 wait already'],
  ['2026-11-17T16:59+02:00', 'free', 'the eve of 18 November closes at 17.00'],
  ['2026-06-19T16:59+03:00', 'free', 'Friday before a Monday that is given off: no holiday eve, an ordinary day'],
  ['2026-06-19T18:00+03:00', night, 'then Monday given off by the Cabinet, Līgo and Jāņi'],
  ['2026-06-26T18:00+03:00', night, 'the working Saturday comes'],
  ['2026-06-27T17:59+03:00', 'free', 'the working Saturday ends'],
  ['2027-06-23T10:00+03:00', night, 'Līgo on a Wednesday: one working day after Jāņi'],
  ['2026-04-02T16:59+03:00', 'free', 'Maundy Thursday closes at 17.00, then Easter'],
  ['2026-12-23T16:58+02:00', 'free', 'the eve of Christmas Eve, just in time'],
  ['2026-12-23T16:59+02:00', 'free', 'a minute later'],
  ['2026-12-31T12:00+02:00', night, '31 December, into the next year'],
  ['2028-11-17T18:00+02:00', night, '18 November on a Saturday moves to Monday'],
  ['2026-03-29T02:59:59+02:00', night, 'a second before the clock jumps forward'],
  ['2026-10-25T03:30+03:00', night, 'half past three, before the clock goes back'],
  ['2026-10-25T03:30+02:00', night, 'half past three once more'],
]

export interface PromisedMoment {
  asked: string
  queue: string
  why: string
  situation: string
  /** In Latvian, as it stands in the sentence that the client reads. */
  words: string
  /** When the promise counts as broken, on the clocks of Riga. */
  by: string
}

/** Prints what is promised at awkward moments; `npm run draw` writes the same into docs/waiting.md. */
export const bench: Bench = async () => {
  const promised = promisedMoments(loadKnowledge().wordings)
  for (const { asked, queue, words, by, why } of promised) process.stdout.write(`${asked} · ${queue} · ${words} · by ${by} · ${why}\n`)
  return [{ name: 'awkward moments', value: promised.length, unit: '', goal: '≥ 20' }]
}

/** What is promised at awkward moments. */
export function promisedMoments(wordings: Wordings): PromisedMoment[] {
  return moments.map(([asked, queue, why]) => {
    const deps = { calendar, clock: () => Date.parse(asked), timeZone, knowledge: { wordings }, queue: () => queues[queue] }
    const { at, by = at, when, situation } = expectedAnswer(deps, 'lv')
    return { asked: local(asked), queue, why, situation, words: when, by: local(by) }
  })
}

function local(at: string): string {
  const weekday = new Intl.DateTimeFormat('en', { timeZone, weekday: 'short' }).format(Date.parse(at))
  return `${weekday} ${new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(Date.parse(at))}`
}
