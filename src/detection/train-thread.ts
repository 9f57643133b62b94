import { parentPort, workerData } from 'node:worker_threads'
import { type TrainingSet, trainOneVsRest } from './train.ts'

const { set, cost } = workerData as { set: TrainingSet; cost: number }

parentPort?.on('message', (label: number | null) => {
  if (label === null) {
    parentPort?.close()
    return
  }
  parentPort?.postMessage({ label, weights: Float32Array.from(trainOneVsRest(set, label, cost)) })
})
