import { join } from 'node:path'
import type { Embeddings } from '@langchain/core/embeddings'
import type { Knowledge } from '../cards/load-knowledge.ts'
import { buildModel } from '../detection/build-model.ts'
import { trainingExamples } from '../detection/examples.ts'
import { fitted } from '../detection/fitted.ts'
import { loadModel } from '../detection/load-model.ts'
import { createModel, type Model } from '../detection/model.ts'
import { withNear } from '../detection/ranking.ts'
import { createUnderstand, type Understand } from '../detection/understand.ts'
import type { Ranked, Scored } from '../detection/understanding.ts'
import { type LabelledQuestion, readQuestionFile } from '../evaluation/question-file.ts'
import { folders, loadKnowledge } from '../tools/open-assistant.ts'
import { buildIndex, indexedQuestions } from '../vectors/build-index.ts'
import { nearServices } from '../vectors/near-services.ts'
import { OwnEmbeddings } from '../vectors/own-embeddings.ts'
import { TransformerEmbeddings } from '../vectors/transformer-embeddings.ts'
import type { Bench, BenchContext, Figure } from './bench.ts'
import { evalPath } from './eval-folder.ts'

/** Services for each question of a file, best first. */
type Rankings = readonly (readonly Scored[])[]
/** The nearest questions by the vectors of one model. */
interface NearView {
  name: string
  find(text: string): Promise<ReadonlyMap<string, number>>
}

/** Tried for the nearest questions; the best is shown, chosen on the very questions it is measured on. */
const nearWeights = [0.1, 0.2, 0.5, 1, 2, 5]

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
  const all = createUnderstand(knowledge, model)
  const variants: [string, Understand][] = [
    ['linear classifier alone', createUnderstand(knowledge, model, weights(0, 0))],
    ['embedder alone', createUnderstand(knowledge, mute(model), weights(1, 0))],
    ['linear + embedder', createUnderstand(knowledge, model, weights(dense, 0))],
    ['linear + embedder + institution named (all)', all],
    ['all, without the concept lexicon', createUnderstand({ ...knowledge, concepts: [] }, withoutConcepts)],
  ]
  const nearViews = await openNearViews(knowledge, model, progress)
  const figures: Figure[] = []
  for (const file of ['dev-questions.jsonl', 'calibration-questions.jsonl']) {
    const questions = readQuestionFile(join(folder, file)).filter(({ expect }) => expect.kind === 'service')
    const rank = (understand: Understand) => questions.map(({ text }) => understand(text, 'lv').services)
    const measured = variants.map(([name, understand]): [string, Rankings] => [name, rank(understand)])
    for (const view of nearViews) measured.push(...(await withNearest(view, questions, rank(all))))
    const [, first] = measured[0] as (typeof measured)[number]
    const baseline = rightShare(questions, first, 1)
    for (const [name, ranking] of measured) {
      const value = rightShare(questions, ranking, 1)
      figures.push({
        name: `${file} ${name}, top-3 ${rightShare(questions, ranking, 3).toFixed(3)}, top-1`,
        value,
        unit: '',
        ratio: value / baseline,
        baseline: 'linear alone',
      })
    }
  }
  return figures
}

function rightShare(questions: readonly LabelledQuestion[], rankings: Rankings, among: number): number {
  const right = questions.filter(({ expect }, index) => rankings[index]?.slice(0, among).some(({ id }) => expect.services?.includes(id)))
  return right.length / questions.length
}

/** By the vectors of the own embedder, and by those of the configured model when there is one. */
async function openNearViews(knowledge: Knowledge, model: Model, progress: BenchContext['progress']): Promise<NearView[]> {
  const { EMBEDDINGS_MODEL_DIR: modelFolder } = folders().config
  const models: [string, Embeddings][] = [['the own embedder', new OwnEmbeddings(model, knowledge.concepts)]]
  if (modelFolder) models.push(['EMBEDDINGS_MODEL_DIR', await TransformerEmbeddings.open(modelFolder)])
  const views: NearView[] = []
  for (const [name, embeddings] of models) {
    const index = await buildIndex(indexedQuestions(knowledge), embeddings, progress(`Embedding the questions by ${name}`))
    views.push({ name, find: async (text) => nearServices(index, await embeddings.embedQuery(text)) })
  }
  return views
}

async function withNearest(
  { name, find }: NearView,
  questions: readonly LabelledQuestion[],
  all: readonly Ranked[][],
): Promise<[string, Rankings][]> {
  const found: ReadonlyMap<string, number>[] = []
  for (const { text } of questions) found.push(await find(text))
  const alone = found.map((near) => [...near].map(([id, score]): Scored => ({ id, score })))
  const tried = nearWeights.map((weight) => ({
    weight,
    rankings: all.map((services, index) => withNear(services, found[index] as ReadonlyMap<string, number>, weight)),
  }))
  const best = tried.reduce((a, b) => (rightShare(questions, b.rankings, 1) > rightShare(questions, a.rankings, 1) ? b : a))
  return [
    [`nearest questions by ${name}, alone`, alone],
    [`all + nearest questions by ${name} (at their best weight, ${best.weight})`, best.rankings],
  ]
}
