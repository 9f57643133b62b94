import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Compared, duration } from './month-compare.ts'
import type { Waits } from './month-waits.ts'

/** Everything that a run found out. */
export interface MonthResult {
  size: 'full' | 'quick'
  seconds: number
  contacts: number
  turns: number
  visits: number
  handoffs: number
  /** Claims that came too late. */
  conflicts: number
  waits: Record<string, Waits>
  figures: Compared[]
  cases: Compared[]
  exportTwice: { bytes: number; same: boolean }
  /** By hour of the day, without the day of the peak. */
  load: { hour: number; visits: number; handoffs: number }[]
}

const root = resolve(import.meta.dirname, '../..')
/** The last full run; `npm run draw` makes a page of it. */
export const resultFile = join(root, 'docs/month.json')

export interface KeptResult extends MonthResult {
  date: string
  commit: string
}

export function keepResult(result: MonthResult): void {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim()
  const changed = git('status', '--porcelain', '--', 'src', 'intents', 'knowledge') !== ''
  const commit = `${git('rev-parse', '--short', 'HEAD')}${changed ? ' with changes that were not committed yet' : ''}`
  const kept: KeptResult = { date: new Date().toISOString().slice(0, 10), commit, ...result }
  writeFileSync(resultFile, `${JSON.stringify(kept, null, 2)}\n`)
}

const percent = (share: number) => (Number.isNaN(share) ? '–' : `${(100 * share).toFixed(1)} %`)
const time = (ms: number) => (Number.isNaN(ms) ? '–' : `${ms < 0 ? '−' : ''}${duration(Math.abs(ms))}`)

/** The waits as rows of a table. */
export function waitRows(waits: MonthResult['waits']): string[][] {
  return Object.entries(waits).map(([name, wait]) => [
    name,
    `${wait.handoffs}`,
    `${wait.taken}`,
    time(wait.median),
    time(wait.p90),
    time(wait.longest),
    time(wait.errorTaken),
    time(wait.errorReplied),
    time(wait.bias),
    percent(wait.takenInTime),
    percent(wait.repliedInTime),
    percent(wait.abandoned),
  ])
}

export const waitColumns = [
  'asked',
  'handoffs',
  'taken',
  'wait, median',
  '9 in 10',
  'longest',
  'promise against claim, median error',
  'against first words',
  'claim − promise, median',
  'taken by the promise',
  'answered by the promise',
  'gave up',
]

/** For the terminal. */
export function summaryOf(result: MonthResult): string {
  const { contacts, turns, visits, handoffs, conflicts, seconds, exportTwice } = result
  const compared = (list: readonly Compared[]) =>
    list.map(
      ({ what, board, recount, equal }) => `${equal ? '  equal ' : 'UNEQUAL '} ${what}: ${board}${equal ? '' : ` / recount ${recount}`}`,
    )
  return [
    `${contacts} people, ${turns} messages, ${visits} visits, ${handoffs} handoffs, ${conflicts} claims too late, ${seconds.toFixed(0)} s`,
    ...waitRows(result.waits).map((row) =>
      waitColumns.map((column, index) => `${index === 0 ? '' : `${column} `}${row[index]}`).join(' · '),
    ),
    ...compared(result.figures),
    ...compared(result.cases),
    `case export: ${exportTwice.bytes} bytes, a month later ${exportTwice.same ? 'the same' : 'DIFFERENT'}`,
    '',
  ].join('\n')
}
