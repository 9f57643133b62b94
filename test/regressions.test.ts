import { type AddressInfo, connect, createServer } from 'node:net'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createRedisBus } from '../src/bus/redis.ts'
import { createLog } from '../src/log.ts'
import { addOperator } from '../src/operator/accounts.ts'
import { addNote } from '../src/operator/add-note.ts'
import { referCase } from '../src/operator/refer-case.ts'
import { replyToClient } from '../src/operator/reply-to-client.ts'
import { bootstrapAdmin, changePassword, findSession, signIn } from '../src/operator/sign-in.ts'
import { takeCase } from '../src/operator/take-case.ts'
import { migrateToLatest } from '../src/store/migrations.ts'
import { anna, operatorWorld } from './operator/operator-world.ts'
import { postgresRecord, sqliteRecord } from './support/records.ts'
import { hasPostgres, hasRedis, redisUrl } from './support/servers.ts'

it('counts wrong passwords that are tried at the same time', { timeout: 60_000 }, async () => {
  const record = await sqliteRecord()
  onTestFinished(() => record.remove())
  const store = record.nodes[0]
  await store.migrate()
  const clock = () => 1_000_000
  await addOperator(store, { username: 'anna', name: 'Anna', role: 'operator', password: 'zaļš-ezers-kalnā' }, clock)
  await Promise.allSettled(Array.from({ length: 10 }, () => signIn(store, 'anna', 'nepareiza', clock)))
  await expect(signIn(store, 'anna', 'zaļš-ezers-kalnā', clock)).rejects.toMatchObject({ code: 'too_many' })
})

it.skipIf(!hasRedis)('hears the other node also on topics that were subscribed while Redis was away', async () => {
  const redis = new URL(redisUrl)
  let away = true
  const door = createServer((socket) => {
    if (away) return void socket.destroy()
    const server = connect(Number(redis.port || 6379), redis.hostname)
    socket.pipe(server).pipe(socket)
    for (const end of [socket, server]) end.on('error', () => {})
  })
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
  const warn = vi.fn()
  const log = createLog('silent')
  const here = createRedisBus(`redis://127.0.0.1:${(door.address() as AddressInfo).port}`, 'node-1', {
    ...log,
    warn,
  } as unknown as typeof log)
  const there = createRedisBus(redisUrl, 'node-2', log)
  onTestFinished(async () => {
    await here.close()
    await there.close()
    door.close()
  })
  const topic = `test-away-${Date.now()}`
  const heard = vi.fn()
  here.subscribe(topic, heard)
  // ioredis gives the SUBSCRIBE up after its retries.
  await vi.waitFor(() => expect(warn.mock.calls.map(([, message]) => message)).toContain('redis did not take a message'), {
    timeout: 10_000,
  })
  away = false
  await vi.waitFor(() => expect(heard).toHaveBeenCalled(), { timeout: 10_000 }) // connected again: read again
  heard.mockClear()
  await vi.waitFor(
    () => {
      there.publish(topic)
      expect(heard).toHaveBeenCalled()
    },
    { timeout: 3000 },
  )
})

it.skipIf(!hasPostgres)("lets an operator take one's own case again also while the first claim is under way", async () => {
  const { deps, waitingCase } = await operatorWorld(postgresRecord)
  const { id } = await waitingCase()
  const claims = await Promise.allSettled(Array.from({ length: 10 }, () => takeCase(id, anna, deps)))
  expect(claims.map((claim) => claim.status)).toEqual(Array.from({ length: 10 }, () => 'fulfilled'))
})

it('finishes a migration that a crash cut short', async () => {
  const {
    nodes: [store],
    remove,
  } = await sqliteRecord()
  onTestFinished(remove)
  // What is on disk when the process ends after the third statement: SQLite migrates outside a transaction.
  let statements = 0
  const cut = store.db.withPlugin({
    transformQuery: ({ node }) => {
      if (node.kind === 'CreateTableNode' && !JSON.stringify(node).includes('kysely') && ++statements === 3)
        throw new Error('the power went')
      return node
    },
    transformResult: async ({ result }) => result,
  })
  await expect(migrateToLatest(cut)).rejects.toThrow()
  await store.migrate()
})

it('keeps the words of a referral out of the event', async () => {
  const { deps, waitingCase, everything } = await operatorWorld()
  const { id } = await waitingCase()
  await takeCase(id, anna, deps)
  await referCase(id, { institution: 'pmlp', question: 'Vai drīkst ātrāk?' }, anna, deps)
  expect(JSON.stringify((await everything()).events)).not.toContain('Vai drīkst ātrāk?')
})

it("delivers an institution's phone and e-mail address in an operator's reply", async () => {
  const { deps, waitingCase, readByClient } = await operatorWorld()
  const { id, conversationId } = await waitingCase()
  await takeCase(id, anna, deps)
  const text = 'Zvaniet 67209400 vai rakstiet pasts@pmlp.gov.lv'
  await replyToClient(id, text, anna, deps)
  expect((await readByClient(conversationId)).at(-1)?.text).toBe(text)
})

it('does not accept the generated password as the new one', { timeout: 60_000 }, async () => {
  const record = await sqliteRecord()
  onTestFinished(() => record.remove())
  const store = record.nodes[0]
  await store.migrate()
  const generated = (await bootstrapAdmin(store, undefined, () => 0)) ?? ''
  const { session, secret } = await signIn(store, 'admin', generated, () => 0)
  await changePassword(store, session.operator, generated, generated, () => 0).catch(() => {})
  expect(await findSession(store, secret, () => 0)).toMatchObject({ mustChange: true })
})

it('stores a note and its event together or not at all', async () => {
  const { deps, store, waitingCase, everything } = await operatorWorld()
  const { id } = await waitingCase()
  await takeCase(id, anna, deps)
  const broken = store.db.withPlugin({
    transformQuery: ({ node }) => {
      if (JSON.stringify(node).includes('"notes"')) throw new Error('the power went')
      return node
    },
    transformResult: async ({ result }) => result,
  })
  await expect(addNote(id, 'Jāatzvana', anna, { ...deps, store: { ...store, db: broken } })).rejects.toThrow('the power went')
  expect((await everything()).events.filter((event) => event.type === 'case-noted')).toEqual([])
})
