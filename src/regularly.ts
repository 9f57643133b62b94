/** Work that is done again and again, never twice at once. */
export interface Regular {
  /** Runs now, or once more after the run that is going on. */
  wake(): void
  /** Ends it; resolves when nothing runs any more. */
  stop(): Promise<void>
}

export interface Occasions {
  /** Milliseconds. */
  every: number
  /** Whatever else tells that there may be work; returns how to end the subscription. */
  follow?: (wake: () => void) => () => void
  /** A run failed; it is tried again at the next occasion. */
  onError: (error: unknown) => void
}

/** Runs at once, every so often, and whenever it is woken. `stopped` tells a long run to end early. */
export function regularly(run: (stopped: () => boolean) => Promise<unknown>, { every, follow, onError }: Occasions): Regular {
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
          await run(() => stopped)
        } catch (error) {
          onError(error)
        }
      } while (again && !stopped)
    })().finally(() => {
      running = undefined
    })
  }
  const timer = setInterval(wake, every)
  const unfollow = follow?.(wake)
  wake()
  return {
    wake,
    async stop() {
      stopped = true
      clearInterval(timer)
      unfollow?.()
      await running
    },
  }
}
