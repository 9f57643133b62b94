import { html } from 'hono/html'
import { areaUnderRiskCoverage, confidenceOf, expectedCalibrationError, type Prediction, right } from './score.ts'

/** Markup; `html` escapes every text that goes into it. */
export type Html = ReturnType<typeof html>

/** Confidences from which a question is answered. */
export interface Thresholds {
  safe: number
  helpful: number
}

/** Three places; more where they are needed to tell the value from a goal that it just misses. */
export function decimals(value: number, goal?: number): string {
  const short = value.toFixed(3)
  return goal !== undefined && value !== goal && Number(short) === goal ? value.toFixed(5) : short
}

/** Thresholds and goals: two places, three where they have them. */
export const bound = (value: number) => (Number.isInteger(value) ? `${value}` : value.toFixed(3).replace(/0$/, ''))
/** With a no-break space before the sign. */
export const percent = (share: number, places = 1) => `${(100 * share).toFixed(places)}\u00a0%`
export const share = (count: number, of: number) => (of === 0 ? '–' : percent(count / of))
export const questions = (count: number) => `${count} ${count === 1 ? 'question' : 'questions'}`

/** Scrolls sideways by itself on a narrow screen. Each row's first cell is its heading; from column `numbersFrom` on stand numbers. */
export function table(
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly (Html | string | number)[])[],
  numbersFrom = 1,
) {
  const side = (index: number) => (index < numbersFrom ? 'text' : 'number')
  const cell = (value: Html | string | number, index: number) => html`<td class="${side(index + 1)}">${value}</td>`
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table><caption class="hidden">${caption}</caption>
<thead><tr>${columns.map((column, index) => html`<th scope="col" class="${side(index)}">${column}</th>`)}</tr></thead>
<tbody>
${rows.map(([first = '', ...others]) => html`<tr><th scope="row" class="${side(0)}">${first}</th>${others.map(cell)}</tr>\n`)}</tbody></table></div>`
}

/** Where a plot's axes lie in its picture; narrow, so that the words stay readable when a phone shrinks it. */
interface Frame {
  left: number
  right: number
  top: number
  bottom: number
  /** The value at the upper end of the y axis; the lower end is 0, and x goes from 0 to 1. */
  highest: number
}

const width = 360
const sides = { left: 52, right: 338 }
const fixed = (value: number) => Math.round(value * 100) / 100
const xOf = ({ left, right: end }: Frame, value: number) => fixed(left + value * (end - left))
const yOf = ({ top, bottom, highest }: Frame, value: number) => fixed(bottom - (value / highest) * (bottom - top))
const fifths = [0, 0.2, 0.4, 0.6, 0.8, 1]

function grid(frame: Frame, titleOfY: string): Html {
  const middle = (frame.top + frame.bottom) / 2
  return html`<g class="grid">${fifths.map((step) => {
    const y = yOf(frame, step * frame.highest)
    return html`<path d="M${frame.left} ${y}H${frame.right}"/><text x="${frame.left - 5}" y="${y + 4}" text-anchor="end">${percent(step * frame.highest, 0)}</text>`
  })}<text transform="translate(11 ${middle}) rotate(-90)" text-anchor="middle">${titleOfY}</text></g>`
}

function xAxis(frame: Frame, title: string): Html {
  return html`<g class="grid">${fifths.map(
    (step) => html`<text x="${xOf(frame, step)}" y="${frame.bottom + 15}" text-anchor="middle">${percent(step, 0)}</text>`,
  )}<text x="${xOf(frame, 0.5)}" y="${frame.bottom + 32}" text-anchor="middle">${title}</text></g>`
}

interface CurvePoint {
  /** How many questions are kept. */
  kept: number
  /** The share of wrong ones among them. */
  risk: number
  /** The lowest confidence among them. */
  confidence: number
}

/** The prefixes over which `areaUnderRiskCoverage` takes its mean. */
function curvePoints(predictions: readonly Prediction[]): CurvePoint[] {
  const sorted = [...predictions].sort((a, b) => confidenceOf(b) - confidenceOf(a))
  let wrong = 0
  return sorted.map((prediction, index) => {
    if (!right(prediction)) wrong++
    return { kept: index + 1, risk: wrong / (index + 1), confidence: confidenceOf(prediction) }
  })
}

/** All service, follow-up and out-of-scope lines by falling confidence: how many of the surest are wrong. */
export function riskCoverage(predictions: readonly Prediction[], thresholds: Thresholds): Html {
  const judged = predictions.filter(({ question }) => ['service', 'follow-up', 'out-of-scope'].includes(question.expect.kind))
  const points = curvePoints(judged)
  if (points.length === 0) return html`<p>There is no service, follow-up or out-of-scope question, so there is no curve.</p>`
  const operating = (['safe', 'helpful'] as const).map((name) => {
    const from = thresholds[name]
    return { name, from, point: points.findLast(({ confidence }) => confidence >= from) }
  })
  const area = decimals(areaUnderRiskCoverage(judged) ?? 0)
  return html`<figure>
${curve(points, operating)}
<figcaption>
<p>The surest questions first: how many are kept (across) and how many of these are wrong (up). The shaded area is the AURC: <strong>${area}</strong> over ${questions(points.length)}.</p>
<ul>${operating.map(({ name, from, point }) => html`<li><strong>${name}</strong>: ${describePoint(from, point, points.length)}</li>`)}</ul>
<p class="note">A confidence counts only where something was answered or asked back; where not, it is 0. What is really answered can differ: sensitive services ask for more, follow-ups for less.</p>
</figcaption>
<details><summary>The curve as a table</summary>${curveTable(points, operating)}</details>
</figure>`
}

interface OperatingPoint {
  name: keyof Thresholds
  from: number
  /** Undefined where no question is that sure. */
  point: CurvePoint | undefined
}

function describePoint(from: number, point: CurvePoint | undefined, count: number): string {
  if (!point) return `no question has a confidence of ${bound(from)} or more.`
  return `a confidence of ${bound(from)} or more keeps ${point.kept} of ${questions(count)} (${share(point.kept, count)}); ${percent(point.risk)} of them are wrong.`
}

function curve(points: readonly CurvePoint[], operating: readonly OperatingPoint[]): Html {
  const worst = Math.max(...points.map(({ risk }) => risk))
  const frame: Frame = { ...sides, top: 44, bottom: 224, highest: [0.05, 0.1, 0.2, 0.5].find((top) => top >= worst) ?? 1 }
  const place = ({ kept, risk }: CurvePoint) => `${xOf(frame, kept / points.length)} ${yOf(frame, risk)}`
  const line = points.map(place).join(' ')
  const first = xOf(frame, 1 / points.length)
  return html`<svg viewBox="0 0 ${width} 264" role="img" aria-labelledby="curve-title"><title id="curve-title">Risk–coverage curve: the share of wrong ones among the surest questions, with the operating points. The same figures stand in the table below.</title>
${grid(frame, 'wrong among them')}${xAxis(frame, 'questions kept')}
<polygon class="area" points="${first} ${frame.bottom} ${line} ${frame.right} ${frame.bottom}"/>
<polyline class="curve" points="${line}"/>
<circle class="end" cx="${frame.right}" cy="${yOf(frame, points.at(-1)?.risk ?? 0)}" r="2.5"/>
${operating.map(({ name, from, point }) => point && operatingMark(name, from, place(point)))}</svg>`
}

/**
 * A line up from the curve to a label. Each label has a row of its own, so that close points stay readable: safe, which
 * keeps less and so stands further left, takes the row where its line does not cross the other's label.
 */
function operatingMark(name: keyof Thresholds, from: number, place: string): Html {
  const [x = 0, y = 0] = place.split(' ').map(Number)
  const anchor = x > width / 2 ? 'end' : 'start'
  const labelAt = (name === 'safe') === (anchor === 'end') ? 30 : 14
  return html`<g class="point ${name}" transform="translate(${place})"><path class="guide" d="M0 0V${fixed(labelAt + 3 - y)}"/>${
    name === 'safe' ? html`<circle r="4.5"/>` : html`<path d="M0 -6L6 0L0 6L-6 0Z"/>`
  }<text x="${anchor === 'end' ? -4 : 4}" y="${fixed(labelAt - y)}" text-anchor="${anchor}">${name}: from ${bound(from)}</text></g>`
}

/** Every twentieth of the questions and the operating points; the whole curve where it is short. */
function curveTable(points: readonly CurvePoint[], operating: readonly OperatingPoint[]): Html {
  const steps = new Set(Array.from({ length: 20 }, (_, step) => Math.ceil(((step + 1) * points.length) / 20)))
  const nameOf = (point: CurvePoint) => operating.filter((each) => each.point === point).map(({ name }) => name)
  const shown = points.filter((point) => steps.has(point.kept) || nameOf(point).length > 0)
  return table(
    'Risk and coverage',
    ['Questions kept', 'Share kept', 'Wrong among them', 'Lowest confidence', 'Operating point'],
    shown.map((point) => [
      point.kept,
      share(point.kept, points.length),
      percent(point.risk),
      decimals(point.confidence),
      nameOf(point).join(', ') || '–',
    ]),
    0,
  )
}

interface Bin {
  count: number
  confidence: number
  right: number
}

const binCount = 10

/** The bins of `expectedCalibrationError`. */
function binsOf(predictions: readonly Prediction[]): Bin[] {
  return Array.from({ length: binCount }, (_, index) => {
    const inside = predictions.filter(({ outcome }) => Math.min(binCount - 1, Math.floor(outcome.confidence * binCount)) === index)
    const sum = inside.reduce((total, { outcome }) => total + outcome.confidence, 0)
    return { count: inside.length, confidence: sum / inside.length, right: inside.filter(right).length / inside.length }
  })
}

/** Whether a confidence means what it says: ten bins of service and follow-up lines, confidence against share right. */
export function calibration(predictions: readonly Prediction[]): Html {
  const asked = predictions.filter(({ question }) => ['service', 'follow-up'].includes(question.expect.kind))
  const answered = asked.filter(({ outcome }) => outcome.decision === 'answer')
  const all = asked.filter(({ outcome }) => outcome.decision === 'answer' || outcome.decision === 'clarify')
  if (all.length === 0) return html`<p>No service or follow-up question was answered or asked back, so there is no confidence to judge.</p>`
  const error = (some: readonly Prediction[]) => {
    const value = expectedCalibrationError(some)
    return value === null ? 'none' : decimals(value)
  }
  return html`<figure>
${reliability(binsOf(answered), binsOf(all))}
<figcaption>
<p>Service and follow-up questions in ten bins of confidence; on the dashed line confidence is what it says, above it too low, below it too high. The bars count the questions of each bin, the darker part the answered ones.</p>
<ul><li><strong>Dots: answered</strong>, ${questions(answered.length)}, ECE <strong>${error(answered)}</strong> (the score above).</li>
<li><strong>Squares: answered or asked back</strong>, ${questions(all.length)}, ECE ${error(all)}. They show the confidence below the thresholds too.</li></ul>
</figcaption>
<details><summary>The bins as a table</summary>${binTable(binsOf(answered), binsOf(all))}</details>
</figure>`
}

function reliability(answered: readonly Bin[], all: readonly Bin[]): Html {
  const frame: Frame = { ...sides, top: 12, bottom: 192, highest: 1 }
  const bars: Frame = { ...sides, top: 218, bottom: 262, highest: Math.max(...all.map(({ count }) => count)) }
  const wide = (bars.right - bars.left) / binCount
  const bar = (kind: string) => (bin: Bin, index: number) => {
    const top = yOf(bars, bin.count)
    return html`<rect class="${kind}" x="${fixed(bars.left + index * wide + 2)}" y="${top}" width="${fixed(wide - 4)}" height="${fixed(bars.bottom - top)}"/>`
  }
  const filled = (bins: readonly Bin[]) => bins.filter(({ count }) => count > 0)
  const place = ({ confidence, right: share }: Bin) => `translate(${xOf(frame, confidence)} ${yOf(frame, share)})`
  return html`<svg viewBox="0 0 ${width} 302" role="img" aria-labelledby="bins-title"><title id="bins-title">Reliability plot: confidence against the share of right ones in ten bins, with the size of each bin. The same figures stand in the table below.</title>
${grid(frame, 'right')}${xAxis(bars, 'confidence')}
<path class="ideal" d="M${frame.left} ${frame.bottom}L${frame.right} ${frame.top}"/>
${all.map(bar('all'))}${answered.map(bar('answered'))}
<g class="grid"><path d="M${bars.left} ${bars.bottom}H${bars.right}"/>${all.map(
    ({ count }, index) =>
      html`<text x="${fixed(bars.left + (index + 0.5) * wide)}" y="${yOf(bars, count) - 4}" text-anchor="middle">${count}</text>`,
  )}</g>
${filled(all).map((bin) => html`<rect class="all dot" transform="${place(bin)}" x="-5.5" y="-5.5" width="11" height="11"/>`)}
${filled(answered).map((bin) => html`<circle class="answered dot" transform="${place(bin)}" r="3.5"/>`)}</svg>`
}

function binTable(answered: readonly Bin[], all: readonly Bin[]): Html {
  const cells = ({ count, confidence, right: share }: Bin) => (count === 0 ? [0, '–', '–'] : [count, decimals(confidence), percent(share)])
  return table(
    'Calibration',
    ['Confidence', 'Answered', 'mean confidence', 'right', 'Answered or asked back', 'mean confidence', 'right'],
    all.map((bin, index) => [
      `${index / binCount} to ${(index + 1) / binCount}`,
      ...cells(answered[index] ?? { count: 0, confidence: 0, right: 0 }),
      ...cells(bin),
    ]),
  )
}
