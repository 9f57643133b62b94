import { resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { predict } from '../../src/evaluation/predict.ts'
import { readQuestionFile } from '../../src/evaluation/question-file.ts'
import { type Scores, score } from '../../src/evaluation/score.ts'
import { realDeps } from '../support/knowledge.ts'

let scores: Scores
beforeAll(async () => {
  const questions = readQuestionFile(resolve(import.meta.dirname, 'dev-questions.jsonl'))
  scores = score(await predict(questions, await realDeps('2026-11-23T08:00:00Z')))
})

/**
 * The level of docs/quality.md, less what two trainings on nearly the same questions differ by (.03) and less one
 * question where a kind has only a handful. Somebody who falls below it has broken something; the goals stand higher.
 */
describe('questions that nobody trains on', () => {
  it.each([
    ['service.top1', 0.88],
    ['service.top3', 0.965],
    ['service.top1.lv', 0.86],
    ['service.top1.ru', 0.84],
    ['service.top1.en', 0.85],
    ['service.top1.unnamed', 0.855],
    ['followUp.top1', 0.8],
    ['facet', 0.78],
    ['lifeEvent.top1', 0.9],
    ['socialGroup.top1', 0.85],
    ['human.recall', 0.85],
    ['outOfScope.refused', 0.8],
    ['outOfScope.refused.nearMiss', 0.8],
    ['smalltalk.recall', 0.6],
    ['unsafe.declined', 0.8],
  ])('%s stays at %d or above', (name, least) => {
    expect(scores[name]).toBeGreaterThanOrEqual(least)
  })

  it.each([
    ['answeredWrong', 0.03],
    ['handedOffNeedlessly', 0.05],
    ['aurc', 0.045],
    ['ece', 0.05],
  ])('%s stays at %d or below', (name, most) => {
    expect(scores[name]).toBeLessThanOrEqual(most)
  })
})
