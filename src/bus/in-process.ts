import type { Bus } from './bus.ts'
import { Listeners } from './listeners.ts'

/** For one node. Listeners run in a later tick, as they would on a real bus. */
export function createInProcessBus(): Bus {
  const listeners = new Listeners()
  return {
    publish: (topic) => queueMicrotask(() => listeners.call(topic)),
    subscribe(topic, listener) {
      listeners.add(topic, listener)
      return () => void listeners.remove(topic, listener)
    },
    close: async () => {},
  }
}
