import { describe, expect, it, vi } from 'vitest'
import { CaseAlreadyTaken, ServiceError } from '../../src/errors.ts'
import { languages } from '../../src/languages.ts'
import { closeCase } from '../../src/operator/close-case.ts'
import { takeCase } from '../../src/operator/take-case.ts'
import { postgresRecord, sqliteRecord } from '../support/records.ts'
import { hasPostgres } from '../support/servers.ts'
import { anna, janis, operatorWorld, wordings } from './operator-world.ts'

describe.each([
  { store: 'SQLite', open: sqliteRecord, available: true },
  { store: 'PostgreSQL', open: postgresRecord, available: hasPostgres },
])('many claims of one case at once, on $store', ({ open, available }) => {
  it.skipIf(!available)('are won by one operator; the other one gets CaseAlreadyTaken each time', async () => {
    const { deps, waitingCase, everything, readByClient } = await operatorWorld(open)
    const { id, conversationId } = await waitingCase()
    const claims = await Promise.allSettled(Array.from({ length: 20 }, (_, index) => takeCase(id, index % 2 === 0 ? anna : janis, deps)))
    const { cases, events } = await everything()
    const winner = cases[0]?.operator
    expect(['anna', 'janis']).toContain(winner)
    const won = claims.filter((claim) => claim.status === 'fulfilled')
    expect(won.length).toBeGreaterThan(0)
    for (const claim of won) expect(claim.value).toMatchObject({ id, state: 'held', operator: winner })
    claims.forEach((claim, index) => {
      if ((index % 2 === 0 ? 'anna' : 'janis') !== winner) expect(claim.status).toBe('rejected')
      if (claim.status === 'rejected') expect(claim.reason).toBeInstanceOf(CaseAlreadyTaken)
    })
    expect(events.filter((event) => event.type === 'case-claimed')).toEqual([expect.objectContaining({ actor: winner, caseId: id })])
    expect(await readByClient(conversationId)).toHaveLength(1)
  })
})

it.each(languages)('lets the client read, in %s, which operator has joined', async (language) => {
  const { deps, waitingCase, readByClient } = await operatorWorld()
  const { id, conversationId } = await waitingCase(language)
  await takeCase(id, anna, deps)
  const [turn] = await readByClient(conversationId)
  expect(turn).toMatchObject({ from: 'system', language, text: wordings[language].operatorJoined.replace('{name}', 'Anna Ozola') })
  expect(turn?.text).toContain('Anna Ozola')
})

it('records who took it and how long the client had waited, and tells the conversation and the queue', async () => {
  const { deps, waitingCase, everything, watch } = await operatorWorld()
  const { id, conversationId } = await waitingCase()
  const told = watch(conversationId)
  await takeCase(id, anna, deps)
  const {
    cases: [row],
    events,
  } = await everything()
  const event = events.at(-1)
  expect(event).toMatchObject({ type: 'case-claimed', actor: 'anna', caseId: id, conversationId, at: row?.claimedAt })
  expect(JSON.parse(event?.dataJson ?? '')).toEqual({ waited: 1000 })
  await vi.waitFor(() => expect([told.conversation.mock.calls.length, told.queue.mock.calls.length]).toEqual([1, 1]))
})

it("changes nothing when an operator takes one's own case again", async () => {
  const { deps, waitingCase, everything } = await operatorWorld()
  const { id } = await waitingCase()
  const first = await takeCase(id, anna, deps)
  const before = await everything()
  expect(await takeCase(id, anna, deps)).toEqual(first)
  expect(await everything()).toEqual(before)
})

it('refuses a closed case, also to the operator who closed it', async () => {
  const { deps, waitingCase, everything } = await operatorWorld()
  const { id } = await waitingCase()
  await takeCase(id, anna, deps)
  await closeCase(id, 'solved', undefined, anna, deps)
  const before = await everything()
  for (const operator of [anna, janis]) {
    const error = await takeCase(id, operator, deps).catch((reason) => reason)
    expect(error).toMatchObject({ code: 'conflict', message: expect.stringContaining('closed') })
    expect(error).not.toBeInstanceOf(CaseAlreadyTaken)
  }
  expect(await everything()).toEqual(before)
})

it('refuses a case that does not exist', async () => {
  const { deps } = await operatorWorld()
  const error = await takeCase('no-such-case', anna, deps).catch((reason) => reason)
  expect(error).toBeInstanceOf(ServiceError)
  expect(error).toMatchObject({ code: 'not_found', message: expect.stringContaining('no-such-case') })
})
