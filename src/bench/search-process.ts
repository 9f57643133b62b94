import { readQuestionFile } from '../evaluation/question-file.ts'
import { loadKnowledge } from '../tools/open-assistant.ts'
import { percentile } from './bench.ts'
import { evalPath } from './eval-folder.ts'
import { type EngineName, engines, type Material } from './search-engines.ts'

/** One engine of the search bench in a process of its own. Arguments: engine, material, and an empty folder for a cache. */
const [name, material, cache] = process.argv.slice(2) as [EngineName, Material, string]
/** Every so many-th of people's questions warms the engine up. */
const sampled = 100

export interface SearchResult {
  top1: number
  top3: number
  p50: number
  p99: number
  build: number
  memory: number
  x?: object
}

const knowledge = loadKnowledge()
const questions = ['dev-questions.jsonl', 'calibration-questions.jsonl']
  .flatMap((file) => readQuestionFile(evalPath(file)))
  .filter(({ expect }) => expect.kind === 'service')
const before = usedMegabytes()
const start = performance.now()
const ask = await engines[name](knowledge, material, cache)
const build = (performance.now() - start) / 1000
const after = usedMegabytes()
// The question files' own words must be new to caches of lemmas.
const warmUp = [...knowledge.questions.values()].flat().filter((_, index) => index % sampled === 0)
for (const { text, language } of warmUp) await ask(text, language)
let top1 = 0
let top3 = 0
const times: number[] = []
for (const { text, lang, expect } of questions) {
  const before = performance.now()
  const ids = await ask(text, lang)
  times.push(performance.now() - before)
  const right = ids.slice(0, 3).map((id) => expect.services?.includes(id))
  if (right[0]) top1++
  if (right.includes(true)) top3++
}
const result: SearchResult = {
  top1: top1 / questions.length,
  top3: top3 / questions.length,
  p50: percentile(times, 0.5),
  p99: percentile(times, 0.99),
  build,
  memory: after.heap - before.heap,
  x: { before, after },
}
process.send?.(result)
process.disconnect?.()
if (!process.send) console.log(name, material, result)

function usedMegabytes() {
  ;(globalThis as any).gc({ type: 'major', execution: 'sync', flavor: 'last-resort' })
  ;(globalThis as any).gc({ type: 'major', execution: 'sync', flavor: 'last-resort' })
  const { heapUsed, external, rss } = process.memoryUsage()
  return { heap: (heapUsed + external) / 1e6, rss: rss / 1e6 }
}
