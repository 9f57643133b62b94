import { Temporal } from 'temporal-polyfill'
import type { Language } from '../languages.ts'
import type { Bench, BenchContext, Figure } from './bench.ts'
import { Citizen, type Town } from './month-citizens.ts'
import { type CasesAnswer, type Compared, compareCases, compareFigures, type QualityAnswer } from './month-compare.ts'
import { Ledger } from './month-ledger.ts'
import { Desks, type Shift } from './month-operators.ts'
import { questionPool } from './month-questions.ts'
import { Dice } from './month-random.ts'
import { countCases, recount, type WorkingDay } from './month-recount.ts'
import { keepResult, type MonthResult, summaryOf } from './month-result.ts'
import { waitsOf } from './month-waits.ts'
import { moment, openWorld, timeZone } from './month-world.ts'

/** March 2027: the tax service takes the first declarations on the 1st; Easter, and the clock jumps forward, on the 28th. */
const month = { name: '2027-03', from: '2027-03-01', to: '2027-04-01' }
/** Two working days before it, so that the service knows how long a conversation takes. */
const warmUpFrom = '2027-02-25'
/** What was begun in the month is brought to its end. */
const endsOn = '2027-04-20'
/** From then on nothing changes the figures of the month. */
const settledOn = '2027-05-03'
/** Contacts a month (60,000 a year), and people in the first hour of the day of declarations. */
const fullSize = { contacts: 5000, peak: 16_000 }
/** A quick run has this part of them. */
const quickShare = 0.03
/** Written out here, so that the service's calendar is not judged by itself. */
const daysOff = ['2027-03-26', '2027-03-29']
const shortDay = '2027-03-25'
/** Contacts by hour of the day, as parts of a working day's, and by weekday. */
const hourWeights = [1, 0.5, 0.3, 0.3, 0.4, 1, 3, 7, 12, 14, 14, 13, 11, 12, 12, 11, 10, 8, 7, 7, 6, 5, 4, 2]
const weekdayWeights = [1.25, 1.1, 1, 1, 0.9, 0.33, 0.33]
const languageNames = ['lv', 'ru', 'en'] as const satisfies Language[]
const languageWeights = [68, 25, 7]
const colleagues = 19
const hour = 3600_000

/** A month of the service in simulated time, and its figures counted a second time. */
export const bench: Bench = async (context) => {
  const share = context.full ? 1 : quickShare
  const world = await openWorld(context.temporaryFolder(), moment(warmUpFrom), context.progress('Training the classifier'))
  try {
    const town: Town = { world, ledger: new Ledger(), questions: questionPool(world.knowledge), waiting: new Map(), expected: 0 }
    const days = workingDays()
    const desks = new Desks(town, new Dice(2))
    await desks.hire(colleagues)
    desks.plan(shiftsOf(days, share))
    planArrivals(town, share)
    const result = await run(town, desks, days, context)
    process.stdout.write(summaryOf(result))
    if (context.full) keepResult(result)
    return figuresOf(result)
  } finally {
    await world.stop()
  }
}

async function run(town: Town, desks: Desks, days: WorkingDay[], context: BenchContext): Promise<MonthResult> {
  const { world, ledger } = town
  const { agenda } = world
  const start = performance.now()
  const [from, to] = [moment(month.from), moment(month.to)]
  const onProgress = context.progress('A month of contacts')
  const onTime = () => onProgress(ledger.contacts, Math.max(ledger.contacts + 1, town.expected))
  await agenda.run(from - 1, onTime)
  const earlier = ledger.visits.length
  const before = countCases(ledger.visits, monthOf)
  await agenda.run(to - 1, onTime)
  const cases = countCases(ledger.visits.slice(earlier), monthOf)
  const after = countCases(ledger.visits.slice(0, earlier), monthOf)
  agenda.now = to + 1
  const exportPath = `reports/cases?month=${month.name}&format=csv`
  await desks.signInAdmin()
  const first = await desks.admin.text(exportPath)
  await agenda.run(moment(endsOn), onTime)
  agenda.now = moment(settledOn)
  onProgress(1, 1)
  await desks.signInAdmin()
  const second = await desks.admin.text(exportPath)
  const exported = await desks.admin.get<CasesAnswer>(`reports/cases?month=${month.name}`)
  const board = await desks.admin.get<QualityAnswer>(`reports/quality?month=${month.name}`)
  const own = recount(ledger, { from, to, until: agenda.now, days })
  return {
    size: context.full ? 'full' : 'quick',
    seconds: (performance.now() - start) / 1000,
    contacts: ledger.contacts,
    turns: ledger.turns,
    visits: ledger.visits.length,
    handoffs: ledger.handoffs.length,
    conflicts: desks.conflicts,
    waits: waitsByTime(ledger, days),
    figures: compareFigures(board, own),
    cases: compareCases(exported, { cases, before, after }),
    exportTwice: { bytes: Buffer.byteLength(first), same: first === second },
    load: loadByHour(ledger),
  }
}

/** Waits on ordinary days, in the hour of the peak and the rest of its day, and of those who asked when nobody was at work. */
function waitsByTime({ handoffs }: Ledger, days: readonly WorkingDay[]): MonthResult['waits'] {
  const peak = days.find(({ opens }) => opens >= moment(month.from)) as WorkingDay
  const groups = {
    ordinary: [] as typeof handoffs,
    peakHour: [] as typeof handoffs,
    peakDay: [] as typeof handoffs,
    closed: [] as typeof handoffs,
  }
  for (const handoff of handoffs) {
    const { at } = handoff
    if (at < moment(month.from) || at >= moment(month.to)) continue
    if (!days.some(({ opens, closes }) => opens <= at && at < closes)) groups.closed.push(handoff)
    else if (at >= peak.closes) groups.ordinary.push(handoff)
    else if (at < peak.opens + hour) groups.peakHour.push(handoff)
    else groups.peakDay.push(handoff)
  }
  return {
    'ordinary days, in working time': waitsOf(groups.ordinary, days),
    'first hour of the peak day': waitsOf(groups.peakHour, days),
    'rest of the peak day': waitsOf(groups.peakDay, days),
    'asked outside working time': waitsOf(groups.closed, days),
  }
}

function loadByHour({ visits, handoffs }: Ledger): MonthResult['load'] {
  const hours = Array.from({ length: 24 }, (_, clock) => ({ hour: clock, visits: 0, handoffs: 0 }))
  const peakDay = moment(month.from)
  const counted = (at: number) => at >= peakDay + 24 * hour && at < moment(month.to)
  for (const { at } of visits) if (counted(at)) (hours[hourOf(at)] as (typeof hours)[number]).visits++
  for (const { at } of handoffs) if (counted(at)) (hours[hourOf(at)] as (typeof hours)[number]).handoffs++
  return hours
}

function figuresOf(result: MonthResult): Figure[] {
  const { waits, figures, cases, exportTwice } = result
  const unequal = (list: readonly Compared[]) => list.filter(({ equal }) => !equal).length
  return [
    ...Object.entries(waits).flatMap(([name, { median, p90, errorReplied, takenInTime, abandoned }]): Figure[] => [
      { name: `${name}: wait, median`, value: median / 60_000, unit: 'min' },
      { name: `${name}: wait, nine in ten`, value: p90 / 60_000, unit: 'min' },
      { name: `${name}: error of the estimate, median`, value: errorReplied / 60_000, unit: 'min' },
      { name: `${name}: taken by the promised time`, value: takenInTime, unit: '' },
      { name: `${name}: gave up`, value: abandoned, unit: '' },
    ]),
    { name: 'figures of the board unequal to the recount', value: unequal(figures), unit: `of ${figures.length}`, goal: '0' },
    { name: 'rows of the case export unequal to the recount', value: unequal(cases), unit: `of ${cases.length}`, goal: '0' },
    { name: 'the case export again a month later, same bytes', value: Number(exportTwice.same), unit: '', goal: '1' },
    { name: 'time of the run', value: result.seconds, unit: 's' },
  ]
}

function workingDays(): WorkingDay[] {
  const days: WorkingDay[] = []
  for (let day = Temporal.PlainDate.from(warmUpFrom); day.toString() < settledOn; day = day.add({ days: 1 })) {
    const date = day.toString()
    if (day.dayOfWeek > 5 || daysOff.includes(date)) continue
    days.push({ opens: moment(date, '08:00'), closes: moment(date, date === shortDay ? '17:00' : '18:00') })
  }
  return days
}

/** Everybody on the day of the peak, many on the days after it, else four to eight; two shifts where there are enough. */
function shiftsOf(days: readonly WorkingDay[], share: number): Shift[] {
  const few = [7, 6, 5, 5, 4]
  const worked = days.filter(({ opens }) => opens < moment(endsOn))
  return worked.map(({ opens, closes }, index) => {
    const weekday = localOf(opens).dayOfWeek
    const sincePeak = index - days.findIndex((day) => day.opens >= moment(month.from))
    const people = opens >= moment(month.to) ? 2 : ([colleagues, 14, 9][sincePeak] ?? few[weekday - 1] ?? 4)
    // A quick run has a smaller peak; as many people would leave no queue to look at.
    return { opens, closes, people: sincePeak === 0 && share < 1 ? Math.max(4, Math.round(colleagues * share)) : people }
  })
}

/** The contacts of the month and of the days before it by the clock, and those of the peak in its hour, the most at its beginning. */
function planArrivals(town: Town, share: number): void {
  const { agenda } = town.world
  const dice = new Dice(1)
  const hours: { at: number; weight: number }[] = []
  for (let at = moment(warmUpFrom, '08:00'); at < moment(month.to); at += hour) {
    const local = localOf(at)
    const off = daysOff.includes(local.toPlainDate().toString())
    hours.push({ at, weight: (hourWeights[local.hour] ?? 1) * (off ? 0.33 : (weekdayWeights[local.dayOfWeek - 1] ?? 1)) })
  }
  const total = hours.reduce((sum, { weight }) => sum + weight, 0)
  const inMonth = hours.reduce((sum, { at, weight }) => sum + (at >= moment(month.from) ? weight : 0), 0)
  const ordinary = Math.round((fullSize.contacts * share * total) / inMonth)
  const peak = Math.round(fullSize.peak * share)
  town.expected = ordinary + peak
  const weights = hours.map(({ weight }) => weight)
  for (let contact = 0; contact < ordinary + peak; contact++) {
    const own = new Dice(1000 + contact)
    const inPeak = contact >= ordinary
    const at = inPeak
      ? moment(month.from, '08:00') + hour * own.between(0, 1) ** 1.4
      : (hours[dice.weighted(weights)]?.at ?? 0) + hour * own.between(0, 1)
    const language = languageNames[own.weighted(languageWeights)] ?? 'lv'
    agenda.plan(at, () => new Citizen(town, own, language, inPeak).begin())
  }
}

function localOf(at: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)
}

function hourOf(at: number): number {
  return localOf(at).hour
}

function monthOf(at: number): string {
  return localOf(at).toPlainDate().toString().slice(0, 7)
}
