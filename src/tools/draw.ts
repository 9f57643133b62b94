import { writeFileSync } from 'node:fs'
import { drawCaseMachine } from '../handoff/draw-case-machine.ts'

/** Writes the pages that are drawn from code. */
const page = 'docs/case-machine.md'
writeFileSync(page, drawCaseMachine())
process.stdout.write(`${page} written\n`)
