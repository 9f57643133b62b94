import { fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Knowledge } from '../cards/load-knowledge.ts'
import { ageOf, leftOverAfter, writeWhole } from '../store/file-cache.ts'
import type { Progress } from './build-model.ts'
import { trainingExamples } from './examples.ts'
import { decodeModel, type Model } from './model.ts'

/** What a model was trained on, and by which code. */
export function modelHash(knowledge: Knowledge): string {
  const hash = createHash('sha1')
    .update(JSON.stringify(trainingExamples(knowledge)))
    .update(JSON.stringify(knowledge.concepts))
  for (const name of [
    'build-model.ts',
    'concepts.ts',
    'features.ts',
    'model.ts',
    'quantise.ts',
    'random.ts',
    'train.ts',
    'train-embedder.ts',
    'train-task.ts',
    'training-set.ts',
    'training-settings.ts',
    'words.ts',
  ]) {
    hash.update(readFileSync(join(import.meta.dirname, name)))
  }
  return hash.digest('hex').slice(0, 16)
}

/** The model for this knowledge: from the cache, or trained (and then cached). An aborted training rejects. */
export async function loadModel(knowledge: Knowledge, cacheFolder: string, onProgress: Progress, signal?: AbortSignal): Promise<Model> {
  const file = join(cacheFolder, `model-${modelHash(knowledge)}.bin`)
  if (!existsSync(file)) await train(knowledge, file, onProgress, signal)
  try {
    return decodeModel(readFileSync(file))
  } catch {
    // A damaged cache is thrown away once; a model that cannot be read right after training is a bug.
    rmSync(file, { force: true })
    await train(knowledge, file, onProgress, signal)
    return decodeModel(readFileSync(file))
  } finally {
    removeOthers(cacheFolder, file)
  }
}

async function train(knowledge: Knowledge, file: string, onProgress: Progress, signal?: AbortSignal): Promise<void> {
  const input = `${file}.${process.pid}.input.json`
  writeWhole(input, JSON.stringify({ examples: trainingExamples(knowledge), concepts: knowledge.concepts }))
  try {
    await new Promise<void>((resolve, reject) => {
      const child = fork(join(import.meta.dirname, 'build-process.ts'), [input, file], {
        execArgv: ['--import', 'tsx'],
        ...(signal && { signal }),
      })
      child.on('message', ({ done, total }: { done: number; total: number }) => onProgress(done, total))
      child.on('error', reject)
      child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`training the classifier ended with code ${code}`))))
    })
  } finally {
    rmSync(input, { force: true })
  }
}

function removeOthers(folder: string, kept: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    const isOther = /^model-.*\.bin$/.test(name) && path !== kept
    // Another process may be training just now.
    const isLeftOver = /^model-.*\.bin\.\d+\.(input\.json|tmp)$/.test(name) && ageOf(path) > leftOverAfter
    if (isOther || isLeftOver) rmSync(path, { force: true })
  }
}
