import { join, resolve } from 'node:path'
import { type Knowledge, KnowledgeLoader } from '../../src/cards/load-knowledge.ts'
import { loadModel } from '../../src/detection/load-model.ts'
import { createUnderstand } from '../../src/detection/understand.ts'
import { createCalendar } from '../../src/handoff/calendar.ts'
import type { Deps } from '../../src/turn/draft.ts'

const root = resolve(import.meta.dirname, '../..')
export const knowledgeFolder = join(root, 'knowledge')
export const intentsFolder = join(root, 'intents')
/** Shared by all test files, so that the classifier is trained once. */
export const cacheFolder = join(root, 'data/cache')

export function loadRealKnowledge(): Knowledge {
  return new KnowledgeLoader({ knowledge: knowledgeFolder, intents: intentsFolder }, cacheFolder).load()
}

/** Everything that an answer needs, with the project's own cards, at a fixed moment. */
export async function realDeps(now: string): Promise<Deps> {
  const knowledge = loadRealKnowledge()
  const model = await loadModel(knowledge, cacheFolder, () => {})
  return {
    knowledge,
    understand: createUnderstand(knowledge, model),
    calendar: createCalendar(knowledge.workingHours, 'Europe/Riga'),
    clock: () => Date.parse(now),
    timeZone: 'Europe/Riga',
    operatingPoint: 'safe',
  }
}
