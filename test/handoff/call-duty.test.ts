import { describe, expect, it, onTestFinished } from 'vitest'
import { createInProcessBus } from '../../src/bus/in-process.ts'
import { createCalendar, workingHoursSchema } from '../../src/handoff/calendar.ts'
import { callDuty } from '../../src/handoff/call-duty.ts'
import { openCase } from '../../src/handoff/open-case.ts'
import { seen, setPresence } from '../../src/handoff/presence.ts'
import { createOutbox } from '../../src/mail/outbox.ts'
import { addOperator } from '../../src/operator/accounts.ts'
import { openConversation } from '../../src/store/conversations.ts'
import { postgresRecord, sqliteRecord, type TestRecord } from '../support/records.ts'
import { hasPostgres } from '../support/servers.ts'

const minute = 60_000
const working = Date.parse('2026-11-23T10:00+02:00')
const calendar = createCalendar(workingHoursSchema.parse({ opens: '08:00', closes: '18:00', weekdays: [1, 2, 3, 4, 5] }), 'Europe/Riga')

async function world(open: () => Promise<TestRecord> = sqliteRecord) {
  const record = await open()
  onTestFinished(() => record.remove())
  const store = record.nodes[0]
  await store.migrate()
  const clock = { now: working }
  const depsOf = (node: typeof store) => ({
    store: node,
    clock: () => clock.now,
    answering: () => ({ calendar, timeZone: 'Europe/Riga' }),
    outbox: createOutbox({ bus: createInProcessBus(), address: () => 'https://vpppd.example' }),
    to: 'dezurants@vpppd.example',
  })
  const deps = depsOf(store)
  return {
    record,
    store,
    clock,
    depsOf,
    call: () => callDuty(deps),
    mails: () => store.db.selectFrom('mails').selectAll().orderBy('createdAt').execute(),
    async waiting() {
      const { conversation } = await openConversation(store.db, { channel: 'webchat', id: String(clock.now) }, 'lv', clock.now)
      await openCase(store.db, {
        conversationId: conversation.id,
        channel: 'webchat',
        language: 'lv',
        reason: 'asked-for-human',
        service: null,
        at: clock.now,
      })
    },
    async operator(state: 'available' | 'away') {
      const anna = { username: 'anna', name: 'Anna Ozola', role: 'operator' as const }
      await addOperator(store, { ...anna, password: 'a long enough one' }, () => clock.now)
      await seen(store.db, anna, clock.now)
      await setPresence(store.db, 'anna', state, clock.now)
    },
  }
}

describe('whoever is on call', () => {
  it('hears in working time that a client waits and nobody is at the console', async () => {
    const { waiting, call, mails, clock } = await world()
    await waiting()
    clock.now += 2 * minute
    await waiting()
    expect(await call()).toBe(true)
    const [mail] = await mails()
    expect(mail).toMatchObject({ to: 'dezurants@vpppd.example', kind: 'nobody-on-duty', subject: expect.stringContaining('(2)') })
    expect(mail?.text).toContain('https://vpppd.example/console')
    expect(mail?.text).toContain('10:00')
  })

  it('hears it at most once in half an hour', async () => {
    const { waiting, call, mails, clock } = await world()
    await waiting()
    for (let minutes = 0; minutes <= 65; minutes++) {
      await call()
      clock.now += minute
    }
    const times = (await mails()).map(({ createdAt }) => (createdAt - working) / minute)
    expect(times).toEqual([0, 30, 60])
  })

  it.each<[string, (w: Awaited<ReturnType<typeof world>>) => Promise<unknown>]>([
    ['nobody waits', async () => {}],
    ['somebody takes cases', async (w) => [await w.waiting(), await w.operator('available')]],
    [
      'it is no working time',
      async (w) => {
        await w.waiting()
        w.clock.now = Date.parse('2026-11-23T18:00+02:00')
      },
    ],
  ])('hears nothing when %s', async (_, prepare) => {
    const w = await world()
    await prepare(w)
    expect(await w.call()).toBe(false)
    expect(await w.mails()).toEqual([])
  })

  it.each<[string, (w: Awaited<ReturnType<typeof world>>) => Promise<unknown>]>([
    ['is there and takes no cases', (w) => w.operator('away')],
    [
      'has gone without signing out',
      async (w) => {
        await w.operator('available')
        w.clock.now += 2 * minute
      },
    ],
  ])('is called when an operator %s', async (_, prepare) => {
    const w = await world()
    await w.waiting()
    await prepare(w)
    expect(await w.call()).toBe(true)
  })
})

it.skipIf(!hasPostgres)('is called once by several nodes', async () => {
  const { record, waiting, depsOf, mails } = await world(postgresRecord)
  await waiting()
  const calls = await Promise.all([...record.nodes, ...record.nodes].map((node) => callDuty(depsOf(node))))
  expect(calls.filter(Boolean)).toHaveLength(1)
  expect(await mails()).toHaveLength(1)
})
