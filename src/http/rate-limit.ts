import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context, MiddlewareHandler } from 'hono'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

/** So many requests in a minute from one address; then 429 with the seconds to wait. */
export function rateLimit(perMinute: number, enabled: boolean, keyOf: (c: Context) => string = clientAddress): MiddlewareHandler {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 })
  return async (c, next) => {
    if (!enabled) return next()
    try {
      await limiter.consume(keyOf(c))
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused
      c.header('Retry-After', String(Math.ceil(refused.msBeforeNext / 1000)))
      return c.json({ error: { code: 'too_many', message: 'too many requests; wait and try again', field: null } }, 429)
    }
    return next()
  }
}

export function clientAddress(c: Context): string {
  try {
    return getConnInfo(c).remote.address ?? 'unknown'
  } catch {
    return 'unknown' // no socket: a request from a test
  }
}
