import { readQuestionFile } from '../evaluation/question-file.ts'
import { loadKnowledge } from '../tools/open-assistant.ts'
import { percentile } from './bench.ts'
import { type EngineName, engines, type Material } from './search-engines.ts'

/** What is measured of one engine. */
export interface SearchResult {
  top1: number
  top3: number
  /** Top-1 on the first question file alone. */
  top1First: number
  /** Milliseconds a question. */
  p50: number
  p99: number
  /** Seconds from loaded content to the first answer. */
  build: number
  /** Megabytes that being ready takes. */
  memory: number
}

/** One engine in a process of its own. Arguments: engine, material, an empty folder for a cache, question files. */
const [name, material, cache, ...files] = process.argv.slice(2) as [EngineName, Material, string, ...string[]]
/** Every so many-th of people's questions warms the engine up. */
const sampled = 100

const knowledge = loadKnowledge()
const before = heldMegabytes()
const start = performance.now()
const ask = await engines[name](knowledge, material, cache)
const build = (performance.now() - start) / 1000
const memory = heldMegabytes() - before

// With other questions than the ones asked: a service is warm too, but has not heard the very words.
const warmUp = [...knowledge.questions.values()].flat().filter((_, index) => index % sampled === 0)
for (const { text, language } of warmUp) await ask(text, language)

const asked: { file: string; rank: number; ms: number }[] = []
for (const file of files) {
  for (const { text, lang, expect } of readQuestionFile(file)) {
    if (expect.kind !== 'service') continue
    const before = performance.now()
    const ids = await ask(text, lang)
    const ms = performance.now() - before
    asked.push({ file, rank: ids.findIndex((id) => expect.services?.includes(id)), ms })
  }
}
const found = (some: typeof asked, within: number) => some.filter(({ rank }) => rank >= 0 && rank < within).length / some.length
const times = asked.map(({ ms }) => ms)
process.send?.({
  top1: found(asked, 1),
  top3: found(asked, 3),
  top1First: found(
    asked.filter(({ file }) => file === files[0]),
    1,
  ),
  p50: percentile(times, 0.5),
  p99: percentile(times, 0.99),
  build,
  memory,
} satisfies SearchResult)
process.disconnect?.()

/**
 * Heap and buffers after a collection. Not the resident size, which keeps the room that building took: ours is built in
 * another process, the libraries in this one. The native part of the dictionary (13 MB) is in neither figure; all but
 * node-nlp use it.
 */
function heldMegabytes(): number {
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 1e6
}
