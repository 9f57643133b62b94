import { type Bus, conversationTopic, typingTopic } from './bus/bus.ts'
import type { Wordings } from './cards/wording.ts'
import type { ChannelHost } from './channel.ts'
import type { Clock } from './clock.ts'
import { ServiceError } from './errors.ts'
import { findConversation, isEmptied, openConversation } from './store/conversations.ts'
import type { Store } from './store/store.ts'
import { appendTurn, turnsAfter } from './store/turns.ts'
import { intake } from './turn/intake.ts'
import type { TurnWorker } from './turn/turn-worker.ts'

export interface HostDeps {
  store: Store
  bus: Bus
  clock: Clock
  worker: TurnWorker
  wordings: () => Wordings
}

export function createChannelHost({ store, bus, clock, worker, wordings }: HostDeps): ChannelHost {
  return {
    async open(address, language, id) {
      const at = clock()
      if (id !== undefined && isEmptied(await findConversation(store.db, id)))
        throw new ServiceError('not_found', 'the conversation was deleted')
      const opened = await store.db.transaction().execute(async (trx) => {
        const { conversation, created } = await openConversation(trx, address, language, at, id)
        if (created) {
          await appendTurn(trx, conversation.id, {
            speaker: 'assistant',
            at,
            language,
            text: wordings()[language].greeting,
            assistant: { decision: 'smalltalk', greeting: true },
          })
        }
        return { conversationId: conversation.id, created }
      })
      if (opened.created) bus.publish(conversationTopic(opened.conversationId))
      return opened
    },
    async exists(id) {
      const found = await findConversation(store.db, id)
      return found !== undefined && !isEmptied(found)
    },
    async intake(turns) {
      const stored = []
      for (const turn of turns) {
        const result = await intake(turn, { store, bus, clock })
        stored.push(result.stored)
        worker.wake(result.stored.conversationId)
      }
      return stored
    },
    turnsAfter: (id, seq, limit) => turnsAfter(store.db, id, seq, limit),
    follow: (id, listener) => bus.subscribe(conversationTopic(id), listener),
    followTyping: (id, listener) => bus.subscribe(typingTopic(id), listener),
  }
}
