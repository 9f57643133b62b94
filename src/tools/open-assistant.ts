import { join, resolve } from 'node:path'
import { type Knowledge, KnowledgeLoader } from '../cards/load-knowledge.ts'
import { type Clock, systemClock } from '../clock.ts'
import { readConfig } from '../config.ts'
import { loadModel } from '../detection/load-model.ts'
import { createUnderstand } from '../detection/understand.ts'
import { createCalendar } from '../handoff/calendar.ts'
import { progressBar } from '../progress-bar.ts'
import type { Deps } from '../turn/draft.ts'

function folders() {
  const config = readConfig(process.env)
  return {
    config,
    knowledge: resolve(config.KNOWLEDGE_DIR),
    intents: resolve(config.INTENTS_DIR),
    cache: join(resolve(config.DATA_DIR), 'cache'),
  }
}

export function knowledgeFolder(): string {
  return folders().knowledge
}

export function loadKnowledge(): Knowledge {
  const at = folders()
  return new KnowledgeLoader(at, at.cache).load()
}

/** What the command-line tools need to answer, without a server: the same steps as the service. */
export async function openAssistant(clock: Clock = systemClock): Promise<Deps> {
  const { config, cache } = folders()
  const knowledge = loadKnowledge()
  const model = await loadModel(knowledge, cache, progressBar('Training the classifier'))
  return {
    knowledge,
    understand: createUnderstand(knowledge, model),
    calendar: createCalendar(knowledge.workingHours, config.TZ_NAME),
    clock,
    timeZone: config.TZ_NAME,
  }
}

/** Ends a tool: a message for whoever called it wrongly, and exit code 2. */
export function wrongUse(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(2)
}
