import { describe, expect, it, vi } from 'vitest'
import { CaseAlreadyTaken, ServiceError } from '../../src/errors.ts'
import { languages } from '../../src/languages.ts'
import { addNote } from '../../src/operator/add-note.ts'
import type { Operator } from '../../src/operator/case.ts'
import { closeCase } from '../../src/operator/close-case.ts'
import { viewCase } from '../../src/operator/list-cases.ts'
import { referCase } from '../../src/operator/refer-case.ts'
import type { ReferralDeps } from '../../src/operator/referral-deps.ts'
import { replyToClient } from '../../src/operator/reply-to-client.ts'
import { returnCase } from '../../src/operator/return-case.ts'
import { takeCase } from '../../src/operator/take-case.ts'
import { anna, janis, operatorWorld, wordings } from './operator-world.ts'

const words = 'Pasi izsniegs divās dienās'

interface Move {
  move: string
  event: string
  make(id: string, operator: Operator, deps: ReferralDeps): Promise<unknown>
}
const reply: Move = { move: 'reply', event: 'case-answered', make: (id, operator, deps) => replyToClient(id, words, operator, deps) }
const note: Move = { move: 'note', event: 'case-noted', make: (id, operator, deps) => addNote(id, words, operator, deps) }
const refer: Move = {
  move: 'refer',
  event: 'case-referred',
  make: (id, operator, deps) => referCase(id, { institution: 'pmlp', question: 'Vai drīkst ātrāk?' }, operator, deps),
}
const giveBack: Move = { move: 'return', event: 'case-returned', make: (id, operator, deps) => returnCase(id, operator, deps) }
const close: Move = {
  move: 'close',
  event: 'case-closed',
  make: (id, operator, deps) => closeCase(id, 'solved', 'pmlp-pase-eid', operator, deps),
}

describe.each([reply, note, refer, giveBack, close])('$move', ({ event, make }) => {
  async function refusal(prepare: (id: string, deps: ReferralDeps) => Promise<unknown>) {
    const { deps, waitingCase, everything } = await operatorWorld()
    const { id } = await waitingCase()
    await prepare(id, deps)
    const before = await everything()
    const error = await make(id, anna, deps).catch((reason) => reason)
    expect(await everything(), 'a refused move leaves the record as it was').toEqual(before)
    return error
  }

  it('is refused for a case that somebody else holds', async () => {
    const error = await refusal((id, deps) => takeCase(id, janis, deps))
    expect(error).toBeInstanceOf(CaseAlreadyTaken)
    expect(error).toMatchObject({ message: expect.stringContaining('janis') })
  })

  it.each([close, giveBack])("is refused for one's own case after $move", async (end) => {
    const error = await refusal(async (id, deps) => {
      await takeCase(id, anna, deps)
      await end.make(id, anna, deps)
    })
    expect(error).toBeInstanceOf(ServiceError)
    expect(error).toMatchObject({ code: 'conflict', message: expect.stringContaining('closed') })
  })

  it('is refused for a case that nobody has claimed', async () => {
    const error = await refusal(async () => {})
    expect(error).toBeInstanceOf(ServiceError)
    expect(error).not.toBeInstanceOf(CaseAlreadyTaken)
    expect(error).toMatchObject({ code: 'conflict', message: expect.stringContaining('claim it first') })
  })

  it(`leaves the event ${event} and tells the conversation and the queue`, async () => {
    const { deps, waitingCase, everything, watch } = await operatorWorld()
    const { id, conversationId } = await waitingCase()
    await takeCase(id, anna, deps)
    const before = (await everything()).events
    const told = watch(conversationId)
    await make(id, anna, deps)
    const { events } = await everything()
    expect(events.slice(0, -1)).toEqual(before)
    expect(events.at(-1)).toMatchObject({ type: event, actor: 'anna', caseId: id, conversationId })
    expect(events.at(-1)?.at).toBeGreaterThan(before.at(-1)?.at ?? Number.NaN)
    await vi.waitFor(() => expect([told.conversation.mock.calls.length, told.queue.mock.calls.length]).toEqual([1, 1]))
  })
})

it.each([reply, note])('keeps the words of a $move out of the event', async ({ make }) => {
  const { deps, waitingCase, everything } = await operatorWorld()
  const { id } = await waitingCase()
  await takeCase(id, anna, deps)
  await make(id, anna, deps)
  expect(JSON.stringify((await everything()).events)).not.toContain(words)
})

it("shows a reply to the client under the operator's name", async () => {
  const { deps, waitingCase, readByClient } = await operatorWorld()
  const { id, conversationId } = await waitingCase('ru')
  await takeCase(id, anna, deps)
  await replyToClient(id, words, anna, deps)
  expect((await readByClient(conversationId)).at(-1)).toMatchObject({ from: 'operator', author: 'Anna Ozola', language: 'ru', text: words })
})

it('shows a note to operators and not to the client', async () => {
  const { deps, waitingCase, readByClient } = await operatorWorld()
  const { id, conversationId } = await waitingCase()
  await takeCase(id, anna, deps)
  const before = await readByClient(conversationId)
  await addNote(id, words, anna, deps)
  expect(await readByClient(conversationId)).toEqual(before)
  expect((await viewCase(id, anna, deps)).notes).toEqual([expect.objectContaining({ author: 'anna', text: words })])
})

it('leaves a referred case with its operator, who can go on answering', async () => {
  const { deps, waitingCase, everything, readByClient } = await operatorWorld()
  const { id, conversationId } = await waitingCase()
  await takeCase(id, anna, deps)
  await referCase(id, { institution: 'pmlp', question: 'Vai drīkst ātrāk?' }, anna, deps)
  const { cases, conversations } = await everything()
  expect(cases[0]).toMatchObject({ state: 'level2', operator: 'anna', closedAt: null })
  expect(conversations[0]?.holder).toBe('operator')
  await replyToClient(id, words, anna, deps)
  expect((await readByClient(conversationId)).at(-1)?.text).toBe(words)
})

describe.each([
  { ...close, wording: 'caseClosed', outcome: 'solved', service: 'pmlp-pase-eid' },
  { ...giveBack, wording: 'operatorLeft', outcome: 'returned', service: null },
] as const)('$move', ({ make, wording, outcome, service }) => {
  it.each(languages)('gives the conversation back to the assistant, and the client reads it in %s', async (language) => {
    const { deps, waitingCase, everything, readByClient } = await operatorWorld()
    const { id, conversationId } = await waitingCase(language)
    await takeCase(id, anna, deps)
    expect((await everything()).conversations[0]?.holder).toBe('operator')
    await make(id, anna, deps)
    const { cases, conversations } = await everything()
    expect(conversations[0]?.holder).toBe('assistant')
    const last = (await readByClient(conversationId)).at(-1)
    expect(last).toMatchObject({ from: 'system', language, text: expect.stringContaining(wordings[language][wording]) })
    expect(cases[0]).toMatchObject({ state: 'closed', outcome, service, closedAt: last?.at })
  })
})
