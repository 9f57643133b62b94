import { expect, it } from 'vitest'
import type { Choice } from '../../src/channel.ts'
import { appendTurn } from '../../src/store/turns.ts'
import { intake } from '../../src/turn/intake.ts'
import { operatorWorld } from '../operator/operator-world.ts'

const hour = 3600_000

it('counts a visit when somebody first speaks, and again after a day of silence, but not for a rating', async () => {
  const { deps, store } = await operatorWorld()
  let now = Date.parse('2026-03-02T08:00:00Z')
  const address = { channel: 'webchat', id: 'somebody' } as const
  const say = async (id: string, choice?: Choice) =>
    intake({ address, platformId: id, text: 'Labdien', attachments: 0, ...(choice && { choice }) }, { ...deps, clock: () => now })
  const visits = async () =>
    (await store.db.selectFrom('events').select('at').where('type', '=', 'session-started').orderBy('at').execute()).map(({ at }) => at)

  const { stored } = await say('1')
  const first = now
  now += hour
  await say('2')
  expect(await visits()).toEqual([first])

  now += 20 * hour
  await appendTurn(store.db, stored.conversationId, { speaker: 'operator', at: now, language: 'lv', text: 'Atbilde no rīta' })
  now += 10 * hour
  await say('3')
  expect(await visits(), 'an answer the next day belongs to the same visit').toEqual([first])

  now += 25 * hour
  await say('4', { kind: 'rate', score: 5 })
  expect(await visits(), 'a rating is of the visit that was').toEqual([first])

  now += 25 * hour
  await say('5')
  expect(await visits()).toEqual([first, now])
})
