import { answer } from '../turn/answer.ts'
import type { Deps } from '../turn/draft.ts'
import type { LabelledQuestion } from './question-file.ts'
import type { Prediction } from './score.ts'

/** Asks one question after another as `POST /api/v1/ask` would without a language model; durations in milliseconds. */
export async function predict(questions: readonly LabelledQuestion[], deps: Deps): Promise<Prediction[]> {
  const predictions: Prediction[] = []
  for (const question of questions) {
    const start = performance.now()
    const near = await deps.nearest?.(question.text)
    const { outcome } = answer({ text: question.text, expected: 'lv', context: question.context ?? [], ...(near && { near }) }, deps)
    predictions.push({ question, outcome, ms: performance.now() - start })
  }
  return predictions
}
