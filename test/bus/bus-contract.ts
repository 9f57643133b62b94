import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Bus } from '../../src/bus/bus.ts'

/** Two nodes' buses that hear each other; the same bus twice where it serves one node. */
export interface TestBuses {
  here: Bus
  there: Bus
  /** Waits until this many nodes follow the topic, so that what is published next reaches them. */
  followed(topic: string, nodes: number): Promise<void>
  close(): Promise<void>
}

let topics = 0
/** A server may be shared with other test files. */
export const newTopic = () => `test-${process.pid}-${Date.now()}-${topics++}`

export function busContract(name: string, open: () => Promise<TestBuses>): void {
  describe(name, () => {
    let buses: TestBuses
    const listen = (bus: Bus, topic: string) => {
      const heard = vi.fn()
      return { heard, stop: bus.subscribe(topic, heard) }
    }
    const waitForCall = (heard: () => void) => vi.waitFor(() => expect(heard).toHaveBeenCalled(), { timeout: 5000, interval: 5 })

    /**
     * There and back again on topics of its own. What was published here before has then reached every listener on
     * both sides, so a call that has not come by now will not come.
     */
    async function settle(): Promise<void> {
      const [out, back] = [newTopic(), newTopic()]
      const first = listen(buses.there, out)
      const second = listen(buses.here, back)
      await Promise.all([buses.followed(out, 1), buses.followed(back, 1)])
      buses.here.publish(out)
      await waitForCall(first.heard)
      buses.there.publish(back)
      await waitForCall(second.heard)
      first.stop()
      second.stop()
    }

    /** A topic with a listener on each side; both are followed, and what the start called is forgotten. */
    async function followedOnBothSides() {
      const topic = newTopic()
      const here = listen(buses.here, topic)
      const there = listen(buses.there, topic)
      await buses.followed(topic, 2)
      here.heard.mockClear()
      there.heard.mockClear()
      return { topic, here, there }
    }

    beforeEach(async () => {
      buses = await open()
    })
    afterEach(() => buses.close())

    it('calls each listener once per publish, on the own node and on the other', async () => {
      const { topic, here, there } = await followedOnBothSides()
      for (let count = 0; count < 3; count++) buses.here.publish(topic)
      await settle()
      expect(here.heard).toHaveBeenCalledTimes(3)
      expect(there.heard).toHaveBeenCalledTimes(3)
    })

    it('calls nobody before publish has returned', async () => {
      const { topic, here } = await followedOnBothSides()
      buses.here.publish(topic)
      expect(here.heard).not.toHaveBeenCalled()
      await waitForCall(here.heard)
    })

    it('calls only listeners of the topic', async () => {
      const { topic, here, there } = await followedOnBothSides()
      const longer = listen(buses.there, `${topic}0`)
      await buses.followed(`${topic}0`, 1)
      longer.heard.mockClear()
      buses.here.publish(`${topic}0`)
      await settle()
      expect(longer.heard).toHaveBeenCalledTimes(1)
      expect(here.heard).not.toHaveBeenCalled()
      expect(there.heard).not.toHaveBeenCalled()
    })

    it('does not call a listener that has left, not even for what was published just before, and goes on calling the others', async () => {
      const { topic, here, there } = await followedOnBothSides()
      const another = listen(buses.here, topic)
      buses.here.publish(topic)
      here.stop()
      here.stop()
      await settle()
      expect(here.heard).not.toHaveBeenCalled()
      expect(another.heard).toHaveBeenCalledTimes(1)
      expect(there.heard).toHaveBeenCalledTimes(1)
    })

    it('hears a topic again that its last listener had left', async () => {
      const { topic, here, there } = await followedOnBothSides()
      there.stop()
      here.stop()
      await buses.followed(topic, 0)
      const again = listen(buses.there, topic)
      await buses.followed(topic, 1)
      buses.here.publish(topic)
      await settle()
      expect(again.heard).toHaveBeenCalledTimes(1)
      expect(there.heard).not.toHaveBeenCalled()
    })
  })
}
