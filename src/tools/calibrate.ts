import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { confidenceInputs } from '../detection/calibration.ts'
import { fitLogistic, predictLogistic } from '../evaluation/logistic.ts'
import { readQuestionFile } from '../evaluation/question-file.ts'
import { hearWithContext, signalsOf } from '../turn/find-services.ts'
import { openAssistant, wrongUse } from './open-assistant.ts'

/** At most this share of what is answered may be wrong. */
const allowedWrong = 0.02
const folds = 10

const [file] = process.argv.slice(2)
if (!file) wrongUse('Use: npm run calibrate -- <questions.jsonl>   (questions that are neither training data nor the test)')

const deps = await openAssistant()
const rows: { inputs: number[]; label: number }[] = []
for (const question of readQuestionFile(file)) {
  const understood = deps.understand(question.text, 'lv')
  const heard = hearWithContext(understood, question.context ?? [], deps)
  // Confidence matters only where a service would be answered. One service of a broad situation is narrow, not wrong.
  if (heard.kind !== 'service' || ['life-event', 'social-group'].includes(question.expect.kind)) continue
  const accepted = [question.expect, ...(question.expect.also_ok ?? [])].flatMap(({ services }) => services ?? [])
  const right = accepted.includes(heard.services[0]?.id ?? '')
  rows.push({ inputs: confidenceInputs(signalsOf(heard)), label: right ? 1 : 0 })
}

// Each question's probability comes from a fit that has not seen it.
const held = rows.map((row, index) => {
  const others = rows.filter((_, other) => other % folds !== index % folds)
  const weights = fitLogistic(
    others.map(({ inputs }) => inputs),
    others.map(({ label }) => label),
  )
  return { probability: predictLogistic(weights, row.inputs), label: row.label }
})
held.sort((a, b) => b.probability - a.probability)

// The threshold: down to it the mean probability of being wrong stays within what is allowed. Probabilities change
// smoothly where single mistakes among 300 questions would throw the threshold about.
let expectedWrong = 0
let mistakes = 0
let answered = 0
let wrongAnswers = 0
let answer = 0.95
for (const [index, { probability, label }] of held.entries()) {
  expectedWrong += 1 - probability
  if (label === 0) mistakes++
  if (expectedWrong / (index + 1) <= allowedWrong) {
    answer = probability
    answered = index + 1
    wrongAnswers = mistakes
  }
}
answer = Math.min(0.95, Math.max(0.5, Math.round(answer * 100) / 100))

const weights = fitLogistic(
  rows.map(({ inputs }) => inputs),
  rows.map(({ label }) => label),
).map((weight) => Math.round(weight * 1000) / 1000)
const target = join(import.meta.dirname, '../detection/calibration-weights.json')
const before = JSON.parse(readFileSync(target, 'utf8')) as { weights: number[]; answer: number }
writeFileSync(target, `${JSON.stringify({ weights, answer, fittedOn: file.split('/').at(-1), questions: rows.length })}\n`)
process.stdout.write(
  `${rows.length} questions; ${answered} (${Math.round((100 * answered) / rows.length)} %) are answered, ${wrongAnswers} of them wrongly (${((100 * wrongAnswers) / answered).toFixed(1)} %)\nweights   ${before.weights.join(' ')} → ${weights.join(' ')}\nthreshold ${before.answer} → ${answer}\n`,
)
