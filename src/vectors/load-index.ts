import { fork } from 'node:child_process'
import { readdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Knowledge } from '../cards/load-knowledge.ts'
import type { Progress } from '../detection/build-model.ts'
import { ageOf, leftOverAfter, writeWhole } from '../store/file-cache.ts'
import { contentHash, indexedQuestions } from './build-index.ts'
import type { IndexTask } from './build-process.ts'
import { QuestionIndex, removeIndex } from './question-index.ts'
import type { TransformerEmbeddings } from './transformer-embeddings.ts'

export interface IndexOptions {
  modelFolder: string
  cacheFolder: string
  onProgress: Progress
  signal?: AbortSignal | undefined
}

/** The manifest of a cached index; the group is the name of the whole. */
export const indexFile = /^(questions-[0-9a-f]+-[0-9a-f]+)\.json$/

/** The index of these questions with this model: from the cache, or built (and then cached). An aborted building rejects. */
export async function loadIndex(
  knowledge: Pick<Knowledge, 'cards' | 'questions'>,
  embeddings: TransformerEmbeddings,
  { modelFolder, cacheFolder, onProgress, signal }: IndexOptions,
): Promise<QuestionIndex> {
  const questions = indexedQuestions(knowledge)
  const origin = { model: embeddings.hash, content: contentHash(questions) }
  const base = join(cacheFolder, `questions-${origin.model}-${origin.content}`)
  const cached = await QuestionIndex.load(base, embeddings, origin)
  if (cached) {
    removeOthers(cacheFolder, base)
    return cached
  }
  const pairs = questions.map(({ pageContent, metadata }): [string, string] => [pageContent, metadata.service])
  await build({ modelFolder: resolve(modelFolder), cacheFolder, base, origin, questions: pairs }, onProgress, signal)
  const built = await QuestionIndex.load(base, embeddings, origin)
  if (!built) throw new Error(`the index ${base} cannot be read although it was just written`)
  removeOthers(cacheFolder, base)
  return built
}

async function build(task: IndexTask, onProgress: Progress, signal: AbortSignal | undefined): Promise<void> {
  const input = `${task.base}.${process.pid}.input.json`
  writeWhole(input, JSON.stringify(task))
  try {
    await new Promise<void>((done, reject) => {
      const child = fork(join(import.meta.dirname, 'build-process.ts'), [input], {
        execArgv: ['--import', 'tsx'],
        ...(signal && { signal }),
      })
      let fault = ''
      child.on('message', (message: { done: number; total: number } | { fault: string }) => {
        if ('fault' in message) fault = message.fault
        else onProgress(message.done, message.total)
      })
      child.on('error', reject)
      child.on('exit', (code, died) => (code === 0 ? done() : reject(new Error(fault || `the process ended with ${died ?? code}`))))
    })
  } finally {
    rmSync(input, { force: true })
  }
}

function removeOthers(folder: string, kept: string): void {
  for (const name of readdirSync(folder)) {
    const [, own, ending = ''] = /^(questions-[0-9a-f]+-[0-9a-f]+)\.(.+)$/.exec(name) ?? []
    if (own === undefined) continue
    const isKept = join(folder, own) === kept
    if (!isKept && ending === 'json') removeIndex(join(folder, own))
    // What a building left that was cut short, unless another process is at it just now; its names hold the process's number.
    if ((!isKept || /\d/.test(ending)) && ageOf(join(folder, name)) > leftOverAfter) rmSync(join(folder, name), { force: true })
  }
}
