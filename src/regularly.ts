/** Work that is done again and again, never twice at once. */
export interface Regular {
  /** Runs now, or once more after the run that is going on. */
  wake(): void
  /** Ends it; resolves when nothing runs any more. */
  stop(): Promise<void>
}

/** Runs at once, every so many milliseconds, and whenever it is woken; a run that fails is reported and tried again. */
export function regularly(run: () => Promise<unknown>, everyMs: number, onError: (error: unknown) => void): Regular {
  let running: Promise<void> | undefined
  let again = false
  let stopped = false
  const wake = () => {
    if (stopped) return
    if (running) {
      again = true
      return
    }
    running = (async () => {
      do {
        again = false
        try {
          await run()
        } catch (error) {
          onError(error)
        }
      } while (again && !stopped)
    })().finally(() => {
      running = undefined
    })
  }
  const timer = setInterval(wake, everyMs)
  wake()
  return {
    wake,
    async stop() {
      stopped = true
      clearInterval(timer)
      await running
    },
  }
}
