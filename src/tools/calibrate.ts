import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Knowledge } from '../cards/load-knowledge.ts'
import type { Question } from '../cards/questions.ts'
import { buildModel } from '../detection/build-model.ts'
import { confidenceInputs } from '../detection/calibration.ts'
import { trainingExamples } from '../detection/examples.ts'
import { type Fitted, fitted } from '../detection/fitted.ts'
import type { Kind } from '../detection/kinds.ts'
import { loadModel } from '../detection/load-model.ts'
import { createModel } from '../detection/model.ts'
import { type ViewWeights, weighViews, withNear } from '../detection/ranking.ts'
import { createUnderstand, weighFacet } from '../detection/understand.ts'
import type { Ranked, Understanding } from '../detection/understanding.ts'
import { fitKinds } from '../evaluation/fit-kinds.ts'
import { type Candidate, fitRanking } from '../evaluation/fit-ranking.ts'
import { fitLogistic, predictLogistic } from '../evaluation/logistic.ts'
import { type LabelledQuestion, QuestionFileError, readQuestionFile } from '../evaluation/question-file.ts'
import { mask } from '../privacy/mask.ts'
import { progressBar } from '../progress-bar.ts'
import type { Deps } from '../turn/draft.ts'
import { hearWithContext, hearWithNear, signalsOf } from '../turn/find-services.ts'
import { buildIndex, indexedQuestions } from '../vectors/build-index.ts'
import { nearServices } from '../vectors/near-services.ts'
import { TransformerEmbeddings } from '../vectors/transformer-embeddings.ts'
import { folders, openAssistant, wrongUse } from './open-assistant.ts'

const folds = 10
/** One question in so many is kept from training to fit how views are weighed. */
const heldOut = 6
const neutral = { ...fitted, ranking: { dense: 0, institution: 0 } }

const [file] = process.argv.slice(2)
if (!file) wrongUse('Use: npm run calibrate -- <questions.jsonl>   (questions that are neither training data nor the test)')

const print = (text: string) => process.stdout.write(`${text}\n`)
const round = (value: number) => Math.round(value * 1000) / 1000

function readQuestions(path: string): LabelledQuestion[] {
  try {
    return readQuestionFile(path)
  } catch (error) {
    if (error instanceof QuestionFileError) return wrongUse(error.message)
    throw error
  }
}

const questions = readQuestions(file)
const deps = await openAssistant()
const { ranking, facets, near } = await fitViews(deps.knowledge)
const model = await loadModel(deps.knowledge, folders().cache, () => {})
const kinds = fitMessageKinds(createUnderstand(deps.knowledge, model, { ranking, facets, kinds: fitted.kinds }))
const understand = createUnderstand(deps.knowledge, model, { ranking, facets, kinds })
const { confidence, answer, count } = await fitConfidence({ ...deps, understand, nearWeight: near?.weight ?? deps.nearWeight })

const result: Fitted = {
  ranking,
  ...(near && { near }),
  facets,
  kinds,
  confidence,
  answer,
  fittedOn: file.split('/').at(-1) ?? file,
  questions: count,
}
writeFileSync(join(import.meta.dirname, '../detection/fitted-weights.json'), `${JSON.stringify(result, null, 2)}\n`)
print(JSON.stringify(result, null, 1))

/** How much the views count: on training questions that a classifier of its own has not seen. */
async function fitViews(knowledge: Knowledge): Promise<Pick<Fitted, 'ranking' | 'facets' | 'near'>> {
  const isHeld = (position: number) => position % heldOut === heldOut - 1
  const kept = new Map([...knowledge.questions].map(([label, list]) => [label, list.filter((_, position) => !isHeld(position))]))
  const parts = await buildModel(
    trainingExamples({ ...knowledge, questions: kept }),
    knowledge.concepts,
    progressBar('Training without a sixth of the questions'),
  )
  const understand = createUnderstand(knowledge, createModel(parts), neutral)
  const held = [...knowledge.questions].flatMap(([label, list]) =>
    label.startsWith('service:')
      ? list
          .filter((_, position) => isHeld(position))
          .map((question) => ({ label, question, heard: understand(question.text, question.language) }))
      : [],
  )
  const rows = held.map(({ label, heard }) =>
    heard.services.slice(0, 10).map(
      ({ id, views }): Candidate => ({
        inputs: [views.linear, views.dense, views.institution],
        right: `service:${id}` === label,
      }),
    ),
  )
  const [linear = 1, dense = 0, institution = 0] = fitRanking(rows)
  const ranking = { dense: round(dense / linear), institution: round(institution / linear) }
  const alone = rightShare(rows, ({ inputs: [a = 0] }) => a)
  const together = rightShare(rows, ({ inputs: [a = 0, b = 0, c = 0] }) => a + ranking.dense * b + ranking.institution * c)
  print(`views: ${rows.length} held-out questions, ${alone} right by the linear classifier alone, ${together} with all views`)
  const near = await fitNear(
    { ...knowledge, questions: kept },
    held.map(({ label, question, heard }) => ({ label, text: question.text, services: heard.services })),
    { linear: 1, ...ranking },
  )
  return {
    ranking,
    near,
    facets: fitFacets(held.flatMap(({ question, heard }) => (question.facets.length > 0 ? [{ question, heard }] : []))),
  }
}

/**
 * What likeness to the nearest question counts beside the other views, whose weights stay as they are: they must be right
 * without it too. As it was before when no embedding model is configured.
 */
async function fitNear(
  knowledge: Knowledge,
  held: readonly { label: string; text: string; services: readonly Ranked[] }[],
  weights: ViewWeights,
): Promise<Fitted['near']> {
  const lookUp = await openNearest(knowledge)
  if (!lookUp) return fitted.near
  const rows: Candidate[][] = []
  for (const { label, text, services } of held) {
    const near = withNear(services, await lookUp.find(text), 0)
    rows.push(
      near.slice(0, 10).map(({ id, views }) => ({
        inputs: [weighViews(views, weights), views.near ?? 0],
        right: `service:${id}` === label,
      })),
    )
  }
  const [others = 1, likeness = 0] = fitRanking(rows)
  const weight = round(likeness / others)
  print(`nearest questions: ${rightShare(rows, ({ inputs: [a = 0, b = 0] }) => a + weight * b)} right with them, which count ${weight}`)
  return { model: lookUp.model, weight }
}

/** Looks up the nearest of these questions; undefined when no embedding model is configured. */
async function openNearest(knowledge: Knowledge) {
  const { EMBEDDINGS_MODEL_DIR: folder } = folders().config
  if (!folder) return undefined
  const embeddings = await TransformerEmbeddings.open(folder)
  const index = await buildIndex(indexedQuestions(knowledge), embeddings, progressBar('Embedding all but a sixth of the questions'))
  return { model: embeddings.hash, find: async (text: string) => nearServices(index, await embeddings.embedQuery(mask(text))) }
}

/** On the same held-out questions: which part of the card is asked for. */
function fitFacets(held: readonly { question: Question; heard: Understanding }[]): Fitted['facets'] {
  const ids = held[0]?.heard.facetViews.map(({ id }) => id) ?? []
  const rows = held.map(({ question, heard }) =>
    heard.facetViews.map(
      ({ id, whole, asking }): Candidate => ({
        inputs: [whole.linear, asking.linear, whole.dense + asking.dense, ...ids.map((other) => (other === id ? 1 : 0))],
        right: question.facets.includes(id),
      }),
    ),
  )
  const [linear = 1, inPart = 0, dense = 0, ...bias] = fitRanking(rows)
  const weights = {
    // One weight for both: what the embedder says of the whole and of the part counts as their sums do.
    dense: round(dense / ((linear + inPart) / 2)),
    // Training questions are short, so they say little of this one; it was chosen on calibration questions.
    asking: fitted.facets.asking,
    bias: Object.fromEntries(ids.map((id, index) => [id, round((bias[index] ?? 0) / linear)])),
  }
  const right = held.filter(({ question, heard }) => {
    const best = heard.facetViews.reduce((a, b) => (weighFacet(b, weights) > weighFacet(a, weights) ? b : a))
    return question.facets.includes(best.id)
  })
  print(`facets: ${((100 * right.length) / held.length).toFixed(1)} % of ${held.length} held-out questions right`)
  return weights
}

function rightShare(rows: readonly Candidate[][], weigh: (candidate: Candidate) => number): string {
  const right = rows.filter((row) => row.reduce((a, b) => (weigh(b) > weigh(a) ? b : a), row[0] as Candidate)?.right).length
  return `${((100 * right) / rows.length).toFixed(1)} %`
}

/** The kinds that count as right for a question. A crisis or a near miss is handed to a person, which is right for these. */
function rightKinds({ expect }: LabelledQuestion): Kind[] {
  const of = (kind: string): Kind[] =>
    kind === 'follow-up'
      ? ['service']
      : kind === 'unsafe'
        ? ['unsafe', 'crisis']
        : kind === 'out-of-scope'
          ? ['out-of-scope', 'near-miss']
          : [kind as Kind]
  return [...new Set([expect, ...(expect.also_ok ?? [])].flatMap(({ kind }) => of(kind)))]
}

function fitMessageKinds(understand: Deps['understand']): Fitted['kinds'] {
  const examples = questions
    .filter(({ expect }) => expect.kind !== 'follow-up')
    .map((question) => ({ views: understand(question.text, 'lv').kindViews, right: rightKinds(question) }))
  const { mass, bias } = fitKinds(examples)
  return {
    mass: round(mass),
    bias: Object.fromEntries(Object.entries(bias).map(([kind, value]) => [kind, round(value)])) as Record<Kind, number>,
  }
}

async function fitConfidence(assistant: Deps): Promise<{ confidence: number[]; answer: Fitted['answer']; count: number }> {
  const rows: { inputs: number[]; label: number }[] = []
  for (const question of questions) {
    const near = await assistant.nearest?.(question.text)
    const understood = hearWithNear(assistant.understand(question.text, 'lv'), near, assistant)
    const heard = hearWithContext(understood, question.context ?? [], assistant)
    // Confidence matters only where a service would be answered. One service of a broad situation is narrow, not wrong.
    if (heard.kind !== 'service' || ['life-event', 'social-group'].includes(question.expect.kind)) continue
    const accepted = [question.expect, ...(question.expect.also_ok ?? [])].flatMap(({ services }) => services ?? [])
    rows.push({ inputs: confidenceInputs(signalsOf(heard)), label: accepted.includes(heard.services[0]?.id ?? '') ? 1 : 0 })
  }
  const fitRows = (some: typeof rows) =>
    fitLogistic(
      some.map(({ inputs }) => inputs),
      some.map(({ label }) => label),
    )
  // Each question's probability comes from a fit that has not seen it.
  const held = rows
    .map((row, index) => ({
      probability: predictLogistic(fitRows(rows.filter((_, other) => other % folds !== index % folds)), row.inputs),
      label: row.label,
    }))
    .sort((a, b) => b.probability - a.probability)
  let wrong = 0
  const risk = held.reduce((sum, { label }, index) => {
    if (label === 0) wrong++
    return sum + wrong / (index + 1)
  }, 0)
  print(`confidence: ${rows.length} questions taken for a service, ${wrong} of them wrongly; AURC ${(risk / held.length).toFixed(4)}`)
  return {
    confidence: fitRows(rows).map(round),
    answer: { safe: threshold(held, 0.02), helpful: threshold(held, 0.05), sensitive: threshold(held, 0.01) },
    count: rows.length,
  }
}

/**
 * Down to the threshold the mean probability of being wrong stays within what is allowed. Probabilities change smoothly
 * where single mistakes among some hundred questions would throw the threshold about.
 */
function threshold(held: readonly { probability: number; label: number }[], allowed: number): number {
  let expectedWrong = 0
  let best = { probability: 0.95, answered: 0, mistakes: 0 }
  let mistakes = 0
  for (const [index, { probability, label }] of held.entries()) {
    expectedWrong += 1 - probability
    if (label === 0) mistakes++
    if (expectedWrong / (index + 1) <= allowed) best = { probability, answered: index + 1, mistakes }
  }
  const value = Math.min(0.98, Math.max(0.5, Math.round(best.probability * 100) / 100))
  print(
    `at most ${100 * allowed} % wrong: answers from ${value} on, ${((100 * best.answered) / held.length).toFixed(0)} % of the questions, ${((100 * best.mistakes) / best.answered).toFixed(1)} % of them wrong`,
  )
  return value
}
