import { type Bus, conversationTopic } from '../bus/bus.ts'
import type { IncomingTurn, StoredTurn } from '../channel.ts'
import type { Clock } from '../clock.ts'
import { mask } from '../privacy/mask.ts'
import { lockConversation, openConversation } from '../store/conversations.ts'
import { appendEvent } from '../store/events.ts'
import type { Store } from '../store/store.ts'
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
    const { conversation } = await openConversation(trx, turn.address, turn.locale ?? 'lv', at)
    const locked = await lockConversation(trx, conversation.id, at)
    const known = await findTurnByPlatformId(trx, conversation.id, turn.platformId)
    if (known) return { stored: known, repeated: true }
    const stored = await appendTurn(trx, conversation.id, {
      speaker: 'client',
      at,
      language: turn.locale ?? (locked?.language as StoredTurn['language'] | undefined) ?? 'lv',
      // Masked before it is cut: half a personal code would no longer be known as one.
      text: mask(turn.text.slice(0, 2 * maxTextLength)).slice(0, maxTextLength),
      platformId: turn.platformId,
      channelData: keptChannelData(turn.channelData),
      choice: turn.choice,
      assistant: { attachments: turn.attachments, cut: turn.text.length > maxTextLength },
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

/** A client's own data goes back to it unchanged, as long as it is small; it is masked like everything that is stored. */
const maxChannelData = 2048

function keptChannelData(data: unknown): unknown {
  if (typeof data !== 'object' || data === null) return undefined
  // The id tells repeats and must come back to the letter; digits in it are no phone number.
  const { clientActivityID, ...rest } = data as Record<string, unknown>
  const json = mask(JSON.stringify(rest))
  return { ...(json.length <= maxChannelData && JSON.parse(json)), ...(clientActivityID !== undefined && { clientActivityID }) }
}
