import { describe, expect, it, onTestFinished } from 'vitest'
import { createInProcessBus } from '../../src/bus/in-process.ts'
import { seen } from '../../src/handoff/presence.ts'
import { addOperator, changeAccount, listAccounts, resetPassword } from '../../src/operator/accounts.ts'
import { bootstrapAdmin, findSession, signIn } from '../../src/operator/sign-in.ts'
import { everythingIn, postgresRecord, sqliteRecord, type TestRecord } from '../support/records.ts'
import { hasPostgres } from '../support/servers.ts'

const start = Date.parse('2026-03-02T08:00:00Z')
const password = 'zaļš-ezers-kalnā'

function accountsContract(name: string, open: () => Promise<TestRecord>): void {
  describe(`accounts (${name})`, { timeout: 60_000 }, () => {
    async function accountsWorld() {
      const record = await open()
      onTestFinished(() => record.remove())
      const store = record.nodes[0]
      await store.migrate()
      let now = start
      const clock = () => ++now
      await bootstrapAdmin(store, password, clock)
      const deps = { store, bus: createInProcessBus(), clock }
      return {
        ...deps,
        nodes: record.nodes.map((node) => ({ ...deps, store: node })),
        deps,
        add: (username: string, role: 'operator' | 'administrator' = 'operator') =>
          addOperator(store, { username, name: `Name of ${username}`, role, password }, clock, 'admin'),
        account: async (username: string) => (await listAccounts(deps)).find((account) => account.username === username),
        changes: async () =>
          (await everythingIn(store)).events
            .filter(({ type }) => type === 'operator-changed' || type === 'operator-added')
            .map(({ type, actor, dataJson }) => [type, actor, JSON.parse(dataJson)]),
      }
    }

    it('keeps what is known about a person, and writes down what changed without names and addresses', async () => {
      const { deps, account, changes } = await accountsWorld()
      await addOperator(
        deps.store,
        {
          username: 'anna',
          name: 'Anna Ozola',
          role: 'operator',
          languages: ['lv', 'ru'],
          institutions: ['vsaa'],
          maxChats: 3,
          email: 'anna@vpppd.lv',
        },
        deps.clock,
        'admin',
      )
      expect(await account('anna')).toMatchObject({
        name: 'Anna Ozola',
        role: 'operator',
        centre: null,
        languages: ['lv', 'ru'],
        institutions: ['vsaa'],
        maxChats: 3,
        email: 'anna@vpppd.lv',
        signsIn: 'password',
        mustChange: true,
        disabledAt: null,
        lastSignIn: null,
      })
      await changeAccount(
        'anna',
        { name: 'Anna Kalniņa', role: 'lead', centre: 'riga', languages: [], email: null, maxChats: 3 },
        'admin',
        deps,
      )
      expect(await account('anna')).toMatchObject({
        name: 'Anna Kalniņa',
        role: 'lead',
        centre: 'riga',
        languages: [],
        institutions: ['vsaa'],
        email: null,
      })
      await changeAccount('anna', { role: 'lead', centre: 'riga' }, 'admin', deps) // nothing new, nothing to write down
      const events = await changes()
      expect(events).toEqual([
        ['operator-added', 'admin', { account: 'anna', role: 'operator', signsIn: 'password' }],
        [
          'operator-changed',
          'admin',
          {
            account: 'anna',
            changed: { name: true, role: ['operator', 'lead'], centre: [null, 'riga'], languages: [['lv', 'ru'], []], email: true },
          },
        ],
      ])
      expect(JSON.stringify(events)).not.toMatch(/Ozola|Kalni|vpppd\.lv/)
    })

    it('generates a first password when none is given, and refuses a bad one', async () => {
      const { store, clock } = await accountsWorld()
      const generated = await addOperator(store, { username: 'anna', name: 'Anna', role: 'operator' }, clock)
      expect((await signIn(store, 'anna', generated ?? '', clock)).session.mustChange).toBe(true)
      await expect(
        addOperator(store, { username: 'juris', name: 'Juris', role: 'operator', password: 'juris-juris' }, clock),
      ).rejects.toMatchObject({
        code: 'bad_request',
        field: 'password',
      })
    })

    it('signs out at once whoever is disabled, and lets them in again when enabled', async () => {
      const { store, clock, deps, add, account } = await accountsWorld()
      await add('anna')
      const { secret, session } = await signIn(store, 'anna', password, clock)
      await seen(store.db, session.operator, clock())
      await changeAccount('anna', { disabled: true }, 'admin', deps)
      expect(await findSession(store, secret, clock)).toBeUndefined()
      expect(await store.db.selectFrom('presence').selectAll().execute()).toEqual([])
      await expect(signIn(store, 'anna', password, clock)).rejects.toMatchObject({ code: 'not_allowed' })
      await expect(signIn(store, 'anna', 'nepareiza', clock)).rejects.toMatchObject({
        code: 'not_signed_in',
        message: 'wrong name or password',
      })
      expect((await account('anna'))?.disabledAt).not.toBeNull()
      expect((await listAccounts(deps)).map(({ username }) => username)).toEqual(['admin', 'anna'])

      await changeAccount('anna', { disabled: false }, 'admin', deps)
      expect((await account('anna'))?.disabledAt).toBeNull()
      expect(await findSession(store, secret, clock), 'the old session stays ended').toBeUndefined()
      await signIn(store, 'anna', password, clock)
    })

    it('gives a new password that must be changed, ends the sessions and opens the lock', async () => {
      const { store, clock, deps, add, account, changes } = await accountsWorld()
      await add('anna')
      const { secret } = await signIn(store, 'anna', password, clock)
      for (let failure = 1; failure <= 5; failure++) await signIn(store, 'anna', 'nepareiza', clock).catch(() => {})
      expect((await account('anna'))?.lockedUntil).not.toBeNull()
      const generated = await resetPassword('anna', 'admin', deps)
      expect(await findSession(store, secret, clock)).toBeUndefined()
      await expect(signIn(store, 'anna', password, clock)).rejects.toMatchObject({ code: 'not_signed_in' })
      expect((await signIn(store, 'anna', generated, clock)).session.mustChange).toBe(true)
      expect((await account('anna'))?.lockedUntil).toBeNull()
      expect((await changes()).at(-1)).toEqual(['operator-changed', 'admin', { account: 'anna', changed: { password: 'reset' } }])
      await expect(resetPassword('nobody', 'admin', deps)).rejects.toMatchObject({ code: 'not_found' })
    })

    it('keeps the last active administrator', async () => {
      const { deps, add, account, changes } = await accountsWorld()
      const before = await changes()
      for (const change of [{ disabled: true }, { role: 'lead' as const }])
        await expect(changeAccount('admin', change, 'admin', deps)).rejects.toMatchObject({ code: 'conflict' })
      expect(await changes()).toEqual(before)
      expect(await account('admin')).toMatchObject({ role: 'administrator', disabledAt: null })
      await add('anna', 'administrator')
      await changeAccount('admin', { role: 'lead' }, 'anna', deps)
      await expect(changeAccount('anna', { disabled: true }, 'anna', deps)).rejects.toMatchObject({ code: 'conflict' })
    })

    it('keeps one also when all administrators disable each other at once', async () => {
      const { nodes, deps, add } = await accountsWorld()
      const names = ['admin', 'anna', 'juris', 'mara']
      for (const username of names.slice(1)) await add(username, 'administrator')
      const results = await Promise.allSettled(
        names.map((username, index) => changeAccount(username, { disabled: true }, 'somebody', nodes[index % nodes.length] as typeof deps)),
      )
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
      expect((await listAccounts(deps)).filter(({ disabledAt }) => disabledAt === null)).toHaveLength(1)
    })
  })
}

accountsContract('SQLite', sqliteRecord)
describe.skipIf(!hasPostgres)('two nodes', () => accountsContract('PostgreSQL', postgresRecord))
