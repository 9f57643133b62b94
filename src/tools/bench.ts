import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Bench, BenchSkipped, type Figure, formatFigure } from '../bench/bench.ts'
import { progressBar } from '../progress-bar.ts'
import { wrongUse } from './open-assistant.ts'

/** Loaded only when asked for: each brings its own dependencies. */
const benches: Record<string, () => Promise<{ bench: Bench }>> = {
  answer: () => import('../bench/answer.ts'),
  calendar: () => import('../bench/calendar-moments.ts'),
  index: () => import('../bench/index-size.ts'),
  language: () => import('../bench/language.ts'),
  month: () => import('../bench/month.ts'),
  noise: () => import('../bench/noise.ts'),
  search: () => import('../bench/search.ts'),
  tilde: () => import('../bench/tilde.ts'),
  ablation: () => import('../bench/ablation.ts'),
  webchat: () => import('../bench/webchat.ts'),
}
const usage = `Use: npm run bench -- [name …] [--full] [--json <out>]\n     names: ${Object.keys(benches).join(', ')}; none: all\n     --full: month in its whole size, written down in docs/month.json`

function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options: { json: { type: 'string' }, full: { type: 'boolean', default: false } } })
  } catch (error) {
    return wrongUse(`${error instanceof Error ? error.message : error}\n${usage}`)
  }
}

const { values, positionals } = readArguments()
const unknown = positionals.filter((name) => !benches[name])
if (unknown.length > 0) wrongUse(`there is no bench ${unknown.join(', ')}\n${usage}`)

const folders: string[] = []
const context = {
  full: values.full,
  progress: progressBar,
  temporaryFolder() {
    const folder = mkdtempSync(join(tmpdir(), 'vpppd-bench-'))
    folders.push(folder)
    return folder
  },
}
const figures: (Figure & { bench: string })[] = []
try {
  for (const name of positionals.length > 0 ? positionals : Object.keys(benches)) {
    process.stdout.write(`── ${name}\n`)
    try {
      const { bench } = await (benches[name] as () => Promise<{ bench: Bench }>)()
      for (const figure of await bench(context)) {
        figures.push({ bench: name, ...figure })
        process.stdout.write(`${formatFigure(figure)}\n`)
      }
    } catch (error) {
      if (!(error instanceof BenchSkipped)) throw error
      process.stdout.write(`skipped: ${error.message}\n`)
    }
  }
} finally {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
}
if (values.json) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`)
