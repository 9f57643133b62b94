import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')

/** In a process of its own: the fault is that the process hangs or is aborted, which no test can catch from inside. */
function parseAll(...sources: string[]) {
  const script = `
    import { parseYaml } from '${root}/src/cards/yaml.ts'
    import { z } from '${root}/node_modules/zod/index.js'
    for (const source of ${JSON.stringify(sources)}) console.log(parseYaml(source, z.any(), 'f').problems.length)`
  const { status, signal, stdout } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    cwd: root,
    timeout: 15_000,
    encoding: 'utf8',
  })
  return { status, signal, problems: stdout.trim().split('\n') }
}

it('survives two files of brackets inside each other (now: V8 aborts the process)', () => {
  expect(parseAll('['.repeat(3900), '['.repeat(1900) + ']'.repeat(1900))).toMatchObject({ status: 0, signal: null })
})

it('refuses keys inside keys at once (now: 1 kB takes minutes)', () => {
  expect(parseAll('? '.repeat(500))).toEqual({ status: 0, signal: null, problems: ['1'] })
})
