import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { Bench, Figure } from './bench.ts'
import { evalPath } from './eval-folder.ts'
import { type EngineName, type Material, materials } from './search-engines.ts'
import type { SearchResult } from './search-process.ts'

/** Classifiers learn from people's questions: for them the cards alone are no choice. */
const runs: { engine: EngineName; materials: readonly Material[] }[] = [
  { engine: 'MiniSearch', materials },
  { engine: 'Orama', materials },
  { engine: 'FlexSearch', materials },
  { engine: 'node-nlp', materials: ['cards and questions'] },
  { engine: 'ours', materials: ['cards and questions'] },
]

/** Questions about services to the project and to libraries, on the project's own cards. */
export const bench: Bench = async ({ progress, temporaryFolder }) => {
  // What ours learnt was weighed on the calibration questions, so that the others alone are shown too.
  const files = ['dev-questions.jsonl', 'calibration-questions.jsonl'].map((file) => evalPath(file))
  const onProgress = progress('Asking search engines')
  const total = runs.reduce((sum, run) => sum + run.materials.length, 0)
  const measured: Measured[] = []
  for (const { engine, materials } of runs) {
    for (const material of materials) {
      measured.push({ engine, material, result: await measure([engine, material, temporaryFolder(), ...files]) })
      onProgress(measured.length, total)
    }
  }
  const best = (engine: EngineName) =>
    measured.filter((each) => each.engine === engine).reduce((a, b) => (b.result.top1 > a.result.top1 ? b : a))
  const [ours, baseline] = [best('ours'), best('MiniSearch')]
  const others = measured.filter((each) => each !== best(each.engine))
  return [
    ...runs.flatMap(({ engine }) => figuresOf(best(engine), baseline)),
    ...others.map(({ engine, material, result }) => ({ name: `${engine} (${material} only), top-1`, value: result.top1, unit: '' })),
    ...measured
      .filter(({ engine }) => engine === 'MiniSearch')
      .map(({ material, result }) => ({
        name: `ours leads MiniSearch (${material}) in top-1 by`,
        value: 100 * (ours.result.top1 - result.top1),
        unit: 'points',
        goal: '≥ 15',
      })),
  ]
}

interface Measured {
  engine: EngineName
  material: Material
  result: SearchResult
}

function figuresOf({ engine, material, result }: Measured, baseline: Measured): Figure[] {
  const isOurs = engine === 'ours'
  const figure = (key: keyof SearchResult, name: string, unit: string, goal?: string): Figure => ({
    name: `${engine} (${material}), ${name}`,
    value: result[key],
    unit,
    ...(engine !== baseline.engine && { ratio: result[key] / baseline.result[key], baseline: baseline.engine }),
    ...(isOurs && goal && { goal }),
  })
  return [
    figure('top1', 'top-1', ''),
    figure('top3', 'top-3', ''),
    figure('top1First', 'top-1 of dev questions', ''),
    figure('p50', 'p50', 'ms', '≤ 3 ms'),
    figure('p99', 'p99', 'ms', '≤ 10 ms'),
    figure('build', 'build', 's'),
    figure('memory', 'memory', 'MB'),
  ]
}

function measure(args: string[]): Promise<SearchResult> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'search-process.ts'), args, { execArgv: ['--expose-gc', '--import', 'tsx'] })
    let result: SearchResult | undefined
    child.on('message', (message: SearchResult) => {
      result = message
    })
    child.on('error', reject)
    child.on('exit', (code) => (result ? resolve(result) : reject(new Error(`measuring ${args[0]} ended with code ${code}`))))
  })
}
