import { type Answered, answer, type Question } from './answer.ts'
import type { Deps } from './draft.ts'
import { refineAnswer } from './refine-answer.ts'

/**
 * A question answered with all that is configured: the nearest learnt questions are looked up before the steps run,
 * and a language model may refine what they composed. Neither is needed: without them, or when they fail, the
 * steps' own answer stands.
 */
export async function answerQuestion(question: Question, deps: Deps): Promise<Answered> {
  const near = await deps.nearest?.(question.text)
  const answered = answer(near ? { ...question, near } : question, deps)
  return deps.languageModel ? refineAnswer(question, answered, deps, deps.languageModel) : answered
}
