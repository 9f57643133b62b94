import type { Context, MiddlewareHandler } from 'hono'
import { streamSSE } from 'hono/streaming'
import { accountsTopic } from '../bus/bus.ts'
import { seen } from '../handoff/presence.ts'
import type { OperatorDeps } from '../operator/case.ts'
import type { CaseFeed } from '../operator/case-feed.ts'
import type { CaseSummary } from '../operator/list-cases.ts'
import { type SessionDeps, type SignedIn, stillMay } from './sessions.ts'

/** The stream says that it is there, and the operator counts as present, this often; milliseconds. */
const pingEvery = 15_000
/** An operator who does something is present; written down at most this often. */
const seenEvery = 10_000

/** Notes that the operator is at the console. */
export function noteSeen({ store, clock }: Pick<OperatorDeps, 'store' | 'clock'>): MiddlewareHandler<SignedIn> {
  const last = new Map<string, number>()
  return async (c, next) => {
    const operator = c.get('operator')
    const at = clock()
    if (at - (last.get(operator.username) ?? 0) >= seenEvery) {
      last.set(operator.username, at)
      await seen(store.db, operator, at)
    }
    await next()
  }
}

/** Cases that changed, as they change. An event without cases tells a new listener to read the list. */
export function streamCases(c: Context<SignedIn>, deps: OperatorDeps & SessionDeps & { feed: CaseFeed }): Response {
  return streamSSE(c, async (stream) => {
    const changed = new Map<string, CaseSummary>()
    let wake = () => {}
    const unfollow = deps.feed.follow((cases) => {
      for (const entry of cases) changed.set(entry.id, entry)
      wake()
    })
    let doubtful = false
    const unsubscribe = deps.bus.subscribe(accountsTopic, () => {
      doubtful = true
      wake()
    })
    const end = () => {
      unfollow()
      unsubscribe()
      wake()
    }
    stream.onAbort(end)
    let count = 0
    const send = (data: object) => stream.writeSSE({ event: 'cases', id: String(++count), data: JSON.stringify(data) })
    // Whoever signs in again shortly after signing out is present at once, too.
    await seen(deps.store.db, c.get('operator'), deps.clock())
    await send({})
    while (!stream.aborted) {
      while (doubtful) {
        doubtful = false
        if (!(await stillMay(c, 'cases.view', deps))) return end()
      }
      if (changed.size > 0) {
        const cases = [...changed.values()]
        changed.clear()
        await send({ cases })
        continue
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pingEvery)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
      if (changed.size > 0 || doubtful || stream.aborted) continue
      // Who has signed out hears nothing more.
      if (!(await stillMay(c, 'cases.view', deps))) break
      await seen(deps.store.db, c.get('operator'), deps.clock())
      await stream.writeSSE({ event: 'ping', data: '{}' })
    }
    end()
  })
}
