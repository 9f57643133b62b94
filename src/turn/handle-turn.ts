import { type Bus, casesTopic, conversationTopic } from '../bus/bus.ts'
import { fill } from '../cards/wording.ts'
import type { Choice, Page, StoredTurn } from '../channel.ts'
import { followClientMove } from '../handoff/client-moves.ts'
import { expectedAnswer } from '../handoff/expected-answer.ts'
import { findOpenCase, latestCase, openCase } from '../handoff/open-case.ts'
import { priorityOf } from '../handoff/priority.ts'
import type { Language } from '../languages.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { type ConversationRow, findConversation, lockConversation, updateConversation } from '../store/conversations.ts'
import { appendEvent } from '../store/events.ts'
import type { Queryable, Store } from '../store/store.ts'
import { appendTurn, markHandled, nextTurnToHandle, turnsBefore } from '../store/turns.ts'
import type { Answered } from './answer.ts'
import { answerQuestion } from './answer-question.ts'
import { contextOf } from './context.ts'
import type { Deps } from './draft.ts'
import type { Outcome } from './outcome.ts'
import { thresholds } from './thresholds.ts'

export interface HandleDeps {
  store: Store
  bus: Bus
  log: Log
  metrics: Metrics
  /** The knowledge as it is now; asked for each turn, since it may change between two. */
  answering(): Deps
  /** Told of each new case at once: the next client's place depends on it. */
  caseOpened(): void
}

/** How many earlier turns an answer may look back on. */
const contextTurns = 8
/** After this long without a word the assistant says again that it is one. */
const longPause = 24 * 3600_000

/**
 * Deals with the oldest open turn of a conversation. The answer and the mark that the turn is dealt with are
 * written in one transaction: a crash before it leaves the turn to do, a crash after it leaves nothing.
 *
 * @returns false when there was nothing to do
 */
export async function handleNextTurn(conversationId: string, deps: HandleDeps): Promise<boolean> {
  const start = performance.now()
  const { store, bus, log } = deps
  const open = await nextTurnToHandle(store.db, conversationId)
  const conversation = open && (await findConversation(store.db, conversationId))
  if (!open || !conversation) return false
  const { turn, choice } = open
  if (await dealtWithAsMove(conversation, turn, choice, deps)) return true
  if (conversation.holder === 'operator') {
    await leaveToOperator(conversation, turn, deps)
    bus.publish(conversationTopic(conversationId))
    bus.publish(casesTopic)
    return true
  }
  const answered = await answerTurn(turn, choice, conversation, deps)
  const { outcome } = answered
  const written = await store.db.transaction().execute((trx) => record(trx, conversation, turn, answered, deps))
  // Another node may have been quicker: then its answer stands and this one was dropped.
  if (!written) return true
  const { caseId } = written
  deps.metrics.asked(outcome, performance.now() - start)
  bus.publish(conversationTopic(conversationId))
  if (outcome.decision === 'handoff') {
    deps.caseOpened()
    bus.publish(casesTopic)
  }
  log.info(
    {
      conversation: conversationId,
      turn: turn.seq,
      channel: conversation.channel,
      language: outcome.lang,
      decision: outcome.decision,
      reason: outcome.reason,
      service: outcome.services[0]?.id,
      facet: outcome.facet,
      confidence: outcome.confidence,
      case: caseId,
      ms: Math.round((performance.now() - start) * 10) / 10,
    },
    'turn answered',
  )
  return true
}

async function answerTurn(
  turn: StoredTurn,
  choice: Choice | undefined,
  conversation: ConversationRow,
  deps: HandleDeps,
): Promise<Answered> {
  const answering = deps.answering()
  const earlier = await turnsBefore(deps.store.db, conversation.id, turn.seq, contextTurns)
  const expected = turn.language ?? (conversation.language as Language)
  const wording = answering.knowledge.wordings[expected]
  const { attachments = 0, cut = false, page } = (turn.assistant ?? {}) as { attachments?: number; cut?: boolean; page?: Page }
  if (cut) return notice(wording.tooLong, expected)
  if (attachments > 0 && turn.text.trim() === '') return notice(wording.attachments, expected)
  const question = { text: turn.text, choice, expected, context: contextOf(earlier), municipality: page?.municipality }
  const result = await answerQuestion(question, answering)
  return { ...result, outcome: introduce(result.outcome, earlier, turn, answering) }
}

function notice(text: string, lang: Language): Answered {
  const outcome: Outcome = {
    lang,
    decision: 'clarify',
    reason: null,
    services: [],
    facet: null,
    lifeEvents: [],
    socialGroups: [],
    confidence: 0,
    text,
    citations: [],
    options: [],
    expectedAnswer: null,
  }
  return { outcome, steps: [] }
}

/**
 * People must know that they talk to a program (AI Act, article 50): said at the start, where a channel has no
 * start of its own before the first answer, and again after a long pause.
 */
function introduce(outcome: Outcome, earlier: readonly StoredTurn[], turn: StoredTurn, { knowledge }: Deps): Outcome {
  const spoken = earlier.findLast((before) => before.from === 'assistant' || before.from === 'system')
  const wording = knowledge.wordings[outcome.lang]
  if (!spoken) return { ...outcome, text: `${wording.greeting}\n\n${outcome.text}` }
  if (turn.at - spoken.at > longPause) return { ...outcome, text: `${wording.greetingAgain}\n\n${outcome.text}` }
  return outcome
}

/** Writes the answer; returns the case that it opened, or nothing when the answer came too late. */
async function record(
  trx: Queryable,
  conversation: ConversationRow,
  turn: StoredTurn,
  { outcome, steps, why }: Answered,
  { answering }: HandleDeps,
): Promise<{ caseId: string | undefined } | undefined> {
  const at = answering().clock()
  const locked = await lockConversation(trx, conversation.id, at)
  // An operator may have taken it meanwhile: then the turn is left to do, and the next look leaves it to them.
  if (locked?.holder === 'operator' || !(await markHandled(trx, conversation.id, turn.seq, at))) return undefined
  const { text, options, lang, ...about } = outcome
  const handoff = outcome.decision === 'handoff'
  const caseId = handoff ? await openCaseFor(trx, conversation, turn, outcome, at, answering()) : undefined
  await appendTurn(trx, conversation.id, {
    speaker: 'assistant',
    at,
    language: lang,
    text,
    options,
    replyTo: turn.seq,
    assistant: { ...about, steps, why, caseId: caseId ?? null },
  })
  await updateConversation(trx, conversation.id, { language: lang, ...(handoff && { holder: 'operator' }) })
  await appendEvent(trx, {
    type: 'turn-answered',
    at,
    actor: 'assistant',
    conversationId: conversation.id,
    ...(caseId && { caseId }),
    data: {
      seq: turn.seq,
      decision: outcome.decision,
      reason: outcome.reason,
      service: outcome.services[0]?.id ?? null,
      facet: outcome.facet,
      confidence: outcome.confidence,
      language: lang,
    },
  })
  return { caseId }
}

async function openCaseFor(
  trx: Queryable,
  conversation: ConversationRow,
  turn: StoredTurn,
  outcome: Outcome,
  at: number,
  deps: Deps,
): Promise<string> {
  const reason = outcome.reason ?? 'low-confidence'
  const service = outcome.services[0]?.id ?? null
  const { page } = (turn.assistant ?? {}) as { page?: Page }
  // Whose page it is says whom it concerns, where the question does not.
  const ofPage = deps.knowledge.institutions.has(page?.institution ?? '') ? page?.institution : undefined
  const ofService = deps.knowledge.cards.get(service ?? '')?.institution
  const isGuess = (outcome.services[0]?.score ?? 0) < thresholds.clarify
  const { at: told, by: promised = told, situation, place } = outcome.expectedAnswer ?? {}
  return openCase(trx, {
    conversationId: conversation.id,
    channel: conversation.channel,
    language: outcome.lang,
    reason,
    service,
    at,
    institution: (isGuess ? (ofPage ?? ofService) : (ofService ?? ofPage)) ?? null,
    priority: await priorityOf(trx, { conversationId: conversation.id, reason, service, at }, deps.knowledge),
    promisedAt: promised === undefined ? undefined : Date.parse(promised),
    expected: { situation, place },
  })
}

/** A button or awaited words that concern the case, not the cards: dealt with whoever holds the conversation. */
async function dealtWithAsMove(
  conversation: ConversationRow,
  turn: StoredTurn,
  choice: Choice | undefined,
  { store, bus, answering }: HandleDeps,
): Promise<boolean> {
  if (!choice && !conversation.awaits) return false
  const { clock, knowledge, understand } = answering()
  const at = clock()
  const language = choice ? turn.language : understand(turn.text, conversation.language as Language).language
  const moved = await store.db.transaction().execute(async (trx) => {
    const locked = await lockConversation(trx, conversation.id, at)
    if (!locked) return false
    const reply = await followClientMove(trx, locked, turn, choice, knowledge.wordings[language], at)
    if (!reply) return false
    if (!(await markHandled(trx, conversation.id, turn.seq, at))) return true
    const { caseId, ...words } = reply
    const about = await latestCase(trx, conversation.id)
    if (about) await trx.updateTable('cases').set({ changedAt: at }).where('id', '=', about.id).execute()
    await appendTurn(trx, conversation.id, {
      speaker: 'system',
      at,
      language,
      ...words,
      replyTo: turn.seq,
      ...(caseId && { assistant: { caseId } }),
    })
    return true
  })
  if (!moved) return false
  bus.publish(conversationTopic(conversation.id))
  bus.publish(casesTopic)
  return true
}

/** A person holds the conversation: the assistant keeps quiet, but whoever waits hears that the words arrived. */
async function leaveToOperator(conversation: ConversationRow, turn: StoredTurn, deps: HandleDeps): Promise<void> {
  const answering = deps.answering()
  const at = answering.clock()
  await deps.store.db.transaction().execute(async (trx) => {
    const locked = await lockConversation(trx, conversation.id, at)
    if (locked?.holder !== 'operator' || !(await markHandled(trx, conversation.id, turn.seq, at))) return
    const current = await findOpenCase(trx, conversation.id)
    // From now on the client waits for the holder; what they add does not make the wait begin anew.
    if (current)
      await trx
        .updateTable('cases')
        .set({ clientWaitsSince: current.clientWaitsSince ?? at, changedAt: at })
        .where('id', '=', current.id)
        .execute()
    if (current?.state !== 'waiting') return
    const before = await turnsBefore(trx, conversation.id, turn.seq, contextTurns)
    if (before.findLast(({ from }) => from !== 'client')?.from === 'system') return // said once is enough
    const language = answering.understand(turn.text, conversation.language as Language).language
    const wording = answering.knowledge.wordings[language]
    await appendTurn(trx, conversation.id, {
      speaker: 'system',
      at,
      language,
      text: fill(wording.handoffWaitingStill, { time: expectedAnswer(answering, language).when }),
      replyTo: turn.seq,
      assistant: { caseId: current.id },
    })
  })
}
