import { casesTopic } from '../bus/bus.ts'
import { type DispatchDeps, dispatch } from './dispatch.ts'

/** How often the queue is looked after when nothing is heard, milliseconds: offers lapse, people go away. */
const every = 2000

/** Looks after the queue whenever something changed in it, and regularly. */
export function keepQueue(deps: DispatchDeps): { stop(): Promise<void> } {
  let running: Promise<void> | undefined
  let again = false
  let stopped = false
  const run = () => {
    if (stopped) return
    if (running) {
      again = true
      return
    }
    running = (async () => {
      do {
        again = false
        try {
          await dispatch(deps)
        } catch (error) {
          deps.log.warn({ err: error }, 'the queue could not be looked after; it is tried again in a moment')
        }
      } while (again && !stopped)
    })().finally(() => {
      running = undefined
    })
  }
  const unsubscribe = deps.bus.subscribe(casesTopic, run)
  const timer = setInterval(run, every)
  run()
  return {
    async stop() {
      stopped = true
      unsubscribe()
      clearInterval(timer)
      await running
    },
  }
}
