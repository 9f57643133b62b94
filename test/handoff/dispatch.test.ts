import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { dispatch, offerFor } from '../../src/handoff/dispatch.ts'
import { goneAfter, leave, listPresent, seen, setPresence, usualMaxChats } from '../../src/handoff/presence.ts'
import { byUrgency } from '../../src/handoff/priority.ts'
import { placeOf, type QueueState, readQueue, waitOf } from '../../src/handoff/queue.ts'
import { closeCase } from '../../src/operator/close-case.ts'
import { replyToClient } from '../../src/operator/reply-to-client.ts'
import { takeCase } from '../../src/operator/take-case.ts'
import { anna, janis, operatorWorld, wordings } from '../operator/operator-world.ts'

/** Two operators with accounts, at the console; the clock is set by hand. */
async function desk() {
  const world = await operatorWorld()
  let now = Date.parse('2026-03-02T08:00:00Z')
  const deps = { ...world.deps, clock: () => now, log: pino({ level: 'silent' }), wordings: () => wordings }
  const { db } = world.store
  for (const operator of [anna, janis])
    await db
      .insertInto('operators')
      .values({
        id: operator.id,
        username: operator.username,
        name: operator.name,
        role: 'operator',
        passwordHash: '',
        mustChange: 0,
        failedLogins: 0,
        lockedUntil: 0,
        createdAt: now,
      })
      .execute()
  return {
    ...world,
    deps,
    db,
    at: () => now,
    later: (ms: number) => {
      now += ms
    },
    present: async (...operators: (typeof anna)[]) => {
      for (const operator of operators) await seen(db, operator, now)
    },
    row: (id: string) => db.selectFrom('cases').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  }
}

describe('offers', () => {
  it('go to one who is at the console, lapse, and go to the other', async () => {
    const { deps, waitingCase, present, later, row } = await desk()
    await present(anna, janis)
    const { id } = await waitingCase()
    expect(await dispatch(deps)).toBe(1)
    const first = (await row(id)).offeredTo
    expect(['anna', 'janis']).toContain(first)
    expect(await dispatch(deps), 'an offer stands').toBe(0)
    later(offerFor)
    await present(anna, janis)
    await dispatch(deps)
    expect((await row(id)).offeredTo).toBe(first === 'anna' ? 'janis' : 'anna')
  })

  it('go to nobody who is away, gone, or speaks another language', async () => {
    const { deps, db, waitingCase, present, later, at, row } = await desk()
    const { id } = await waitingCase('ru')
    await dispatch(deps)
    expect((await row(id)).offeredTo, 'nobody is there').toBeNull()
    await present(anna, janis)
    await db.updateTable('operators').set({ languages: 'lv,en' }).where('username', '=', 'janis').execute()
    await setPresence(db, 'anna', 'away', at())
    await dispatch(deps)
    expect((await row(id)).offeredTo, 'one is away, one has no Russian').toBeNull()
    await setPresence(db, 'anna', 'available', at())
    later(goneAfter)
    await dispatch(deps)
    expect((await row(id)).offeredTo, 'unseen for a minute').toBeNull()
    await present(anna)
    await dispatch(deps)
    expect((await row(id)).offeredTo).toBe('anna')
  })

  it('set an operator away who lets two lapse', async () => {
    const { deps, db, waitingCase, present, later, at } = await desk()
    await present(anna)
    await waitingCase()
    for (let offer = 0; offer < 2; offer++) {
      await dispatch(deps)
      later(offerFor)
      await present(anna)
    }
    await dispatch(deps)
    expect((await listPresent(db, at())).map(({ username, state }) => [username, state])).toEqual([['anna', 'away']])
  })

  it('count in a row only: who takes one sits at the console', async () => {
    const { deps, db, waitingCase, present, later, at } = await desk()
    await present(anna)
    for (let round = 0; round < 2; round++) {
      const { id } = await waitingCase()
      await dispatch(deps)
      later(offerFor)
      await present(anna)
      await dispatch(deps)
      await takeCase(id, anna, deps)
    }
    expect((await listPresent(db, at())).map(({ state }) => state)).toEqual(['available'])
  })

  it('respect how many conversations an account may hold', async () => {
    const { deps, db, waitingCase, present, row } = await desk()
    await db.updateTable('operators').set({ maxChats: 1 }).where('username', '=', 'anna').execute()
    await present(anna)
    const first = await waitingCase()
    await takeCase(first.id, anna, deps)
    const second = await waitingCase()
    await dispatch(deps)
    expect((await row(second.id)).offeredTo).toBeNull()
    await expect(takeCase(second.id, anna, deps)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('are made once when two nodes look after the queue at the same moment', async () => {
    const { deps, db, waitingCase, present } = await desk()
    await present(anna, janis)
    await waitingCase()
    await Promise.all([dispatch(deps), dispatch(deps)])
    expect(await db.selectFrom('events').selectAll().where('type', '=', 'case-offered').execute()).toHaveLength(1)
  })
})

describe('a case whose holder leaves the client waiting', () => {
  it('goes back into the queue when the holder is gone; the client is told and keeps the place', async () => {
    const { deps, waitingCase, present, later, at, row, readByClient } = await desk()
    await present(anna)
    const { id, conversationId } = await waitingCase()
    await takeCase(id, anna, deps)
    const claimed = at()
    later(goneAfter)
    await dispatch(deps)
    expect(await row(id)).toMatchObject({ state: 'waiting', operator: null, waitingSince: claimed })
    expect((await readByClient(conversationId)).at(-1)?.text).toBe(wordings.lv.takenBack)
  })

  it('and after ten minutes of silence, but not while the client owes the answer', async () => {
    const { deps, waitingCase, present, later, row } = await desk()
    await present(anna)
    const silent = await waitingCase()
    const answered = await waitingCase()
    await takeCase(silent.id, anna, deps)
    await takeCase(answered.id, anna, deps)
    await replyToClient(answered.id, 'Kāds ir Jūsu jautājums?', anna, deps)
    for (let minute = 0; minute < 11; minute++) {
      later(60_000)
      await present(anna)
      await dispatch(deps)
    }
    expect([(await row(silent.id)).state, (await row(answered.id)).state]).toEqual(['waiting', 'held'])
  })
})

it('somebody who signs out is not there', async () => {
  const { db, present, at } = await desk()
  await present(anna)
  await leave(db, 'anna', at())
  expect(await listPresent(db, at())).toEqual([])
})

describe('whose turn it is', () => {
  const now = 1_000_000
  const waiting = (name: string, priority: number, waitingSince: number, promisedAt: number | null = null) => ({
    name,
    priority,
    waitingSince,
    promisedAt,
  })
  it.each([
    ['the longest wait, of equal need', [waiting('b', 0, 20), waiting('a', 0, 10)], 'ab'],
    ['the upset before who came earlier', [waiting('b', 0, 10), waiting('a', 3, 20)], 'ab'],
    ['who waits past the promise before the upset', [waiting('b', 3, 10), waiting('a', 0, 20, now - 1)], 'ab'],
    ['a promise still open gives no advantage', [waiting('b', 0, 20, now + 1), waiting('a', 0, 10)], 'ab'],
  ])('%s', (_, cases, order) => {
    expect(
      [...cases]
        .sort(byUrgency(now))
        .map(({ name }) => name)
        .join(''),
    ).toBe(order)
  })
})

describe('how long somebody waits', () => {
  const queue: QueueState = { waiting: 0, onDuty: 2, slots: 8, free: 3, usualSlots: 8, handling: 480_000, pickup: 60_000, leaving: 0 }

  it('is the pick-up alone while somebody is free', () => {
    expect([1, 2, 3].map((place) => waitOf(queue, place))).toEqual([60_000, 60_000, 60_000])
  })

  // 1.2816: below the mean and so many standard deviations lie nine in ten of a normal distribution.
  it('grows by one share of a conversation for each place behind them, so that nine in ten are served within it', () => {
    // Eight conversations of eight minutes: one ends each minute; after n minutes n, give or take the root of n.
    const expected = [1, 2, 10].map((n) => 1 + n + 1.2816 * Math.sqrt(n))
    expect([4, 5, 13].map((place) => waitOf(queue, place) / 60_000)).toEqual(expected.map((minutes) => expect.closeTo(minutes, 3)))
  })

  it('is shorter when some of those ahead give up', () => {
    // One in ten gives up each minute: of one ahead 1 min, of the next 1 / 1.1, of the third 1 / 1.2.
    const impatient = { ...queue, leaving: 0.1 / 60_000 }
    const steps = [1, 1 / 1.1, 1 / 1.2]
    const expected = 1 + steps.reduce((sum, step) => sum + step, 0) + 1.2816 * Math.hypot(...steps)
    expect(waitOf(impatient, 6) / 60_000).toBeCloseTo(expected, 3)
  })

  it('has no end when nobody is there', () => {
    expect(waitOf({ ...queue, slots: 0, free: 0 }, 1)).toBe(Number.POSITIVE_INFINITY)
  })

  it('is told from what the record holds', async () => {
    const { deps, db, waitingCase, present, at } = await desk()
    await present(anna, janis)
    const { id } = await waitingCase()
    await waitingCase()
    await takeCase(id, anna, deps)
    const state = await readQueue(db, at())
    expect(state).toMatchObject({ waiting: 1, onDuty: 2, slots: 8, free: 7 })
    expect(placeOf(state)).toBe(2)
  })

  it('follows how long the latest conversations took, without those left open over night', async () => {
    const { deps, db, waitingCase, present, later, at } = await desk()
    for (const minutes of [4, 6, 15 * 60]) {
      await present(anna)
      const { id } = await waitingCase()
      await takeCase(id, anna, deps)
      later(minutes * 60_000)
      await closeCase(id, 'solved', undefined, anna, deps)
    }
    expect((await readQueue(db, at())).handling).toBe(5 * 60_000)
  })

  it('follows how many give up, of all the time that people wait', async () => {
    const { deps, db, waitingCase, present, later, at } = await desk()
    await present(anna)
    const [left, taken] = [await waitingCase(), await waitingCase()]
    await waitingCase()
    later(10 * 60_000)
    await db
      .updateTable('cases')
      .set({ state: 'closed', outcome: 'left', closedAt: at(), changedAt: at() })
      .where('id', '=', left.id)
      .execute()
    later(10 * 60_000)
    await takeCase(taken.id, anna, deps)
    later(10 * 60_000)
    // One gave up in 10 + 20 + 30 minutes of waiting, and in an hour that is added for doubt.
    expect((await readQueue(db, at())).leaving).toBeCloseTo(1 / (120 * 60_000), 8)
  })

  it('counts on as many operators tomorrow as took cases today', async () => {
    const { deps, db, waitingCase, present, later, at } = await desk()
    await db.updateTable('operators').set({ maxChats: 2 }).where('username', '=', 'janis').execute()
    expect((await readQueue(db, at())).usualSlots, 'nobody has taken any yet').toBe(usualMaxChats)
    await present(anna, janis)
    for (const operator of [anna, janis]) await takeCase((await waitingCase()).id, operator, deps)
    later(14 * 3600_000)
    expect(await readQueue(db, at())).toMatchObject({ slots: 0, usualSlots: usualMaxChats + 2 })
  })
})
