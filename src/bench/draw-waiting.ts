import { existsSync, readFileSync } from 'node:fs'
import { KnowledgeLoader } from '../cards/load-knowledge.ts'
import { folders } from '../tools/open-assistant.ts'
import { promisedMoments } from './calendar-moments.ts'
import type { Compared } from './month-compare.ts'
import { drawLoad } from './month-plot.ts'
import { type KeptResult, resultFile, waitColumns, waitRows } from './month-result.ts'

/** How long people wait and what they are told, as a page: how it is reckoned, the last full run, awkward moments. */
export function drawWaiting(): string {
  const { wordings } = new KnowledgeLoader(folders()).load()
  const moments = promisedMoments(wordings).map(({ asked, queue, situation, words, by, why }) => [asked, queue, situation, words, by, why])
  return [
    ...explanation,
    ...monthSection(),
    '## What is promised at awkward moments',
    '',
    'Two places (Rīga 8.00–18.00, Rēzekne 8.30–16.30), the day before a public holiday ends at 17.00, Monday 22 June 2026 given off and',
    'worked on Saturday 27 June. Five operators with four conversations each, eight minutes a conversation. *By*: from then on the',
    'promise counts as broken. The expected values stand in `test/handoff/expected-answer.test.ts`.',
    '',
    ...table(['Asked (Riga)', 'Queue', 'Situation', 'In words', 'By', 'Why it is awkward'], moments),
    '',
  ].join('\n')
}

const explanation = [
  '# How long people wait, and what they are told',
  '',
  'Drawn by `npm run draw` from `docs/month.json`, which `npm run bench -- month --full` writes; a test compares the two.',
  '',
  '## How the time is reckoned',
  '',
  '`src/handoff/queue.ts` reads the queue, `src/handoff/expected-answer.ts` makes a promise of it.',
  '',
  '- Somebody is free: one minute until an operator takes it, told as two.',
  '- All are busy: those ahead must go first. With *n* conversations at once that take *h* on average one ends every *h*/*n*, and each of',
  '  the *k* still ahead gives up at the rate *θ*: the mean wait is the sum of 1 / (*n*/*h* + *kθ*) over them (Whitt, Predicting Queueing',
  '  Delays, Management Science 45 (1999), 870–888). *h* is the mean of the last 50 conversations without those left open over night; *θ*',
  '  is how many of those who asked in the last two hours gave up, by all the time that they waited. 1.28 standard deviations (the root',
  '  of the sum of the squares) come on top, so that nine in ten are served by the time that they are told.',
  '- The time told is rounded up to whole minutes, above a quarter of an hour to fives.',
  '- It would be after closing: what of the queue is left at closing is served first in the morning, after five minutes in which people',
  '  sit down. By night the same with as many operators as last worked. Up to a quarter of an hour is told as “after 8.00”; more moves',
  '  the time that is told.',
  '- Nobody is at the console: within an hour, for somebody is called; in the first quarter of an hour as at opening.',
  '',
]

function monthSection(): string[] {
  if (!existsSync(resultFile)) return []
  const result = JSON.parse(readFileSync(resultFile, 'utf8')) as KeptResult
  const { date, commit, contacts, turns, visits, handoffs, conflicts, seconds, waits, figures, cases, exportTwice } = result
  const amount = (value: number) => value.toLocaleString('en')
  return [
    '## A simulated month',
    '',
    `Run on ${date} at ${commit}, ${(seconds / 60).toFixed(1)} minutes: March 2027 with ${amount(contacts)} people (two days before it among them), ${amount(turns)} messages,`,
    `${amount(visits)} visits, ${amount(handoffs)} handoffs; of them 16,000 people in the first hour of 1 March, when the first tax declarations are taken.`,
    'Nineteen operators of two places on that day, fourteen and nine on the next two, else four to seven, with four conversations at',
    'most. The real service in one process, SQLite and a fast clock; clients over Direct Line, operators over the API of the console.',
    'By function instead of HTTP: that a console is there (`seen`), looking after the queue at a simulated moment (`dispatch`, which the',
    'service does every two seconds), and operators’ sign-in (`openSession`, without the password that takes a third of a second on',
    'purpose). The disk is not waited for.',
    '',
    'Assumed, for want of measurements: one to four questions from the lists of the project, 30 % of them with typing errors; 5 % ask for',
    'a person; half lose patience within 22 minutes (lognormal, σ 0.8), of them 60 % press the button and the others just go; a',
    'conversation takes 6 minutes in the median (lognormal, σ 0.7), of somebody who has gone 3.5; offers are taken after 3 to 28 seconds,',
    '3 % are missed; 4 % go to level 2 and are answered after 3 days in the median. The generator is seeded; ids and the order within a',
    'millisecond are not, so two runs differ a little.',
    '',
    '![Visits and handoffs by hour of the day](pictures/month-load.svg)',
    '',
    ...table(waitColumns, waitRows(waits)),
    '',
    `Waits count working time only. *Gave up*: pressed the button or just went, before an operator came. *By the promise*: of those who`,
    `did not press it before that time. ${conflicts} claims came too late, because the client had left or somebody else had the offer.`,
    '',
    '### The board against a second count',
    '',
    'The simulated people write down what they did; the figures are counted from that a second time, by their definitions',
    '([figures.md](figures.md)) and without the event log.',
    '',
    ...table(['Figure', 'Board', 'Second count', 'Equal'], figures.map(comparedRow)),
    '',
    `The export of cases (${amount(exportTwice.bytes)} bytes of CSV) right after the month and again a month later: ${exportTwice.same ? 'the same bytes' : '**different**'}.`,
    '',
    ...table(['Row of the export', 'Export', 'Second count', 'Equal'], cases.map(comparedRow)),
    '',
  ]
}

/** The picture of the page; undefined while there has been no full run. */
export function drawMonthLoad(): string | undefined {
  if (!existsSync(resultFile)) return undefined
  return drawLoad((JSON.parse(readFileSync(resultFile, 'utf8')) as KeptResult).load)
}

function comparedRow({ what, board, recount, equal }: Compared): string[] {
  return [what, board, recount, equal ? 'yes' : '**no**']
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)]
}
