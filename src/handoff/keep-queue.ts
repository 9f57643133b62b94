import { casesTopic } from '../bus/bus.ts'
import { regularly } from '../regularly.ts'
import { type DispatchDeps, dispatch } from './dispatch.ts'

/** How often the queue is looked after when nothing is heard, milliseconds: offers lapse, people go away. */
const every = 2000

/** Looks after the queue whenever something changed in it, and regularly. */
export function keepQueue(deps: DispatchDeps): { stop(): Promise<void> } {
  return regularly(() => dispatch(deps), {
    every,
    follow: (wake) => deps.bus.subscribe(casesTopic, wake),
    onError: (error) => deps.log.warn({ err: error }, 'the queue could not be looked after; it is tried again in a moment'),
  })
}
