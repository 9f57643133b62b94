import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { dateIn } from '../clock.ts'
import { fitted } from '../detection/fitted.ts'
import { predict } from '../evaluation/predict.ts'
import { QuestionFileError, readQuestionFile } from '../evaluation/question-file.ts'
import { renderReport } from '../evaluation/report.ts'
import { right, score } from '../evaluation/score.ts'
import { openAssistant, wrongUse } from './open-assistant.ts'

const usage = 'Use: npm run eval -- <questions.jsonl> [--json <out>] [--predictions <out.jsonl>] [--report <out.html>] [--errors]'

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { json: { type: 'string' }, predictions: { type: 'string' }, report: { type: 'string' }, errors: { type: 'boolean' } },
    })
  } catch (error) {
    return wrongUse(`${error instanceof Error ? error.message : error}\n${usage}`)
  }
}

function readQuestions(file: string) {
  try {
    return readQuestionFile(file)
  } catch (error) {
    if (error instanceof QuestionFileError) return wrongUse(error.message)
    throw error
  }
}

const { values, positionals } = readArguments()
const [file] = positionals
if (!file || positionals.length > 1) wrongUse(usage)

const questions = readQuestions(file)
const deps = await openAssistant()
const predictions = await predict(questions, deps)
const scores = score(predictions)

process.stdout.write(`${file}: ${questions.length} questions, ${deps.knowledge.cards.size} services with cards\n\n`)
for (const [name, value] of Object.entries(scores)) {
  const shown = value === null ? '–' : name.startsWith('latency') ? `${value.toFixed(2)} ms` : value.toFixed(3)
  process.stdout.write(`${name.padEnd(30)} ${shown}\n`)
}
if (values.errors) {
  process.stdout.write('\n')
  for (const { question, outcome } of predictions.filter((prediction) => !right(prediction))) {
    const wanted = [...(question.expect.services ?? question.expect.ids ?? [])].join(' / ')
    process.stdout.write(
      `${question.id} ${question.lang} ${question.expect.kind} ${wanted}\n   ${question.text.slice(0, 150)}\n   → ${outcome.decision}${outcome.reason ? `:${outcome.reason}` : ''} ${outcome.services
        .slice(0, 3)
        .map(({ id, score: value }) => `${id} ${value}`)
        .join(', ')} ${outcome.lifeEvents[0]?.id ?? ''} ${outcome.socialGroups[0]?.id ?? ''}\n`,
    )
  }
}
if (values.json) writeFileSync(values.json, `${JSON.stringify(scores, null, 2)}\n`)
if (values.report) {
  const about = {
    file: file.split('/').at(-1) ?? file,
    commit: commit(),
    date: dateIn(deps.timeZone, deps.clock()),
    services: deps.knowledge.cards.size,
    thresholds: fitted.answer,
  }
  writeFileSync(values.report, renderReport(predictions, scores, about))
}
if (values.predictions) {
  writeFileSync(
    values.predictions,
    predictions.map(({ question, outcome, ms }) => `${JSON.stringify({ id: question.id, ...outcome, ms })}\n`).join(''),
  )
}

/** The commit that was measured; a tree without git has none. */
function commit(): string {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return 'no commit'
  }
}
