import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Document } from '@langchain/core/documents'
import { buildIndex } from './build-index.ts'
import { indexFile } from './load-index.ts'
import { usualLead } from './near-services.ts'
import { QuestionIndex } from './question-index.ts'
import { TransformerEmbeddings } from './transformer-embeddings.ts'

/** What the process is given, as JSON. */
export interface IndexTask {
  modelFolder: string
  /** Where the index goes, and where others may be. */
  cacheFolder: string
  base: string
  origin: { model: string; content: string }
  questions: [text: string, service: string][]
}

/**
 * Embeds questions in a process of its own: the service goes on answering, and a model that crashes does not take it along.
 * Argument: the file with the task.
 */
try {
  await build(JSON.parse(readFileSync(process.argv[2] as string, 'utf8')) as IndexTask)
} catch (error) {
  process.send?.({ fault: error instanceof Error ? error.message : String(error) })
  process.exitCode = 1
}
process.disconnect?.()

async function build({ modelFolder, cacheFolder, base, origin, questions }: IndexTask): Promise<void> {
  const embeddings = await TransformerEmbeddings.open(modelFolder)
  const index = await buildIndex(
    questions.map(([text, service]) => new Document({ pageContent: text, metadata: { service } })),
    embeddings,
    (done, total) => process.send?.({ done, total }),
    await knownVectors(cacheFolder, origin.model, embeddings),
  )
  index.save(base, { ...origin, lead: await usualLead(index) })
}

/** Of the questions before the last change, nearly all are there still. */
async function knownVectors(folder: string, model: string, embeddings: TransformerEmbeddings): Promise<Map<string, number[]>> {
  const known = new Map<string, number[]>()
  for (const name of readdirSync(folder)) {
    const found = indexFile.exec(name)?.[1]
    const before = found && (await QuestionIndex.load(join(folder, found), embeddings, { model }))
    if (before) for (const [place, { pageContent }] of before.questions.entries()) known.set(pageContent, before.vectorAt(place))
  }
  return known
}
