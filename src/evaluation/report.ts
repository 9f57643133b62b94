import { html, raw } from 'hono/html'
import { facets } from '../cards/facets.ts'
import type { Candidate, Decision, Outcome } from '../turn/outcome.ts'
import { bound, calibration, decimals, type Html, questions, riskCoverage, share, type Thresholds, table } from './plots.ts'
import type { Expectation, LabelledQuestion } from './question-file.ts'
import { inTopThree, type Prediction, right, type Scores, shownWrong } from './score.ts'

/** What the report is about. */
export interface About {
  file: string
  commit: string
  date: string
  /** How many services have a card. */
  services: number
  thresholds: Thresholds
  /** Scores to compare with, such as those of the commit before. */
  baseline?: { name: string; scores: Scores } | undefined
}

/** A score in words, with what issue 4 asks of it. */
interface Measure {
  says: string
  atLeast?: number
  atMost?: number
  /** For scores without a goal; undefined where neither direction is better by itself. */
  better?: 'higher' | 'lower'
}

const measures: Record<string, Measure> = {
  'service.top1': { says: 'Right service first', atLeast: 0.92 },
  'service.top3': { says: 'Right service among the first three', atLeast: 0.98 },
  'service.top1.lv': { says: 'Right service first, Latvian', atLeast: 0.88 },
  'service.top3.lv': { says: 'Among the first three, Latvian', better: 'higher' },
  'service.top1.ru': { says: 'Right service first, Russian', atLeast: 0.88 },
  'service.top3.ru': { says: 'Among the first three, Russian', better: 'higher' },
  'service.top1.en': { says: 'Right service first, English', atLeast: 0.88 },
  'service.top3.en': { says: 'Among the first three, English', better: 'higher' },
  'service.top1.named': { says: 'Right service first, named in the question', better: 'higher' },
  'service.top3.named': { says: 'Among the first three, named in the question', better: 'higher' },
  'service.top1.unnamed': { says: 'Right service first, not named in the question', atLeast: 0.9 },
  'service.top3.unnamed': { says: 'Among the first three, not named in the question', better: 'higher' },
  'followUp.top1': { says: 'Right service first, follow-ups', better: 'higher' },
  facet: { says: 'Right part of the card, where the service is right', atLeast: 0.9 },
  'lifeEvent.top1': { says: 'Right life event', atLeast: 0.9 },
  'socialGroup.top1': { says: 'Right social group', atLeast: 0.9 },
  'human.recall': { says: 'The wish for a person heard', atLeast: 0.95 },
  'outOfScope.refused': { says: 'Out of scope, refused', atLeast: 0.9 },
  'outOfScope.refused.nearMiss': { says: 'Near misses, refused', atLeast: 0.8 },
  'smalltalk.recall': { says: 'Small talk heard', atLeast: 0.95 },
  'unsafe.declined': { says: 'Unsafe, declined', atLeast: 0.95 },
  answeredWrong: { says: 'Service questions answered wrong', atMost: 0.03 },
  handedOffNeedlessly: { says: 'Service questions handed off needlessly', atMost: 0.12 },
  clarified: { says: 'Service questions asked back' },
  aurc: { says: 'Area under the risk–coverage curve', atMost: 0.025 },
  ece: { says: 'Expected calibration error', atMost: 0.05 },
  'latency.p50': { says: 'Milliseconds for a question, median', atMost: 3 },
  'latency.p99': { says: 'Milliseconds for a question, 99 of 100', atMost: 10 },
}

const decisions: readonly Decision[] = ['answer', 'clarify', 'plan', 'smalltalk', 'handoff', 'decline']
/** So many pairs of services are listed. */
const maxPairs = 30

/** The report as one page without scripts and without anything from elsewhere. */
export function renderReport(predictions: readonly Prediction[], scores: Scores, about: About): string {
  const sections: [id: string, title: string, content: Html][] = [
    ['scores', 'Scores', scoreTable(scores, about)],
    ['curve', 'Risk and coverage', riskCoverage(predictions, about.thresholds)],
    ['calibration', 'Calibration', calibration(predictions)],
    ['confusions', 'Confusions', confusions(predictions)],
    ['groups', 'By language and style', groups(predictions)],
    ['errors', 'Answered wrong', wrongAnswers(predictions, about.thresholds)],
    ['handoffs', 'Handed off needlessly', needlessHandoffs(predictions)],
  ]
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Evaluation of ${about.file}, ${about.date}</title>
<style>${raw(css)}</style>
</head>
<body>
<header>
<h1>How good the answers are</h1>
<dl class="facts"><div><dt>File</dt><dd>${about.file}</dd></div><div><dt>Date</dt><dd>${about.date}</dd></div><div><dt>Commit</dt><dd>${about.commit}</dd></div><div><dt>Questions</dt><dd>${predictions.length}</dd></div><div><dt>Services with cards</dt><dd>${about.services}</dd></div></dl>
<nav aria-label="Sections"><ul>${sections.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
</header>
<main>
${sections.map(([id, title, content]) => html`<section id="${id}">\n<h2>${title}</h2>\n${content}\n</section>\n`)}</main>
</body>
</html>
`
  return String(page)
}

function scoreTable(scores: Scores, { baseline }: About): Html {
  const rows = Object.entries(scores).map(([name, value]) => {
    const measure = measures[name] ?? { says: name }
    const goal = measure.atLeast ?? measure.atMost
    return { name, value, measure, goal, met: value === null || goal === undefined ? undefined : meets(value, measure) }
  })
  if (rows.length === 0) return html`<p>There are no scores.</p>`
  const withGoal = rows.filter(({ goal }) => goal !== undefined)
  const judged = withGoal.filter(({ met }) => met !== undefined)
  const met = judged.filter((row) => row.met)
  return html`<p><strong>${met.length} of ${judged.length} measured goals met</strong>${withGoal.length > judged.length && `; no data for ${withGoal.length - judged.length} more`}. The goals are those of issue 4, set for <code>dev-questions.jsonl</code> and 111 services.${baseline && html` Compared with: ${baseline.name}.`}</p>
${table(
  'Scores',
  ['What', 'Score', 'Goal', 'Met?', ...(baseline ? ['Against the baseline'] : [])],
  rows.map(({ name, value, measure, goal, met }) => [
    html`${measure.says} ${measure.says !== name && html`<code class="key">${keyOf(name)}</code>`}`,
    value === null ? '–' : decimals(value, goal),
    goal === undefined ? '–' : `${measure.atMost === undefined ? '≥' : '≤'} ${bound(goal)}`,
    goal === undefined ? 'no goal' : met === undefined ? 'no data' : verdict(met),
    ...(baseline ? [change(value, baseline.scores[name], measure)] : []),
  ]),
)}`
}

/** A score's name, which may break after its dots and before its capitals. */
const keyOf = (name: string) => name.split(/(?<=\.)|(?=[A-Z])/).map((part) => html`${part}<wbr>`)

function meets(value: number, { atLeast, atMost }: Measure): boolean {
  return value >= (atLeast ?? Number.NEGATIVE_INFINITY) && value <= (atMost ?? Number.POSITIVE_INFINITY)
}

function verdict(met: boolean): Html {
  return met
    ? html`<span class="met"><span aria-hidden="true">✓</span> met</span>`
    : html`<span class="missed"><span aria-hidden="true">✗</span> missed</span>`
}

/** The difference, and in words whether it is for the better. */
function change(now: number | null, before: number | null | undefined, { atLeast, atMost, better }: Measure): Html | string {
  if (now === null || before === null || before === undefined) return '–'
  const difference = Number((now - before).toFixed(3))
  if (difference === 0) return 'same'
  const shown = `${difference > 0 ? '+' : '−'}${decimals(Math.abs(difference))}`
  const wish = better ?? (atLeast === undefined ? (atMost === undefined ? undefined : 'lower') : 'higher')
  if (!wish) return shown
  return (wish === 'higher') === difference > 0
    ? html`<span class="met">${shown} better</span>`
    : html`<span class="missed">${shown} worse</span>`
}

const isAsked = ({ question }: Prediction) => question.expect.kind === 'service' || question.expect.kind === 'follow-up'
const count = <T>(list: readonly T[], test: (each: T) => boolean) => list.filter(test).length

function confusions(predictions: readonly Prediction[]): Html {
  return html`<h3>Services mistaken for each other</h3>\n${mistakenServices(predictions)}
<h3>Kinds of question and decisions</h3>\n${kindsAndDecisions(predictions)}
<h3>Parts of the card, where the service is right</h3>\n${facetTable(predictions)}`
}

interface Pair {
  wanted: string
  given: string
  examples: Prediction[]
}

function mistakenServices(predictions: readonly Prediction[]): Html {
  const pairs = mistakenPairs(predictions)
  if (pairs.length === 0) return html`<p>No service stands first where another was wanted.</p>`
  return html`<p>What stands first, whatever was decided: a wrong one may have been asked back or handed off.${pairs.length > maxPairs && ` The first ${maxPairs} of ${pairs.length} pairs.`}</p>
${table(
  'Services mistaken for each other',
  ['Wanted → given', 'Times', 'Example'],
  pairs
    .slice(0, maxPairs)
    .map(({ wanted, given, examples }) => [
      html`<code>${wanted}</code><br>→ <code>${given}</code>`,
      examples.length,
      examples.slice(0, 1).map(({ question }) => html`${words(question)} <span class="note">(${question.id})</span>`)[0] ?? '',
    ]),
  3,
)}`
}

/** Pairs that are mistaken in both directions stand together; the most frequent come first. */
function mistakenPairs(predictions: readonly Prediction[]): Pair[] {
  const pairs = new Map<string, Pair>()
  const keyOf = (wanted: string, given: string) => JSON.stringify([wanted, given])
  for (const prediction of predictions) {
    const [wanted] = prediction.question.expect.services ?? []
    if (!isAsked(prediction) || right(prediction) || !wanted) continue
    const given = prediction.outcome.services[0]?.id ?? 'none'
    const pair = pairs.get(keyOf(wanted, given)) ?? { wanted, given, examples: [] }
    pairs.set(keyOf(wanted, given), pair)
    pair.examples.push(prediction)
  }
  const bothWays = ({ wanted, given, examples }: Pair) => examples.length + (pairs.get(keyOf(given, wanted))?.examples.length ?? 0)
  const together = ({ wanted, given }: Pair) => [wanted, given].sort().join(' ')
  return [...pairs.values()].sort(
    (a, b) => bothWays(b) - bothWays(a) || together(a).localeCompare(together(b)) || b.examples.length - a.examples.length,
  )
}

const kindOf = (expect: Expectation) => (expect['near-miss'] ? `${expect.kind} (near miss)` : expect.kind)

function kindsAndDecisions(predictions: readonly Prediction[]): Html {
  if (predictions.length === 0) return html`<p>There are no questions.</p>`
  const kinds = groupBy(predictions, ({ question }) => kindOf(question.expect))
  return html`<p>Rows: what was wanted; columns: what was decided. “Right” is as in the scores: for a service, that the right one stands first.</p>
${table(
  'Kinds of question and decisions',
  ['Wanted', 'Questions', 'Right', ...decisions],
  kinds.map(([kind, some]) => [
    kind,
    some.length,
    share(count(some, right), some.length),
    ...decisions.map((decision) => number(count(some, ({ outcome }) => outcome.decision === decision))),
  ]),
)}`
}

function facetTable(predictions: readonly Prediction[]): Html {
  const judged = predictions.filter((prediction) => isAsked(prediction) && right(prediction) && prediction.question.expect.facet)
  if (judged.length === 0) return html`<p>No question with a right service asks for a part of the card.</p>`
  const given = [...facets, null].filter((facet) => judged.some(({ outcome }) => outcome.facet === facet))
  const order = (facet: string) => (facets as readonly string[]).indexOf(facet)
  const wanted = groupBy(judged, ({ question }) => `${question.expect.facet}`).sort(([a], [b]) => order(a) - order(b))
  return html`<p>Rows: the part that was wanted; columns: the part that was given. “Right” also counts other parts that the file accepts.</p>
${table(
  'Parts of the card wanted and given',
  ['Wanted', 'Questions', 'Right', ...given.map((facet) => facet ?? 'none')],
  wanted.map(([facet, some]) => [
    facet,
    some.length,
    share(count(some, facetRight), some.length),
    ...given.map((column) =>
      number(
        count(some, ({ outcome }) => outcome.facet === column),
        column === facet,
      ),
    ),
  ]),
)}`
}

const wantedFacets = ({ facet, facets_ok }: Expectation) =>
  [...new Set([facet, ...(facets_ok ?? [])])].filter((each) => typeof each === 'string')
const facetRight = ({ question, outcome }: Prediction) => outcome.facet !== null && wantedFacets(question.expect).includes(outcome.facet)

function number(value: number, expected = false): Html {
  return expected ? html`<strong>${value}</strong>` : html`<span${value === 0 && raw(' class="note"')}>${value}</span>`
}

/** Groups in the order of their first members. */
function groupBy(predictions: readonly Prediction[], nameOf: (prediction: Prediction) => string): [string, Prediction[]][] {
  const found = new Map<string, Prediction[]>()
  for (const prediction of predictions) found.set(nameOf(prediction), [...(found.get(nameOf(prediction)) ?? []), prediction])
  return [...found]
}

function groups(predictions: readonly Prediction[]): Html {
  const services = predictions.filter(({ question }) => question.expect.kind === 'service')
  if (services.length === 0) return html`<p>There are no service questions.</p>`
  const decided = (some: readonly Prediction[], ...which: Decision[]) =>
    share(
      count(some, ({ outcome }) => which.includes(outcome.decision)),
      some.length,
    )
  const grouped = (caption: string, name: string, nameOf: (question: LabelledQuestion) => string) =>
    table(
      caption,
      [name, 'Questions', 'Top-1', 'Top-3', 'Answered', 'Asked back', 'Handed off', 'Otherwise'],
      groupBy(services, ({ question }) => nameOf(question))
        .sort(([, a], [, b]) => b.length - a.length)
        .map(([group, some]) => [
          group,
          some.length,
          share(count(some, right), some.length),
          share(count(some, inTopThree), some.length),
          decided(some, 'answer', 'plan'),
          decided(some, 'clarify'),
          decided(some, 'handoff'),
          decided(some, 'decline', 'smalltalk'),
        ]),
    )
  return html`<p>Service questions only. “Answered” includes plans; “otherwise” is declined, or taken for small talk.</p>
<h3>By language</h3>\n${grouped('By language', 'Language', ({ lang }) => lang)}
<h3>By style</h3>\n${grouped('By style', 'Style', ({ style }) => style ?? 'not given')}`
}

const byConfidence = (a: Prediction, b: Prediction) => b.outcome.confidence - a.outcome.confidence

function wrongAnswers(predictions: readonly Prediction[], { safe, helpful }: Thresholds): Html {
  const wrong = predictions.filter(shownWrong).sort(byConfidence)
  if (wrong.length === 0) return html`<p>No question was answered wrong.</p>`
  return html`<p>${questions(wrong.length)} of all kinds got an answer or a plan that was wrong, the surest first. The thresholds: safe from ${bound(safe)}, helpful from ${bound(helpful)}.</p>
${details(wrong)}`
}

function needlessHandoffs(predictions: readonly Prediction[]): Html {
  const needless = predictions
    .filter((prediction) => isAsked(prediction) && ['handoff', 'decline'].includes(prediction.outcome.decision) && inTopThree(prediction))
    .sort(byConfidence)
  if (needless.length === 0)
    return html`<p>No question was handed off or declined although the right service was among the first three.</p>`
  const services = count(needless, ({ question }) => question.expect.kind === 'service')
  return html`<p>${questions(needless.length)} went to a person or ${needless.length === 1 ? 'was' : 'were'} declined although the right service was among the first three (service questions, which the score counts: ${services}).</p>
${details(needless)}`
}

function details(predictions: readonly Prediction[]): Html {
  return html`<ol class="details">${predictions.map(
    ({ question, outcome }) => html`<li>
<p class="note">${[question.id, question.lang, kindOf(question.expect), question.style].filter(Boolean).join(' · ')}</p>
${(question.context ?? []).map(({ role, text }) => html`<p class="context">${role === 'user' ? 'Client' : 'Assistant'}: <span lang="${question.lang}">${text}</span></p>`)}
<p class="question">${words(question)}</p>
<dl><dt>Wanted</dt><dd>${[question.expect, ...(question.expect.also_ok ?? [])].map(describeExpectation).join('; or ')}</dd>
<dt>Given</dt><dd>${describeReply(outcome)}</dd>
<dt>Candidates</dt><dd>${candidates(outcome.services)}</dd>
${[...outcome.lifeEvents, ...outcome.socialGroups].length > 0 && html`<dt>Situations</dt><dd>${candidates([...outcome.lifeEvents, ...outcome.socialGroups])}</dd>\n`}<dt>Why</dt><dd>decision <strong>${outcome.decision}</strong>, ${outcome.reason ? `reason ${outcome.reason}` : 'no reason given'}, confidence ${decimals(outcome.confidence)}</dd></dl>
</li>
`,
  )}</ol>`
}

const words = ({ lang, text }: LabelledQuestion) => html`<span lang="${lang}">${text}</span>`

function describeExpectation(expect: Expectation): string {
  const ids = [...(expect.services ?? []), ...(expect.ids ?? [])].join(' or ')
  const about = wantedFacets(expect).join(' or ')
  return `${kindOf(expect)}${ids && ` ${ids}`}${about && `, about ${about}`}`
}

function describeReply({ decision, services, facet, lifeEvents, socialGroups }: Outcome): string {
  if (decision === 'plan') return `plan ${lifeEvents[0]?.id ?? socialGroups[0]?.id ?? ''}`
  const first = services[0]?.id
  if (decision === 'answer') return `answer ${first ?? ''}${facet ? `, about ${facet}` : ''}`
  return `${decision}${first ? `; first in the list ${first}` : ''}`
}

function candidates(list: readonly Candidate[]): Html | string {
  if (list.length === 0) return 'none'
  return html`<ol>${list.slice(0, 3).map(({ id, score }) => html`<li>${id} ${decimals(score)}</li>`)}</ol>`
}

const css = `
:root { --brand: #7d1935; --ink: #1c2530; --muted: #55606e; --line: #cdd4dc; --ground: #f4f5f8; --good: #1a6b3c; --bad: #a3001b; --blue: #0b57d0; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 72rem; color: var(--ink); background: #fff; font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 0.75rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 0.5rem; padding-top: 0.5rem; border-top: 3px solid var(--brand); }
h3 { font-size: 1rem; margin: 1.5rem 0 0.25rem; }
p { margin: 0.5rem 0; max-width: 46rem; }
a { color: #0a4bb0; }
:focus-visible { outline: 3px solid var(--blue); outline-offset: 2px; }
code { font-size: 0.875em; }
.note { color: var(--muted); font-size: 0.875rem; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.facts { display: flex; flex-wrap: wrap; gap: 0.5rem 2rem; margin: 0; }
.facts dt { color: var(--muted); font-size: 0.875rem; }
.facts dd { margin: 0; font-weight: 600; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin: 1rem 0 0; padding: 0; list-style: none; }
nav a { display: inline-block; padding: 0.2rem 0; }
.scroll { overflow-x: auto; background: linear-gradient(to left, #fff 30%, #fff0) right / 3rem 100% no-repeat local, linear-gradient(to left, #1c253040, #1c253000) right / 0.9rem 100% no-repeat scroll; }
table { border-collapse: collapse; font-size: 0.9375rem; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
th, td { padding: 0.3rem 0.6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { background: var(--ground); vertical-align: bottom; }
tbody th { font-weight: 400; }
.number { text-align: right; white-space: nowrap; }
td.text:last-child { min-width: 9rem; }
td span { overflow-wrap: anywhere; }
.number span { overflow-wrap: normal; }
.key { color: var(--muted); }
tbody th { position: sticky; left: 0; min-width: 7rem; background: #fff; }
thead .number { white-space: normal; }
.met { color: var(--good); font-weight: 600; }
.missed { color: var(--bad); font-weight: 600; }
figure { margin: 0.5rem 0; }
svg { display: block; width: 100%; max-width: 34rem; height: auto; font: 11px system-ui, sans-serif; }
svg text { fill: var(--ink); }
.grid path { stroke: var(--line); fill: none; }
.area { fill: #f3e3e8; }
.curve { fill: none; stroke: var(--brand); stroke-width: 2; stroke-linejoin: round; }
.end { fill: var(--brand); }
.guide { stroke: var(--muted); stroke-dasharray: 2 2; fill: none; }
.point text { paint-order: stroke; stroke: #fff; stroke-width: 3px; font-weight: 600; }
.point circle { fill: var(--blue); stroke: #fff; }
.point path:not(.guide) { fill: var(--good); stroke: #fff; }
.ideal { stroke: var(--muted); stroke-dasharray: 5 4; fill: none; }
rect.all { fill: #b9c4dc; }
rect.answered { fill: var(--blue); }
rect.dot { fill: #fff; fill-opacity: 0.6; stroke: var(--brand); stroke-width: 1.5; }
circle.dot { fill: var(--blue); }
summary { padding: 0.3rem 0; cursor: pointer; color: #0a4bb0; }
.details { padding: 0; list-style: none; }
.details > li { margin: 0 0 1rem; padding: 0.5rem 0.75rem; border: 1px solid var(--line); border-left: 4px solid var(--brand); border-radius: 0.25rem; }
.details p { margin: 0.2rem 0; }
.details .question { font-size: 1.0625rem; white-space: pre-line; }
.context { color: var(--muted); white-space: pre-line; }
.details dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.15rem 0.75rem; margin: 0.4rem 0 0; font-size: 0.9375rem; }
.details dt { color: var(--muted); }
.details dd { margin: 0; }
.details dd ol { margin: 0; padding-left: 1.2rem; }
@media (max-width: 40rem) { table { font-size: 0.875rem; } th, td { padding: 0.3rem 0.35rem; } figcaption ul { padding-left: 1.2rem; } }
@media (min-width: 64rem) { tbody code { white-space: nowrap; } figure { display: grid; grid-template-columns: 34rem 1fr; gap: 0 2rem; align-items: start; } details { grid-column: 1 / -1; } }
@media print { :root { font-size: 10pt; } body { max-width: none; padding: 0; } table { font-size: 8pt; } th, td { padding: 2pt 2.5pt; } tbody th { position: static; min-width: 0; } nav, details:not([open]) { display: none; } .scroll { overflow: visible; background: none; } h2, h3 { break-after: avoid; } figure, tr, .details > li { break-inside: avoid; } svg { max-width: 12cm; } * { print-color-adjust: exact; } }
`
