import { parentPort, workerData } from 'node:worker_threads'
import { runTask, type TrainingTask } from './train-task.ts'

const result = runTask(workerData as TrainingTask, (pass) => parentPort?.postMessage({ pass }))
parentPort?.postMessage({ result })
