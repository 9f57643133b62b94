import { join } from 'node:path'
import { buildModel } from '../detection/build-model.ts'
import { trainingExamples } from '../detection/examples.ts'
import { fitted } from '../detection/fitted.ts'
import { loadModel } from '../detection/load-model.ts'
import { createModel, type Model } from '../detection/model.ts'
import { createUnderstand, type Understand } from '../detection/understand.ts'
import { readQuestionFile } from '../evaluation/question-file.ts'
import { folders, loadKnowledge } from '../tools/open-assistant.ts'
import type { Bench, Figure } from './bench.ts'
import { evalPath } from './eval-folder.ts'

/** What each view adds: the share of service questions whose first service is right, with some views switched off. */
export const bench: Bench = async ({ progress }) => {
  const folder = evalPath()
  const knowledge = loadKnowledge()
  const model = await loadModel(knowledge, folders().cache, progress('Training the classifier'))
  const withoutConcepts = createModel(await buildModel(trainingExamples(knowledge), [], progress('Training without concepts')))
  const weights = (dense: number, institution: number) => ({ ...fitted, ranking: { dense, institution } })
  const { dense } = fitted.ranking
  const mute = (deaf: Model): Model => ({
    ...deaf,
    score: (features) => {
      const { margins, logs } = deaf.score(features)
      return { margins: new Float32Array(margins.length), logs }
    },
  })
  const variants: [string, Understand][] = [
    ['linear classifier alone', createUnderstand(knowledge, model, weights(0, 0))],
    ['embedder alone', createUnderstand(knowledge, mute(model), weights(1, 0))],
    ['linear + embedder', createUnderstand(knowledge, model, weights(dense, 0))],
    ['linear + embedder + institution named (all)', createUnderstand(knowledge, model)],
    ['all, without the concept lexicon', createUnderstand({ ...knowledge, concepts: [] }, withoutConcepts)],
  ]
  return ['dev-questions.jsonl', 'calibration-questions.jsonl'].flatMap((file) => {
    const questions = readQuestionFile(join(folder, file)).filter(({ expect }) => expect.kind === 'service')
    const right = (understand: Understand, among: number) =>
      questions.filter(({ text, expect }) =>
        understand(text, 'lv')
          .services.slice(0, among)
          .some(({ id }) => expect.services?.includes(id)),
      ).length / questions.length
    const [, first] = variants[0] as (typeof variants)[number]
    const baseline = right(first, 1)
    return variants.map(
      ([name, understand]): Figure => ({
        name: `${file} ${name}, top-3 ${right(understand, 3).toFixed(3)}, top-1`,
        value: right(understand, 1),
        unit: '',
        ratio: right(understand, 1) / baseline,
        baseline: 'linear alone',
      }),
    )
  })
}
