import { onTestFinished, vi } from 'vitest'
import { casesTopic, conversationTopic } from '../../src/bus/bus.ts'
import { createInProcessBus } from '../../src/bus/in-process.ts'
import { createCalendar } from '../../src/handoff/calendar.ts'
import { openCase } from '../../src/handoff/open-case.ts'
import { createReferralLinks } from '../../src/handoff/referral-link.ts'
import type { Language } from '../../src/languages.ts'
import type { Operator } from '../../src/operator/case.ts'
import type { ReferralDeps } from '../../src/operator/referral-deps.ts'
import { openConversation, updateConversation } from '../../src/store/conversations.ts'
import { appendTurn, turnsAfter } from '../../src/store/turns.ts'
import { loadRealKnowledge } from '../support/knowledge.ts'
import { everythingIn, sqliteRecord, type TestRecord } from '../support/records.ts'

const knowledge = loadRealKnowledge()
export const { wordings } = knowledge
const answering = { knowledge, calendar: createCalendar(knowledge.workingHours, 'Europe/Riga'), timeZone: 'Europe/Riga' }
export const anna: Operator = { id: 'op-1', username: 'anna', name: 'Anna Ozola', role: 'operator' }
export const janis: Operator = { id: 'op-2', username: 'janis', name: 'Jānis Bērziņš', role: 'operator' }

/** A record with a clock that moves a second at each look, so that what happened later sorts later. */
export async function operatorWorld(open: () => Promise<TestRecord> = sqliteRecord) {
  const record = await open()
  onTestFinished(() => record.remove())
  const store = record.nodes[0]
  await store.migrate()
  let now = Date.parse('2026-03-02T08:00:00Z')
  const bus = createInProcessBus()
  const clock = () => (now += 1000)
  const deps: ReferralDeps = {
    store,
    bus,
    clock,
    wake: () => {},
    wordings: () => wordings,
    answering: () => answering,
    links: createReferralLinks('a secret of the tests', clock, () => 'http://localhost'),
  }

  /** A client asked for a person and waits. */
  async function waitingCase(language: Language = 'lv') {
    const at = deps.clock()
    const { conversation } = await openConversation(store.db, { channel: 'webchat', id: `client-${at}` }, language, at)
    await appendTurn(store.db, conversation.id, { speaker: 'client', at, language, text: 'Gribu runāt ar cilvēku', handledAt: at })
    const id = await openCase(store.db, {
      conversationId: conversation.id,
      channel: 'webchat',
      language,
      reason: 'asked-for-human',
      service: null,
      at,
    })
    await updateConversation(store.db, conversation.id, { holder: 'operator' })
    return { id, conversationId: conversation.id }
  }

  return {
    deps,
    store,
    waitingCase,
    everything: () => everythingIn(store),
    /** What the client reads that the assistant or an operator said. */
    readByClient: async (conversationId: string) =>
      (await turnsAfter(store.db, conversationId, 0, 100)).filter((turn) => turn.from !== 'client'),
    /** Called when somebody who looks at the conversation, or at the queue, is told to read again. */
    watch(conversationId: string) {
      const conversation = vi.fn()
      const queue = vi.fn()
      bus.subscribe(conversationTopic(conversationId), conversation)
      bus.subscribe(casesTopic, queue)
      return { conversation, queue }
    },
  }
}
