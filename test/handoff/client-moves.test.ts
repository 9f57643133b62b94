import { expect, it } from 'vitest'
import { followClientMove } from '../../src/handoff/client-moves.ts'
import { findConversation } from '../../src/store/conversations.ts'
import { appendTurn } from '../../src/store/turns.ts'
import { operatorWorld, wordings } from '../operator/operator-world.ts'

it('takes words after a rating for a comment within the hour, and for a question later', async () => {
  const { deps, store, waitingCase } = await operatorWorld()
  const { conversationId } = await waitingCase()
  const says = async (text: string, at: number, choice?: Parameters<typeof followClientMove>[3]) => {
    const turn = await appendTurn(store.db, conversationId, { speaker: 'client', at, language: 'lv', text })
    const conversation = await findConversation(store.db, conversationId)
    if (!conversation) throw new Error('the conversation is gone')
    return followClientMove(store.db, conversation, turn, choice, wordings.lv, at)
  }
  const at = deps.clock()
  await says('5', at, { kind: 'rate', score: 5 })
  expect(await says('viss labi', at + 59 * 60_000)).toMatchObject({ text: wordings.lv.commentThanks })
  await says('5', at, { kind: 'rate', score: 5 })
  expect(await says('cik maksā pase', at + 61 * 60_000)).toBeUndefined()
})
