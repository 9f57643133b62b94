import { type TrainedLinear, type TrainingSet, trainOneVsRest } from './train.ts'
import { type TrainedEmbedder, trainEmbedder } from './train-embedder.ts'

/** What a training thread is given. */
export type TrainingTask = { set: TrainingSet; passes: number } & (
  | { kind: 'linear'; cost: number; from: number; to: number }
  | { kind: 'embedder'; labels: number; dimensions: number }
)

export function runTask(task: TrainingTask, onPass: (pass: number) => void): TrainedLinear | TrainedEmbedder {
  const { set, passes } = task
  return task.kind === 'linear'
    ? trainOneVsRest(set, task.from, task.to, task.cost, onPass, passes)
    : trainEmbedder(set, task.labels, task.dimensions, onPass, passes)
}
