import { join } from 'node:path'
import { readQuestionFile } from '../evaluation/question-file.ts'
import { openAssistant } from '../tools/open-assistant.ts'
import { answer } from '../turn/answer.ts'
import { type Bench, percentile } from './bench.ts'
import { evalPath } from './eval-folder.ts'

/** Time of one answer, from text to text, against the part of it that only understands. */
export const bench: Bench = async () => {
  const questions = readQuestionFile(join(evalPath(), 'calibration-questions.jsonl'))
  const deps = await openAssistant()
  const timed = (run: (text: string) => unknown) =>
    questions.map(({ text }) => {
      const start = performance.now()
      run(text)
      return performance.now() - start
    })
  const whole = (text: string) => answer({ text, expected: 'lv', context: [] }, deps)
  const part = (text: string) => deps.understand(text, 'lv')
  // Once without the clock, so that neither pays for the other's first calls.
  timed(whole)
  const [understanding, answering] = [timed(part), timed(whole)]
  return [0.5, 0.99].map((share) => ({
    name: `answer p${share * 100}`,
    value: percentile(answering, share),
    unit: 'ms',
    ratio: percentile(answering, share) / percentile(understanding, share),
    baseline: 'understanding alone',
    goal: share === 0.5 ? '≤ 3 ms' : '≤ 10 ms',
  }))
}
