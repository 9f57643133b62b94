import { describe, expect, it } from 'vitest'
import { createLog } from '../../src/log.ts'
import { purgeIfDue } from '../../src/retention/keep-retention.ts'
import { purge } from '../../src/retention/purge.ts'
import { everythingIn, postgresRecord, sqliteRecord, type TestRecord } from '../support/records.ts'
import { hasPostgres } from '../support/servers.ts'
import { day, daysAgo, keep, retentionWorld, today } from './retention-world.ts'

const hour = 3600_000

function dailyRunContract(name: string, open: () => Promise<TestRecord>): void {
  describe(`the daily run (${name})`, { timeout: 60_000 }, () => {
    async function dailyWorld() {
      const world = await retentionWorld(open)
      const { record, store, clock, setTime } = world
      const deps = { store, clock, log: createLog('silent'), days: keep }
      return {
        ...world,
        deps,
        /** All nodes look at once. @returns how many of them ran */
        async look(at: number): Promise<number> {
          setTime(at)
          const ran = await Promise.all(record.nodes.map((node) => purgeIfDue({ ...deps, store: node })))
          return ran.filter(Boolean).length
        },
        proofs: async () => (await everythingIn(store)).events.filter(({ type }) => type === 'retention-purged').map(({ actor }) => actor),
      }
    }

    it('begins an hour after the first start, and comes once a day, on one node', async () => {
      const { look, proofs, ask, store } = await dailyWorld()
      await ask('1', daysAgo(200))
      expect(await look(today)).toBe(0)
      expect(await look(today + hour - 1000)).toBe(0)
      expect(await look(today + hour + 1000)).toBe(1)
      expect((await everythingIn(store)).turns.every(({ text }) => text === '')).toBe(true)
      for (const later of [2 * hour, 12 * hour, day]) expect(await look(today + later)).toBe(0)
      expect(await look(today + hour + day + 60_000)).toBe(1)
      expect(await proofs()).toEqual(['service', 'service'])
    })

    it('is made up for within the hour when it broke off, and is not spared by a run by hand', async () => {
      const { look, proofs, store, deps, setTime } = await dailyWorld()
      await look(today)
      setTime(today + 2 * hour)
      expect(await purgeIfDue(deps, () => true), 'begun and stopped').toBe(true)
      expect(await proofs()).toEqual([])
      expect(await look(today + 2 * hour + 30 * 60_000)).toBe(0)
      setTime(today + 2.6 * hour)
      await purge(deps, keep, { actor: 'npm run retention' })
      expect(await look(today + 3 * hour + 60_000)).toBe(1)
      expect(await proofs()).toEqual(['npm run retention', 'service'])
      expect((await everythingIn(store)).settings.map(({ key }) => key)).toEqual(['retention-started'])
    })
  })
}

dailyRunContract('SQLite', sqliteRecord)
describe.skipIf(!hasPostgres)('two nodes', () => dailyRunContract('PostgreSQL', postgresRecord))
