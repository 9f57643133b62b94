import type { Progress } from './detection/build-model.ts'

/** A bar on a terminal, a line each tenth elsewhere; written to standard error, so that output stays clean. */
export function progressBar(what: string): Progress {
  let lastTenth = -1
  return (done, total) => {
    const share = total === 0 ? 1 : done / total
    if (process.stderr.isTTY) {
      const filled = Math.round(share * 30)
      process.stderr.write(
        `\r${what} ${'█'.repeat(filled)}${'░'.repeat(30 - filled)} ${Math.round(share * 100)} %${share >= 1 ? '\n' : ''}`,
      )
      return
    }
    const tenth = Math.floor(share * 10)
    if (tenth === lastTenth) return
    lastTenth = tenth
    process.stderr.write(`${what}: ${Math.round(share * 100)} %\n`)
  }
}
