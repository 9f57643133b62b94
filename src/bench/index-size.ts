import { fork } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { KnowledgeLoader } from '../cards/load-knowledge.ts'
import { folders } from '../tools/open-assistant.ts'
import type { Bench, Figure } from './bench.ts'

/** Entries of the national catalogue: as many cards, in three languages. */
const cardCount = 7656

/**
 * The whole knowledge base at the size of the national catalogue. The cards are the real ones again and again, each
 * time for another provider: its name in title and text, as the catalogue holds the same service once for each
 * municipality. People's questions exist for the real cards only, as they would.
 */
export const bench: Bench = async ({ progress, temporaryFolder }) => {
  const { knowledge, intents } = folders()
  const root = temporaryFolder()
  generate(knowledge, intents, root, progress('Writing cards'))
  const small = await measure(knowledge, intents, join(root, 'cache-small'))
  const large = await measure(join(root, 'knowledge'), join(root, 'intents'), join(root, 'cache'))
  const against = (name: keyof Measured, unit: string, goal: string): Figure => ({
    name: `${cardCount} cards × 3 languages, ${name}`,
    value: large[name],
    unit,
    ratio: large[name] / small[name],
    baseline: 'the real cards',
    goal,
  })
  return [
    against('build', 's', '< 60 s'),
    against('load', 's', '< 2 s'),
    against('memory', 'MB', '< 600 MB'),
    against('check', 's', '–'),
    against('p50', 'ms', '–'),
    against('p99', 'ms', '–'),
    { name: 'cards found first by their own title', value: large.found, unit: '' },
  ]
}

interface Measured {
  /** Seconds from nothing to an index on disk. */
  build: number
  /** Seconds from a warm cache to ready to answer. */
  load: number
  /** Resident megabytes once ready, after a collection. */
  memory: number
  /** Seconds for `cards check` with a warm cache. */
  check: number
  p50: number
  p99: number
  found: number
}

/** In processes of their own: the first builds, the second only loads, so that nothing of the building is in its memory. */
async function measure(knowledge: string, intents: string, cache: string): Promise<Measured> {
  const built = await run(['build', knowledge, intents, cache])
  const loaded = await run(['load', knowledge, intents, cache])
  return { ...built, ...loaded } as unknown as Measured
}

function run(args: string[]): Promise<Record<string, number>> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'index-process.ts'), args, { execArgv: ['--expose-gc', '--import', 'tsx'] })
    let result: Record<string, number> | undefined
    child.on('message', (message: Record<string, number>) => {
      result = message
    })
    child.on('error', reject)
    child.on('exit', (code) => (result ? resolve(result) : reject(new Error(`the measuring process ended with code ${code}`))))
  })
}

function generate(knowledge: string, intents: string, root: string, onProgress: (done: number, total: number) => void): void {
  cpSync(intents, join(root, 'intents'), { recursive: true })
  cpSync(knowledge, join(root, 'knowledge'), { recursive: true })
  const real = new KnowledgeLoader({ knowledge, intents }).load()
  const cards = [...real.cards.values()]
  const providers = real.municipalities.flatMap(({ name, towns, parishes }) => [name, ...(towns ?? []), ...(parishes ?? [])])
  let made = cards.length
  for (let round = 0; made < cardCount; round++) {
    const provider = providers[round % providers.length] ?? `${round}`
    mkdirSync(join(root, 'knowledge', `x${round}`), { recursive: true })
    for (const card of cards) {
      if (made >= cardCount) break
      const id = `x${round}-${card.id}`
      for (const [language, text] of Object.entries(card.texts)) {
        const source = readFileSync(join(knowledge, '..', text.file), 'utf8')
        writeFileSync(join(root, 'knowledge', `x${round}`, `${id}.${language}.md`), forProvider(source, card.id, id, provider))
      }
      made++
      onProgress(made, cardCount)
    }
  }
}

/** The card again, for another provider. Names point to one service each, so copies have none. */
function forProvider(source: string, id: string, copy: string, provider: string): string {
  return source
    .replace(`id: ${id}`, `id: ${copy}`)
    .replace(/^title: (['"]?)(.*?)\1$/m, (_, quote: string, title: string) => `title: ${quote}${title} (${provider})${quote}`)
    .replace(/^names:(\n {2}.*)+\n/m, '')
    .replaceAll(/^(## .*\n+)/gm, `$1${provider}. `)
}
