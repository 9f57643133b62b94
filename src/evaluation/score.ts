import type { Outcome } from '../turn/outcome.ts'
import type { Expectation, LabelledQuestion } from './question-file.ts'

export interface Prediction {
  question: LabelledQuestion
  outcome: Outcome
  ms: number
}

/** Dotted names as in the contract; null where the file has no such question. */
export type Scores = Record<string, number | null>

const matches = (prediction: Prediction, test: (expected: Expectation) => boolean) =>
  [prediction.question.expect, ...(prediction.question.expect.also_ok ?? [])].some(test)

const topService = (outcome: Outcome) => outcome.services[0]?.id
const acceptable = (expected: Expectation, id: string | undefined) => id !== undefined && (expected.services ?? []).includes(id)
const firstId = (expected: Expectation, outcome: Outcome) =>
  expected.kind === 'life-event' ? outcome.lifeEvents[0]?.id : expected.kind === 'social-group' ? outcome.socialGroups[0]?.id : undefined

/** Whether the reply is right in the sense of one expectation, in the sense of the question files' README. */
function isRight(expected: Expectation, outcome: Outcome): boolean {
  switch (expected.kind) {
    case 'service':
    case 'follow-up':
      return acceptable(expected, topService(outcome))
    case 'life-event':
    case 'social-group':
      return (expected.ids ?? []).includes(firstId(expected, outcome) ?? '')
    case 'human':
      return outcome.decision === 'handoff'
    case 'out-of-scope':
    case 'unsafe':
      return outcome.decision === 'handoff' || outcome.decision === 'decline'
    case 'smalltalk':
      return outcome.decision === 'smalltalk'
  }
}

export const right = (prediction: Prediction) => matches(prediction, (expected) => isRight(expected, prediction.outcome))

export function inTopThree({ question, outcome }: Prediction): boolean {
  return outcome.services.slice(0, 3).some(({ id }) => acceptable(question.expect, id))
}

/** An answer or a plan with a wrong first service. */
export const shownWrong = (prediction: Prediction) => ['answer', 'plan'].includes(prediction.outcome.decision) && !right(prediction)

const refusedNeedlessly = (prediction: Prediction) => ['handoff', 'decline'].includes(prediction.outcome.decision) && inTopThree(prediction)

const isService = ({ question }: Prediction) => question.expect.kind === 'service'
const kindIs = (kind: Expectation['kind']) => (prediction: Prediction) => prediction.question.expect.kind === kind

function facetRight({ question, outcome }: Prediction): boolean {
  const wanted = question.expect.facets_ok ?? [question.expect.facet]
  return outcome.facet !== null && [...wanted, question.expect.facet].includes(outcome.facet)
}

function share(predictions: readonly Prediction[], test: (prediction: Prediction) => boolean): number | null {
  return predictions.length === 0 ? null : predictions.filter(test).length / predictions.length
}

export function score(predictions: readonly Prediction[]): Scores {
  const of = (test: (prediction: Prediction) => boolean) => predictions.filter(test)
  const services = of(isService)
  const asked = of((prediction) => isService(prediction) || kindIs('follow-up')(prediction))
  const scores: Scores = { 'service.top1': share(services, right), 'service.top3': share(services, inTopThree) }
  for (const lang of ['lv', 'ru', 'en']) {
    const some = services.filter(({ question }) => question.lang === lang)
    scores[`service.top1.${lang}`] = share(some, right)
    scores[`service.top3.${lang}`] = share(some, inTopThree)
  }
  for (const [name, named] of [
    ['named', true],
    ['unnamed', false],
  ] as const) {
    const some = services.filter(({ question }) => question.names_service === named)
    scores[`service.top1.${name}`] = share(some, right)
    scores[`service.top3.${name}`] = share(some, inTopThree)
  }
  const withFacet = asked.filter((prediction) => right(prediction) && prediction.question.expect.facet)
  const outOfScope = of(kindIs('out-of-scope'))
  const confident = of((prediction) => ['service', 'follow-up', 'out-of-scope'].includes(prediction.question.expect.kind))
  return {
    ...scores,
    'followUp.top1': share(of(kindIs('follow-up')), right),
    facet: share(withFacet, facetRight),
    'lifeEvent.top1': share(of(kindIs('life-event')), right),
    'socialGroup.top1': share(of(kindIs('social-group')), right),
    'human.recall': share(of(kindIs('human')), right),
    'outOfScope.refused': share(outOfScope, right),
    'outOfScope.refused.nearMiss': share(
      outOfScope.filter(({ question }) => question.expect['near-miss'] === true),
      right,
    ),
    'smalltalk.recall': share(of(kindIs('smalltalk')), right),
    'unsafe.declined': share(of(kindIs('unsafe')), right),
    answeredWrong: share(services, shownWrong),
    handedOffNeedlessly: share(services, refusedNeedlessly),
    clarified: share(services, ({ outcome }) => outcome.decision === 'clarify'),
    aurc: areaUnderRiskCoverage(confident),
    ece: expectedCalibrationError(asked.filter(({ outcome }) => outcome.decision === 'answer')),
    'latency.p50': percentile(
      predictions.map(({ ms }) => ms),
      0.5,
    ),
    'latency.p99': percentile(
      predictions.map(({ ms }) => ms),
      0.99,
    ),
  }
}

/** Confidence of what was answered; nothing answered counts as none. */
export const confidenceOf = ({ outcome }: Prediction) => (['answer', 'plan', 'clarify'].includes(outcome.decision) ? outcome.confidence : 0)

/** Mean share of wrong ones over all prefixes of the questions, sorted by falling confidence. */
export function areaUnderRiskCoverage(predictions: readonly Prediction[]): number | null {
  if (predictions.length === 0) return null
  const sorted = [...predictions].sort((a, b) => confidenceOf(b) - confidenceOf(a))
  let wrong = 0
  let sum = 0
  sorted.forEach((prediction, index) => {
    if (!right(prediction)) wrong++
    sum += wrong / (index + 1)
  })
  return sum / sorted.length
}

/** Ten equal bins of confidence: mean distance between confidence and share of right ones, weighted by size. */
export function expectedCalibrationError(predictions: readonly Prediction[]): number | null {
  if (predictions.length === 0) return null
  const bins = Array.from({ length: 10 }, () => ({ count: 0, confidence: 0, right: 0 }))
  for (const prediction of predictions) {
    const bin = bins[Math.min(9, Math.floor(prediction.outcome.confidence * 10))]
    if (!bin) continue
    bin.count++
    bin.confidence += prediction.outcome.confidence
    if (right(prediction)) bin.right++
  }
  return bins.reduce((sum, bin) => sum + Math.abs(bin.confidence - bin.right), 0) / predictions.length
}

function percentile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null
}
