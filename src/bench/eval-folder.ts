import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { BenchSkipped } from './bench.ts'

/** Public sets and question files are no part of the project; a relative `EVAL_DIR` counts from the project's root. */
const folder = resolve(import.meta.dirname, '../..', process.env.EVAL_DIR ?? '../shared/eval')

/** @throws BenchSkipped when it is not there */
export function evalPath(...parts: string[]): string {
  const path = join(folder, ...parts)
  if (!existsSync(path)) throw new BenchSkipped(`${path} is not there; EVAL_DIR names the folder with the evaluation data`)
  return path
}
