import { join } from 'node:path'
import { predict } from '../evaluation/predict.ts'
import { readQuestionFile } from '../evaluation/question-file.ts'
import { score } from '../evaluation/score.ts'
import { openAssistant } from '../tools/open-assistant.ts'
import type { Bench, Figure } from './bench.ts'
import { evalPath } from './eval-folder.ts'
import { addNoise } from './noise-text.ts'

const typoEvery = 8
const shown = ['service.top1', 'service.top3', 'facet', 'answeredWrong'] as const

/** The same questions as people type them on a phone: without diacritics, and with a typo every eight characters. */
export const bench: Bench = async () => {
  const folder = evalPath()
  const deps = await openAssistant()
  const figures: Figure[] = []
  for (const file of ['dev-questions.jsonl', 'calibration-questions.jsonl']) {
    const questions = readQuestionFile(join(folder, file))
    const noisy = questions.map((question, seed) => ({ ...question, text: addNoise(question.text, seed, { strip: true, typoEvery }) }))
    const clean = score(await predict(questions, deps))
    const typed = score(await predict(noisy, deps))
    for (const name of shown) {
      figures.push({
        name: `${file} ${name}, no diacritics and a typo per ${typoEvery} characters`,
        value: typed[name] ?? Number.NaN,
        unit: '',
        ratio: (typed[name] ?? Number.NaN) / (clean[name] || Number.NaN),
        baseline: `clean ${(clean[name] ?? Number.NaN).toFixed(3)}`,
        ...(name === 'service.top1' && { goal: 'at most .03 less than clean' }),
      })
    }
  }
  return figures
}
