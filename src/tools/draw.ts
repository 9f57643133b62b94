import { writeFileSync } from 'node:fs'
import { drawMonthLoad, drawWaiting } from '../bench/draw-waiting.ts'
import { drawCaseMachine } from '../handoff/draw-case-machine.ts'
import { drawFigures } from '../reports/draw-figures.ts'

/** Writes the pages that are drawn from code. */
const pages = {
  'docs/case-machine.md': drawCaseMachine,
  'docs/figures.md': drawFigures,
  'docs/waiting.md': drawWaiting,
  'docs/pictures/month-load.svg': drawMonthLoad,
}
for (const [page, draw] of Object.entries(pages)) {
  const text = draw()
  if (text === undefined) continue
  writeFileSync(page, text)
  process.stdout.write(`${page} written\n`)
}
