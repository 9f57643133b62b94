import { join, resolve } from 'node:path'
import { type Knowledge, KnowledgeLoader, UnusableContent } from '../cards/load-knowledge.ts'
import { type Clock, systemClock } from '../clock.ts'
import { ConfigError, readConfig } from '../config.ts'
import { loadModel } from '../detection/load-model.ts'
import { createUnderstand } from '../detection/understand.ts'
import { createCalendar } from '../handoff/calendar.ts'
import { progressBar } from '../progress-bar.ts'
import type { Deps } from '../turn/draft.ts'

export function folders() {
  const config = readConfig(process.env)
  return {
    config,
    knowledge: resolve(config.KNOWLEDGE_DIR),
    intents: resolve(config.INTENTS_DIR),
    cache: join(resolve(config.DATA_DIR), 'cache'),
  }
}

/** The content; a tool ends with exit code 1 when there is nothing usable, saying where the fault lies. */
export function loadKnowledge(): Knowledge {
  const at = folders()
  try {
    return new KnowledgeLoader(at, at.cache).load()
  } catch (error) {
    if (!(error instanceof UnusableContent)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}

export interface AssistantOptions {
  clock?: Clock | undefined
  /** Content of another place than the configured one, with a cache of its own. */
  content?: { knowledge: string; intents: string; cache: string }
}

/** What the command-line tools need to answer, without a server: the same steps as the service. */
export async function openAssistant({ clock = systemClock, content }: AssistantOptions = {}): Promise<Deps> {
  const { config, ...configured } = folders()
  const at = content ?? configured
  const knowledge = content ? new KnowledgeLoader(at, at.cache).load() : loadKnowledge()
  const near = await openNearest(knowledge, config.EMBEDDINGS_MODEL_DIR, at.cache)
  const model = await loadModel(knowledge, at.cache, progressBar('Training the classifier'))
  return {
    ...near,
    knowledge,
    understand: createUnderstand(knowledge, model),
    calendar: createCalendar(knowledge.workingHours, config.TZ_NAME),
    clock,
    timeZone: config.TZ_NAME,
    operatingPoint: config.OPERATING_POINT,
  }
}

/** The view of the nearest questions, when a model for it is configured. */
async function openNearest(knowledge: Knowledge, modelFolder: string | undefined, cacheFolder: string): Promise<Partial<Deps>> {
  if (!modelFolder) return {}
  const { createNearest } = await import('../vectors/nearest-questions.ts')
  const onProgress = progressBar('Embedding the questions')
  const onFault = (error: unknown, what: string) => process.stderr.write(`${what}: ${error instanceof Error ? error.message : error}\n`)
  try {
    const nearest = await createNearest(knowledge, { modelFolder, cacheFolder, onProgress, onFault })
    return { nearest: nearest.lookUp, nearWeight: nearest.weight() }
  } catch (error) {
    if (error instanceof ConfigError) wrongUse(error.message)
    throw error
  }
}

/** Ends a tool: a message for whoever called it wrongly, and exit code 2. */
export function wrongUse(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(2)
}
