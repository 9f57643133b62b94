import { parentPort, workerData } from 'node:worker_threads'
import { type TrainingSet, trainOneVsRest } from './train.ts'

const { set, cost, from, to } = workerData as { set: TrainingSet; cost: number; from: number; to: number }

const weights = trainOneVsRest(set, from, to, cost, (pass) => parentPort?.postMessage({ pass }))
parentPort?.postMessage({ weights })
