import { type Bus, conversationTopic } from '../bus/bus.ts'
import type { Choice, IncomingTurn, StoredTurn } from '../channel.ts'
import type { Clock } from '../clock.ts'
import { ServiceError } from '../errors.ts'
import { keepContact } from '../handoff/client-moves.ts'
import { contactIn } from '../handoff/contact.ts'
import { latestCase } from '../handoff/open-case.ts'
import { mask } from '../privacy/mask.ts'
import { type ConversationRow, lockConversation, openConversation } from '../store/conversations.ts'
import { appendEvent } from '../store/events.ts'
import type { Queryable, Store } from '../store/store.ts'
import { appendTurn, findTurnByPlatformId } from '../store/turns.ts'

/** The longest text that is kept of one turn, in characters; the assistant says so when somebody writes more. */
export const maxTextLength = 2000

export interface IntakeDeps {
  store: Store
  bus: Bus
  clock: Clock
}

/**
 * Stores what a client said, before anything can fail; a repeat of the same platform id gives the turn that is
 * already there. When this returns, the words are on disk and will be answered, also after a crash.
 */
export async function intake(turn: IncomingTurn, { store, bus, clock }: IntakeDeps): Promise<{ stored: StoredTurn; repeated: boolean }> {
  const at = clock()
  const result = await store.db.transaction().execute(async (trx) => {
    const { conversation, created } = await openConversation(trx, turn.address, turn.locale ?? 'lv', at)
    if (created && turn.goesOn) throw new ServiceError('not_found', 'the conversation was deleted')
    const locked = await lockConversation(trx, conversation.id, at)
    const known = await findTurnByPlatformId(trx, conversation.id, turn.platformId)
    if (known) return { stored: known, repeated: true }
    await beginSession(trx, conversation, turn.choice, at)
    const contact = locked?.awaits === 'contact' && !turn.choice ? contactIn(turn.text) : undefined
    const waiting = contact && (await latestCase(trx, conversation.id))
    if (contact && waiting) await keepContact(trx, waiting, contact, at)
    const stored = await appendTurn(trx, conversation.id, {
      speaker: 'client',
      at,
      language: turn.locale ?? (locked?.language as StoredTurn['language'] | undefined) ?? 'lv',
      // Masked before it is cut: half a personal code would no longer be known as one.
      text: mask(turn.text.slice(0, 2 * maxTextLength)).slice(0, maxTextLength),
      platformId: turn.platformId,
      channelData: keptChannelData(turn.channelData),
      choice: turn.choice,
      assistant: {
        attachments: turn.attachments,
        cut: turn.text.length > maxTextLength,
        ...(turn.page && { page: JSON.parse(mask(JSON.stringify(turn.page))) }),
        ...(waiting && { contact: contact?.kind }),
      },
    })
    await appendEvent(trx, {
      type: 'turn-received',
      at,
      actor: 'client',
      conversationId: conversation.id,
      data: { seq: stored.seq, channel: turn.address.channel },
    })
    return { stored, repeated: false }
  })
  if (!result.repeated) bus.publish(conversationTopic(result.stored.conversationId))
  return result
}

/** After this long without a word from either side, what comes next is another visit. */
const sessionGap = 24 * 3600_000

/** Buttons that end or judge what was: pressing one is no new visit. */
const afterwards: readonly (string | undefined)[] = ['leave', 'solved', 'rate'] satisfies Choice['kind'][]

/**
 * One visit of a client is one case of the service (financing model, table 32): the figures count these events. Silence is
 * counted from the last words that the client could read or wrote, not from what operators do among themselves.
 */
async function beginSession(db: Queryable, conversation: ConversationRow, choice: Choice | undefined, at: number): Promise<void> {
  const { last } = await db
    .selectFrom('turns')
    .select((eb) => eb.fn.max('at').as('last'))
    .where('conversationId', '=', conversation.id)
    .executeTakeFirstOrThrow()
  const spoken = await db
    .selectFrom('turns')
    .select('seq')
    .where('conversationId', '=', conversation.id)
    .where('speaker', '=', 'client')
    .limit(1)
    .executeTakeFirst()
  if (spoken && (at - Number(last) <= sessionGap || afterwards.includes(choice?.kind))) return
  const { channel, language } = conversation
  await appendEvent(db, { type: 'session-started', at, actor: 'client', conversationId: conversation.id, data: { channel, language } })
}

/** A client's own data goes back to it unchanged, as long as it is small; it is masked like everything that is stored. */
const maxChannelData = 2048

function keptChannelData(data: unknown): unknown {
  if (typeof data !== 'object' || data === null) return undefined
  // The id tells repeats and must come back to the letter; digits in it are no phone number.
  const { clientActivityID, ...rest } = data as Record<string, unknown>
  const json = mask(JSON.stringify(rest))
  return { ...(json.length <= maxChannelData && JSON.parse(json)), ...(clientActivityID !== undefined && { clientActivityID }) }
}
