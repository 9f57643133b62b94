import { parentPort, workerData } from 'node:worker_threads'
import { type TrainingSet, trainOneVsRest } from './train.ts'
import { trainEmbedder } from './train-embedder.ts'

/** What a training thread is given. */
export type TrainingTask = { set: TrainingSet } & (
  | { kind: 'linear'; cost: number; from: number; to: number }
  | { kind: 'embedder'; labels: number; dimensions: number }
)

const task = workerData as TrainingTask
const onPass = (pass: number) => parentPort?.postMessage({ pass })
const result =
  task.kind === 'linear'
    ? trainOneVsRest(task.set, task.from, task.to, task.cost, onPass)
    : trainEmbedder(task.set, task.labels, task.dimensions, onPass)
parentPort?.postMessage({ result })
