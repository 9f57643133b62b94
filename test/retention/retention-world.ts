import { onTestFinished } from 'vitest'
import { createInProcessBus } from '../../src/bus/in-process.ts'
import { createCalendar } from '../../src/handoff/calendar.ts'
import { keepContact } from '../../src/handoff/client-moves.ts'
import { openCase } from '../../src/handoff/open-case.ts'
import { createReferralLinks } from '../../src/handoff/referral-link.ts'
import { createOutbox } from '../../src/mail/outbox.ts'
import { addNote } from '../../src/operator/add-note.ts'
import { getCase, type Operator } from '../../src/operator/case.ts'
import { closeCase } from '../../src/operator/close-case.ts'
import { flagKnowledge, resolveFlag } from '../../src/operator/flag-knowledge.ts'
import { referCase } from '../../src/operator/refer-case.ts'
import type { ReferralDeps } from '../../src/operator/referral-deps.ts'
import { replyToClient } from '../../src/operator/reply-to-client.ts'
import { takeCase } from '../../src/operator/take-case.ts'
import type { RetentionDays } from '../../src/retention/due.ts'
import { updateConversation } from '../../src/store/conversations.ts'
import { appendEvent } from '../../src/store/events.ts'
import { appendTurn, markHandled } from '../../src/store/turns.ts'
import { intake } from '../../src/turn/intake.ts'
import { loadRealKnowledge } from '../support/knowledge.ts'
import { sqliteRecord, type TestRecord } from '../support/records.ts'

export const day = 24 * 3600_000
export const today = Date.parse('2026-11-23T08:00:00Z')
export const daysAgo = (days: number) => today - days * day
export const keep: RetentionDays = { transcripts: 180, contacts: 30, notes: 90, mails: 14 }
export const anna: Operator = { id: 'op-1', username: 'anna', name: 'Anna Ozola', role: 'operator' }

const knowledge = loadRealKnowledge()
const { wordings } = knowledge

/** Everything that somebody wrote bears its own mark, so that it can be looked for in what is stored. */
export const marks = {
  question: 'jautājums-xqa',
  answer: 'atbilde-xqb',
  concept: 'jēdziens-xqc',
  button: 'poga-xqd',
  page: 'lapa-xqe',
  platformId: 'mid-xqf',
  person: 'psid-xqg',
  reply: 'operatora-vārdi-xqh',
  note: 'piezīme-xqi',
  comment: 'komentārs-xqj',
  referral: 'iestādei-xqk',
  specialist: 'specialists-xql',
  flag: 'karodziņš-xqm',
  mail: 'vēstule-xqn',
  contact: '+37120000042',
}

/** A record into which conversations are put at chosen moments, by the functions that the service uses. */
export async function retentionWorld(open: () => Promise<TestRecord> = sqliteRecord) {
  const record = await open()
  onTestFinished(() => record.remove())
  const store = record.nodes[0]
  await store.migrate()
  let now = today
  const clock = () => ++now
  const bus = createInProcessBus()
  const outbox = createOutbox({ bus, address: () => 'http://localhost' })
  const deps: ReferralDeps = {
    store,
    bus,
    clock,
    outbox,
    wake: () => {},
    wordings: () => wordings,
    answering: () => ({ knowledge, calendar: createCalendar(knowledge.workingHours, 'Europe/Riga'), timeZone: 'Europe/Riga' }),
    links: createReferralLinks('a secret of the tests', clock, () => 'http://localhost'),
  }
  const setTime = (at: number) => {
    now = at
  }

  /** A client asks and is answered. @returns the conversation */
  async function ask(person: string, at: number, { answered = true } = {}): Promise<string> {
    setTime(at)
    const { stored } = await intake(
      {
        address: { channel: 'facebook', id: `${marks.person}-${person}` },
        platformId: `${marks.platformId}-${at}`,
        text: marks.question,
        attachments: 0,
        channelData: { page: marks.page },
      },
      deps,
    )
    const { conversationId, seq } = stored
    if (!answered) return conversationId
    await store.db.transaction().execute(async (trx) => {
      await markHandled(trx, conversationId, seq, clock())
      await appendTurn(trx, conversationId, {
        speaker: 'assistant',
        at: clock(),
        language: 'lv',
        text: marks.answer,
        options: [{ label: marks.button, text: marks.button, choice: { kind: 'person' } }],
        replyTo: seq,
        assistant: {
          decision: 'answer',
          reason: null,
          services: [{ id: 'pmlp-pase-eid', score: 0.9 }],
          facet: 'fee',
          confidence: 0.9,
          citations: [{ card: 'pmlp-pase-eid', title: marks.answer }],
          why: { concepts: [marks.concept] },
          steps: [{ name: 'findCards', ms: 1 }],
          caseId: null,
        },
      })
      await appendEvent(trx, {
        type: 'turn-answered',
        at: clock(),
        actor: 'assistant',
        conversationId,
        data: { seq, decision: 'answer', reason: null, service: 'pmlp-pase-eid', facet: 'fee', confidence: 0.9, language: 'lv' },
      })
    })
    return conversationId
  }

  /** The conversation gets a case with all that a case can have. @returns the case, held by Anna */
  async function serve(conversationId: string, at: number): Promise<string> {
    setTime(at)
    const id = await openCase(store.db, {
      conversationId,
      channel: 'facebook',
      language: 'lv',
      reason: 'asked-for-human',
      service: 'pmlp-pase-eid',
      at,
    })
    await updateConversation(store.db, conversationId, { holder: 'operator' })
    await keepContact(store.db, await getCase(store.db, id), { kind: 'phone', value: marks.contact }, clock())
    await takeCase(id, anna, deps)
    await replyToClient(id, marks.reply, anna, deps)
    await addNote(id, marks.note, anna, deps)
    const { referral } = await referCase(
      id,
      { institution: 'pmlp', question: marks.referral, email: `${marks.specialist}@pmlp.example` },
      anna,
      deps,
    )
    await store.db
      .updateTable('referrals')
      .set({ answeredAt: clock(), answeredBy: marks.specialist, answer: marks.referral })
      .where('id', '=', referral)
      .execute()
    const { id: flag } = await flagKnowledge(id, { kind: 'wrong-answer', comment: marks.flag }, anna, deps)
    await resolveFlag(flag, anna, deps)
    await outbox.put(
      store.db,
      { to: `${marks.mail}@example.lv`, subject: marks.mail, text: marks.mail },
      { kind: 'client-answer', refId: id, caseId: id, at: clock() },
    )
    await store.db.updateTable('mails').set({ sentAt: clock() }).where('caseId', '=', id).execute()
    return id
  }

  /** The case ends, and the client rates it. */
  async function close(id: string, at: number): Promise<void> {
    setTime(at)
    const { conversationId } = await closeCase(id, 'solved', 'pmlp-pase-eid', anna, deps)
    await store.db
      .insertInto('ratings')
      .values({ conversationId, caseId: id, at: clock(), solved: 1, score: 4, comment: marks.comment })
      .execute()
    await appendEvent(store.db, {
      type: 'conversation-rated',
      at: clock(),
      actor: 'client',
      conversationId,
      caseId: id,
      data: { solved: 1, score: 4 },
    })
  }

  return { record, store, deps, clock, setTime, ask, serve, close, knowledge }
}
