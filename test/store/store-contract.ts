import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createInProcessBus } from '../../src/bus/in-process.ts'
import type { IncomingTurn } from '../../src/channel.ts'
import { findOpenCase, openCase } from '../../src/handoff/open-case.ts'
import { addOperator } from '../../src/operator/accounts.ts'
import { signIn } from '../../src/operator/sign-in.ts'
import { findConversation, lockConversation, openConversation } from '../../src/store/conversations.ts'
import { sharedSecret } from '../../src/store/settings.ts'
import type { Store } from '../../src/store/store.ts'
import { createTokenBudget } from '../../src/store/token-budget.ts'
import { appendTurn, conversationsToHandle, markHandled, type NewTurn, nextTurnToHandle, turnsAfter } from '../../src/store/turns.ts'
import { intake } from '../../src/turn/intake.ts'
import { everythingIn, type TestRecord } from '../support/records.ts'

/** Later than 2^31 milliseconds, as every real time is. */
const at = Date.parse('2026-03-02T08:00:00Z')
const said = (change: Partial<NewTurn> = {}): NewTurn => ({ speaker: 'client', at, language: 'lv', text: 'Labdien!', ...change })

/** What every store must do, alone and with as many nodes as it allows. */
export function storeContract(name: string, open: () => Promise<TestRecord>): void {
  describe(name, () => {
    let record: TestRecord
    let store: Store
    /** The nodes take turns. */
    const node = (index: number) => record.nodes[index % record.nodes.length] as Store
    const times = <T>(count: number, run: (on: Store, index: number) => Promise<T>) =>
      Promise.all(Array.from({ length: count }, (_, index) => run(node(index), index)))
    const conversation = async (id = 'client-1') => (await openConversation(store.db, { channel: 'webchat', id }, 'lv', at)).conversation.id
    const append = (id: string, turn: NewTurn, on = store) => on.db.transaction().execute((trx) => appendTurn(trx, id, turn))

    beforeEach(async () => {
      record = await open()
      store = record.nodes[0]
      await store.migrate()
    })
    afterEach(() => record.remove())

    it('migrates an empty record from nodes that start together', async () => {
      const empty = await open()
      try {
        await Promise.all([...empty.nodes, ...empty.nodes].map((started) => started.migrate()))
        for (const started of empty.nodes) expect((await everythingIn(started)).conversations).toEqual([])
      } finally {
        await empty.remove()
      }
    })

    it('migrates again without touching what is stored', async () => {
      await append(await conversation(), said())
      const before = await everythingIn(store)
      await store.migrate()
      expect(await everythingIn(store)).toEqual(before)
      expect(before.turns).toHaveLength(1)
    })

    it('gives one conversation for one address, also when it is opened by many at once', async () => {
      const opened = await times(10, (on) => openConversation(on.db, { channel: 'webchat', id: 'client-1' }, 'lv', at))
      expect(new Set(opened.map((result) => result.conversation.id)).size).toBe(1)
      expect(opened.filter((result) => result.created)).toHaveLength(1)
      const facebook = { channel: 'facebook', id: 'client-1' } as const
      const elsewhere = await openConversation(store.db, facebook, 'ru', at)
      expect(elsewhere.created).toBe(true)
      expect(await openConversation(store.db, facebook, 'ru', at)).toEqual({ ...elsewhere, created: false })
      const { conversations, events } = await everythingIn(store)
      expect(conversations.map((row) => row.channel).sort()).toEqual(['facebook', 'webchat'])
      expect(events.map((event) => event.type)).toEqual(['conversation-started', 'conversation-started'])
    })

    it('numbers 50 turns that are written at once from 1 without gaps', async () => {
      const id = await conversation()
      await times(50, (on, index) => append(id, said({ text: `${index}` }), on))
      const turns = await turnsAfter(store.db, id, 0, 100)
      expect(turns.map((turn) => turn.seq)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1))
      expect(new Set(turns.map((turn) => turn.text)).size).toBe(50)
    })

    it('uses a number again when the turn that had it was not committed', async () => {
      const id = await conversation()
      const failing = store.db.transaction().execute(async (trx) => {
        await appendTurn(trx, id, said())
        throw new Error('the power went')
      })
      await expect(failing).rejects.toThrow('the power went')
      expect((await append(id, said())).seq).toBe(1)
    })

    it('stores one turn for one platform id, delivered again or ten times at once', async () => {
      const bus = createInProcessBus()
      const turn: IncomingTurn = {
        address: { channel: 'facebook', id: 'client-1' },
        platformId: 'mid.1',
        text: 'Kā saņemt pasi?',
        attachments: 0,
      }
      const deliver = (change: Partial<IncomingTurn>, on = store, later = 0) =>
        intake({ ...turn, ...change }, { store: on, bus, clock: () => at + later })
      // The first opens the conversation, the second finds it open.
      for (const [index, platformId] of ['mid.1', 'mid.2'].entries()) {
        const results = await times(10, (on) => deliver({ platformId }, on))
        results.push(await deliver({ platformId }, store, 60_000))
        const [stored] = results.filter((result) => !result.repeated).map((result) => result.stored)
        expect(results.filter((result) => !result.repeated)).toHaveLength(1)
        expect(stored).toMatchObject({ seq: index + 1, platformId, at })
        for (const result of results) expect(result.stored).toEqual(stored)
      }
      expect((await everythingIn(store)).turns).toHaveLength(2)
      const sameIdByAnother = await deliver({ address: { channel: 'facebook', id: 'client-2' } })
      expect(sameIdByAnother.repeated).toBe(false)
    })

    it('lets only one of many mark a turn as handled', async () => {
      const id = await conversation()
      const { seq } = await append(id, said())
      const marked = await times(10, (on, index) => markHandled(on.db, id, seq, at + index))
      expect(marked.filter(Boolean)).toHaveLength(1)
      const [turn] = (await everythingIn(store)).turns
      expect(turn?.handledAt).toBe(at + marked.indexOf(true))
      expect(await nextTurnToHandle(store.db, id)).toBeUndefined()
    })

    it('lists the conversations that wait for an answer, longest wait first', async () => {
      // Neither the order of ids, nor of writing, nor of the latest words is the order of waiting.
      for (const id of ['z-longest', 'y-long', 'x-short', 'answered', 'greeted'])
        await openConversation(store.db, { channel: 'webchat', id }, 'lv', at, id)
      await append('y-long', said({ at: at + 1000, handledAt: at + 1500 }))
      await append('y-long', said({ at: at + 3000 }))
      await append('x-short', said({ at: at + 4000 }))
      await append('z-longest', said({ at: at + 2000 }))
      await append('z-longest', said({ at: at + 9000 }))
      await append('answered', said({ at, handledAt: at + 500 }))
      await append('greeted', said({ at, speaker: 'assistant' }))
      expect(await conversationsToHandle(store.db)).toEqual(['z-longest', 'y-long', 'x-short'])
    })

    it('keeps everything when it is closed and opened again', async () => {
      const id = await conversation()
      await append(id, said({ platformId: 'mid.1', channelData: { page: '/pases' } }))
      const caseId = await openCase(store.db, {
        conversationId: id,
        channel: 'webchat',
        language: 'lv',
        reason: 'no-card',
        service: null,
        at,
      })
      await store.db.insertInto('notes').values({ id: 'note-1', caseId, at, author: 'anna', text: 'Jāatzvana' }).execute()
      await addOperator(store, { username: 'anna', name: 'Anna Ozola', role: 'operator', password: 'ļoti-gara-parole' }, () => at)
      await signIn(store, 'anna', 'ļoti-gara-parole', () => at)
      const secret = await sharedSecret(store.db, 'chat-token-key')
      const before = await everythingIn(store)
      for (const [table, rows] of Object.entries(before)) expect(rows, table).not.toHaveLength(0)

      const reopened = await record.restart()
      await reopened.migrate()
      expect(await everythingIn(reopened)).toEqual(before)
      expect(await sharedSecret(reopened.db, 'chat-token-key')).toBe(secret)
    })

    it('gives every node the same shared secret', async () => {
      const secrets = await times(6, (on) => sharedSecret(on.db, 'chat-token-key'))
      expect(new Set(secrets).size).toBe(1)
    })

    it('returns times as numbers and JSON as it was given', async () => {
      const id = await conversation()
      const turn = said({
        text: 'Ā, č, 🙂 un "pēdiņas"',
        options: [{ label: 'Maksa', text: 'Cik maksā pase?', choice: { kind: 'facet', service: 'pmlp-pase-eid', facet: 'fee' } }],
        replyTo: 7,
        platformId: 'mid.1',
        channelData: { nested: [1, null, 'trīs'] },
        choice: { kind: 'plan', id: 'berna-piedzimsana', answers: ['yes'] },
        assistant: { confidence: 0.25, citations: [] },
        author: 'Anna Ozola',
      })
      const written = await append(id, turn)
      const open = await nextTurnToHandle(store.db, id)
      const { speaker, choice, ...same } = turn
      expect(open).toEqual({ turn: { conversationId: id, seq: 1, from: speaker, ...same }, choice })
      expect(written).toEqual(open?.turn)
      const bare = await append(id, said())
      expect(bare).toMatchObject({ options: [], replyTo: null, platformId: null, channelData: undefined, assistant: null, author: null })
      expect(await findConversation(store.db, id)).toMatchObject({ createdAt: at, lastTurnAt: at, nextSeq: 3 })
    })

    it('has one open case per conversation, and room for another once it is closed', async () => {
      const id = await conversation()
      const wanted = { conversationId: id, channel: 'webchat', language: 'lv', reason: 'no-card', service: null, at }
      const ids = await times(10, (on) =>
        on.db.transaction().execute(async (trx) => {
          await lockConversation(trx, id, at)
          return openCase(trx, wanted)
        }),
      )
      expect(new Set(ids).size).toBe(1)
      const {
        cases: [row],
        events,
      } = await everythingIn(store)
      expect(events.filter((event) => event.type === 'handoff-requested')).toHaveLength(1)
      if (!row) throw new Error('no case was stored')
      // The database refuses a second one even if the code forgets to look.
      await expect(
        store.db
          .insertInto('cases')
          .values({ ...row, id: 'second' })
          .execute(),
      ).rejects.toThrow(/unique/i)

      await store.db.updateTable('cases').set({ state: 'closed', closedAt: at }).where('id', '=', row.id).execute()
      expect(await findOpenCase(store.db, id)).toBeUndefined()
      expect(await openCase(store.db, wanted)).not.toBe(row.id)
    })

    it("counts one day's tokens over all nodes, past 2^31, and takes back what was not spent", async () => {
      const budget = (on: Store) => createTokenBudget(on.db, 10_000_000_000)
      const sums = await times(20, (on) => budget(on).spend('2026-03-02', 1_000_000_000))
      expect(sums.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => (index + 1) * 1_000_000_000))
      expect(await budget(store).spend('2026-03-02', -500)).toBe(19_999_999_500)
      expect(await budget(node(1)).spend('2026-03-03', 7)).toBe(7)
      expect(await budget(store).spend('2026-03-02', 0)).toBe(19_999_999_500)
    })
  })
}
