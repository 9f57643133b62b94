import { Redis } from 'ioredis'
import type { Log } from '../log.ts'
import type { Bus } from './bus.ts'
import { Listeners } from './listeners.ts'

const prefix = 'vpppd:'

/**
 * For several nodes. Listeners of this node are called at once, others through Redis; while Redis is away
 * each node goes on alone, and after a reconnect every listener is called so that it reads what it missed.
 */
export function createRedisBus(url: string, nodeId: string, log: Log): Bus {
  const listeners = new Listeners()
  const complain = (error: Error) => log.warn({ error: error.message }, 'redis did not take a message')
  const options = { maxRetriesPerRequest: 1, connectTimeout: 5000, retryStrategy: (tries: number) => Math.min(tries * 200, 3000) }
  const publisher = new Redis(url, { ...options, enableOfflineQueue: false })
  const subscriber = new Redis(url, options)
  for (const [role, client] of [
    ['publisher', publisher],
    ['subscriber', subscriber],
  ] as const) {
    client.on('error', (error) =>
      log.warn({ role, error: error.message }, 'redis connection failed; other nodes hear nothing until it is back'),
    )
  }
  subscriber.on('ready', () => {
    // What was asked for while Redis was away was given up by the client: ask again for all of it.
    const topics = listeners.topics()
    if (topics.length > 0) subscriber.subscribe(...topics.map((topic) => prefix + topic)).catch(complain)
    listeners.callAll()
  })
  subscriber.on('message', (channel, sender) => {
    if (sender !== nodeId) listeners.call(channel.slice(prefix.length))
  })
  return {
    publish(topic) {
      queueMicrotask(() => listeners.call(topic))
      publisher.publish(prefix + topic, nodeId).catch(complain)
    },
    subscribe(topic, listener) {
      if (listeners.add(topic, listener)) subscriber.subscribe(prefix + topic).catch(complain)
      return () => {
        if (listeners.remove(topic, listener)) subscriber.unsubscribe(prefix + topic).catch(complain)
      }
    },
    async close() {
      publisher.disconnect()
      subscriber.disconnect()
    },
  }
}
