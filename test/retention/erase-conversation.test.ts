import { describe, expect, it } from 'vitest'
import { eraseConversation } from '../../src/retention/erase-conversation.ts'
import type { Store } from '../../src/store/store.ts'
import { daysAgo, marks, retentionWorld, today } from './retention-world.ts'

/** Everything that is stored, as text, but the conversations that are named. */
async function everything({ db }: Store): Promise<string> {
  const tables = [
    'conversations',
    'turns',
    'cases',
    'notes',
    'events',
    'referrals',
    'mails',
    'contacts',
    'ratings',
    'links',
    'flags',
  ] as const
  return JSON.stringify(await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute())))
}
const erase = (store: Store, id: string) => store.db.transaction().execute((trx) => eraseConversation(trx, id, today))

describe('a client who deletes the conversation', () => {
  it('leaves no word of it, and no way to be reached', async () => {
    const { store, ask, serve, close } = await retentionWorld()
    const conversation = await ask('1', daysAgo(3))
    await close(await serve(conversation, daysAgo(2)), daysAgo(1))
    const before = await everything(store)
    expect(Object.entries(marks).filter(([, mark]) => !before.includes(mark))).toEqual([])
    await erase(store, conversation)
    const after = await everything(store)
    expect(Object.entries(marks).filter(([, mark]) => after.includes(mark))).toEqual([])
  })

  it('leaves the figures: events, times, services, scores, and that buttons were pressed', async () => {
    const { store, ask, serve, close } = await retentionWorld()
    const conversation = await ask('1', daysAgo(3))
    const id = await serve(conversation, daysAgo(2))
    await close(id, daysAgo(1))
    const events = await store.db.selectFrom('events').selectAll().orderBy('id').execute()
    const turns = await store.db.selectFrom('turns').select(['seq', 'at', 'speaker', 'choiceJson']).orderBy('seq').execute()
    await erase(store, conversation)
    const left = await store.db.selectFrom('events').selectAll().orderBy('id').execute()
    expect(left.filter(({ type }) => type !== 'conversation-erased')).toEqual(events)
    expect(left.filter(({ type }) => type === 'conversation-erased')).toMatchObject([
      { actor: 'client', conversationId: conversation, dataJson: '{}' },
    ])
    expect(await store.db.selectFrom('turns').select(['seq', 'at', 'speaker', 'choiceJson']).orderBy('seq').execute()).toEqual(turns)
    expect(await store.db.selectFrom('ratings').selectAll().executeTakeFirst()).toMatchObject({ score: 4, solved: 1, comment: null })
    expect(await store.db.selectFrom('cases').selectAll().executeTakeFirst()).toMatchObject({
      id,
      outcome: 'solved',
      service: 'pmlp-pase-eid',
    })
    const answer = await store.db.selectFrom('turns').select('assistantJson').where('speaker', '=', 'assistant').executeTakeFirstOrThrow()
    expect(JSON.parse(answer.assistantJson as string)).toMatchObject({ decision: 'answer', confidence: 0.9, facet: 'fee' })
  })

  it('leaves the queue, and an operator who holds the case has it no more', async () => {
    const { store, ask, serve } = await retentionWorld()
    const conversation = await ask('1', daysAgo(1))
    const id = await serve(conversation, daysAgo(1))
    await store.db.updateTable('referrals').set({ answeredAt: null }).execute()
    await erase(store, conversation)
    expect(await store.db.selectFrom('cases').selectAll().executeTakeFirst()).toMatchObject({
      id,
      state: 'closed',
      outcome: 'left',
      closedAt: today,
    })
    const { type } = await store.db
      .selectFrom('events')
      .selectAll()
      .where('caseId', '=', id)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    expect(type).toBe('case-left')
    expect(await store.db.selectFrom('referrals').selectAll().executeTakeFirst()).toMatchObject({ withdrawnAt: today, question: '' })
  })

  it('gets no mail that was still to be sent, and no answer to what was still open', async () => {
    const { store, ask, serve } = await retentionWorld()
    const conversation = await ask('1', daysAgo(1))
    await serve(conversation, daysAgo(1))
    await store.db.updateTable('mails').set({ sentAt: null }).execute()
    await store.db.updateTable('turns').set({ handledAt: null }).where('speaker', '=', 'client').execute()
    await erase(store, conversation)
    const mails = await store.db.selectFrom('mails').selectAll().execute()
    expect(mails.length).toBeGreaterThan(0)
    expect(mails.filter(({ to, failedAt }) => to !== '' || failedAt === null)).toEqual([])
    expect(await store.db.selectFrom('turns').selectAll().where('handledAt', 'is', null).where('speaker', '=', 'client').execute()).toEqual(
      [],
    )
  })

  it('touches nobody else', async () => {
    const { store, ask, serve, close } = await retentionWorld()
    const [mine, other] = [await ask('1', daysAgo(3)), await ask('2', daysAgo(3))]
    await close(await serve(other, daysAgo(2)), daysAgo(1))
    const rows = async () => ({
      turns: await store.db.selectFrom('turns').selectAll().where('conversationId', '=', other).execute(),
      rest: await Promise.all(
        (['cases', 'notes', 'contacts', 'ratings', 'flags', 'mails'] as const).map((table) =>
          store.db.selectFrom(table).selectAll().execute(),
        ),
      ),
    })
    const before = await rows()
    await erase(store, mine)
    expect(await rows()).toEqual(before)
  })

  it('cannot do so twice', async () => {
    const { store, ask } = await retentionWorld()
    const conversation = await ask('1', daysAgo(1))
    await erase(store, conversation)
    await expect(erase(store, conversation)).rejects.toMatchObject({ code: 'not_found' })
    await expect(erase(store, 'no such conversation')).rejects.toMatchObject({ code: 'not_found' })
  })
})
