import { Hono } from 'hono'
import { describeRoute } from 'hono-openapi'
import { sql } from 'kysely'
import type { Metrics } from '../metrics.ts'
import type { Store } from '../store/store.ts'
import type { Deps } from '../turn/draft.ts'

/** `/healthz`: the process lives. `/readyz`: it can answer and store; says what it cannot. */
export function healthRoutes(store: Store, answering: () => Deps, metrics: Metrics): Hono {
  const app = new Hono()
  app.get('/healthz', describeRoute({ summary: 'The process lives', responses: { 200: { description: 'It does' } } }), (c) =>
    c.json({ status: 'ok' }),
  )
  app.get(
    '/readyz',
    describeRoute({
      summary: 'It can answer and store',
      responses: { 200: { description: 'Ready' }, 503: { description: 'Not ready, with the reasons' } },
    }),
    async (c) => {
      const checks: Record<string, string> = {}
      /** What the service does without, when it must. */
      const optional: Record<string, string> = {}
      try {
        await sql`select 1`.execute(store.db)
        checks.store = 'ok'
      } catch (error) {
        checks.store = `cannot be reached: ${error instanceof Error ? error.message : 'unknown error'}`
      }
      try {
        const { knowledge, languageModel } = answering()
        optional.languageModel = languageModel?.state() ?? 'off'
        checks.knowledge = knowledge.cards.size > 0 ? 'ok' : 'no usable card'
      } catch {
        checks.knowledge = 'not loaded yet'
      }
      const ready = Object.values(checks).every((result) => result === 'ok')
      return c.json({ status: ready ? 'ok' : 'not ready', checks, optional }, ready ? 200 : 503)
    },
  )
  app.get('/metrics', async (c) => c.text(await metrics.registry.metrics(), 200, { 'Content-Type': metrics.registry.contentType }))
  return app
}
