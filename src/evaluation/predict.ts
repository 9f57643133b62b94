import { answer } from '../turn/answer.ts'
import type { Deps } from '../turn/draft.ts'
import type { LabelledQuestion } from './question-file.ts'
import type { Prediction } from './score.ts'

/** Asks every question as `POST /api/v1/ask` would; durations in milliseconds. */
export function predict(questions: readonly LabelledQuestion[], deps: Deps): Prediction[] {
  return questions.map((question) => {
    const start = performance.now()
    const { outcome } = answer({ text: question.text, expected: 'lv', context: question.context ?? [] }, deps)
    return { question, outcome, ms: performance.now() - start }
  })
}
