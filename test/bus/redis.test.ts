import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Bus } from '../../src/bus/bus.ts'
import { createRedisBus } from '../../src/bus/redis.ts'
import { createLog } from '../../src/log.ts'
import { hasRedis, redisUrl } from '../support/servers.ts'
import { busContract, newTopic, type TestBuses } from './bus-contract.ts'

const log = createLog('silent')

describe.skipIf(!hasRedis)('through Redis', () => {
  let admin: Redis
  beforeAll(() => {
    admin = new Redis(redisUrl)
  })
  afterAll(() => admin.disconnect())

  async function followed(topic: string, nodes: number): Promise<void> {
    const count = async () => ((await admin.pubsub('NUMSUB', `vpppd:${topic}`)) as [string, number])[1]
    await vi.waitFor(async () => expect(await count()).toBe(nodes), { timeout: 5000, interval: 5 })
  }

  /** A bus drops what is published before its connection stands, so the test begins when a message gets through. */
  async function connected(from: Bus, to: Bus): Promise<void> {
    const topic = newTopic()
    const heard = vi.fn()
    const stop = to.subscribe(topic, heard)
    await followed(topic, 1)
    heard.mockClear()
    await vi.waitFor(
      () => {
        from.publish(topic)
        expect(heard).toHaveBeenCalled()
      },
      { timeout: 5000, interval: 5 },
    )
    stop()
  }

  /** The name lets the test end the connections of its own buses and nobody else's. */
  async function twoNodes(connectionName = newTopic()): Promise<TestBuses> {
    const url = new URL(redisUrl)
    url.searchParams.set('connectionName', connectionName)
    const [here, there] = [createRedisBus(url.href, 'node-1', log), createRedisBus(url.href, 'node-2', log)]
    await connected(here, there)
    await connected(there, here)
    return {
      here,
      there,
      followed,
      async close() {
        await here.close()
        await there.close()
      },
    }
  }

  busContract('two nodes', () => twoNodes())

  describe('after Redis has ended the subscriptions', () => {
    const connectionName = newTopic()
    let buses: TestBuses
    beforeEach(async () => {
      buses = await twoNodes(connectionName)
    })
    afterEach(() => buses.close())

    /** What `CLIENT KILL TYPE pubsub` does, but only to the two buses of this test: the server may be shared. */
    async function killSubscribers(): Promise<number> {
      const clients = ((await admin.client('LIST', 'TYPE', 'PUBSUB')) as string).trim().split('\n')
      const ids = clients.filter((line) => line.includes(` name=${connectionName} `)).map((line) => /^id=(\d+)/.exec(line)?.[1] ?? '')
      for (const id of ids) await admin.client('KILL', 'ID', id)
      return ids.length
    }

    it('calls every listener once it is connected again, so that it reads what it missed, and hears the other node again', async () => {
      const topics = [newTopic(), newTopic()] as const
      const heard = topics.map((topic) => {
        const listener = vi.fn()
        buses.here.subscribe(topic, listener)
        return listener
      })
      buses.there.subscribe(topics[0], () => {})
      await buses.followed(topics[0], 2)
      await buses.followed(topics[1], 1)
      for (const listener of heard) listener.mockClear()

      expect(await killSubscribers()).toBe(2)
      for (const listener of heard) await vi.waitFor(() => expect(listener).toHaveBeenCalled(), { timeout: 10_000 })

      await buses.followed(topics[0], 2)
      for (const listener of heard) listener.mockClear()
      buses.there.publish(topics[0])
      await vi.waitFor(() => expect(heard[0]).toHaveBeenCalledTimes(1), { timeout: 5000 })
      expect(heard[1]).not.toHaveBeenCalled()
    })
  })
})

it('goes on alone, on the own node, while Redis cannot be reached', async () => {
  const warn = vi.fn()
  // Nothing listens on port 1.
  const bus = createRedisBus('redis://127.0.0.1:1', 'node-1', { ...log, warn } as unknown as typeof log)
  const heard = vi.fn()
  bus.subscribe('cases', heard)
  bus.publish('cases')
  await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(1))
  await vi.waitFor(() => expect(warn.mock.calls.map(([, message]) => message)).toContain('redis did not take a message'))
  await bus.close()
})
