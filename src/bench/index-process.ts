import { checkKnowledge } from '../cards/check-cards.ts'
import { type Knowledge, KnowledgeLoader } from '../cards/load-knowledge.ts'
import { loadModel } from '../detection/load-model.ts'
import { createUnderstand, type Understand } from '../detection/understand.ts'
import { progressBar } from '../progress-bar.ts'
import { percentile } from './bench.ts'

/** One part of the index bench in a process of its own. Arguments: build or load, and the folders. */
const [part, knowledgeFolder, intents, cache] = process.argv.slice(2) as [string, string, string, string]
/** Every so many-th card is asked for. */
const sampled = 25

const start = performance.now()
const seconds = () => (performance.now() - start) / 1000
const loader = new KnowledgeLoader({ knowledge: knowledgeFolder, intents }, cache)
const knowledge = loader.load(progressBar('Reading cards'))
const model = await loadModel(knowledge, cache, progressBar('Training the classifier'))
if (part === 'build') {
  process.send?.({ build: seconds() })
} else {
  const understand = createUnderstand(knowledge, model)
  const load = seconds()
  const memory = residentMegabytes()
  const checking = performance.now()
  checkKnowledge(knowledge, '2026-11-21')
  const check = (performance.now() - checking) / 1000
  process.send?.({ load, memory, check, ...ask(knowledge, understand) })
}
process.disconnect?.()

function residentMegabytes(): number {
  globalThis.gc?.()
  return process.memoryUsage().rss / 1e6
}

/** Asks for cards by their Latvian titles. */
function ask({ cards }: Knowledge, understand: Understand): { p50: number; p99: number; found: number } {
  const asked = [...cards.values()].filter((_, index) => index % sampled === 0)
  let found = 0
  const times = asked.map(({ id, title }) => {
    const before = performance.now()
    if (understand(title, 'lv').services[0]?.id === id) found++
    return performance.now() - before
  })
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99), found: found / asked.length }
}
