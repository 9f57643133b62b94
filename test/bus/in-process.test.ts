import { createInProcessBus } from '../../src/bus/in-process.ts'
import { busContract } from './bus-contract.ts'

busContract('the bus of one node', async () => {
  const bus = createInProcessBus()
  return { here: bus, there: bus, followed: async () => {}, close: () => bus.close() }
})
