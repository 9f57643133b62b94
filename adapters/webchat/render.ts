import type { StoredTurn } from '../../src/channel.ts'
import type { Activity, TypingActivity } from './wire.ts'

export const botId = 'vpppd-assistant'

export function activityId(conversationId: string, seq: number): string {
  return `${conversationId}|${String(seq).padStart(7, '0')}`
}

/** A stored turn as a Direct Line activity. A client's own turn comes back with its channelData untouched. */
export function renderActivity(turn: StoredTurn, userId: string): Activity {
  const fromClient = turn.from === 'client'
  const activity: Activity = {
    type: 'message',
    id: activityId(turn.conversationId, turn.seq),
    timestamp: new Date(turn.at).toISOString(),
    channelId: 'webchat',
    conversation: { id: turn.conversationId },
    from: fromClient ? { id: userId } : { id: botId, name: turn.author ?? 'VPPPD', role: 'bot' },
    locale: turn.language,
    text: turn.text,
    textFormat: fromClient ? 'plain' : 'markdown',
  }
  if (turn.replyTo !== null) activity.replyToId = activityId(turn.conversationId, turn.replyTo)
  if (fromClient) {
    if (turn.channelData !== undefined) activity.channelData = turn.channelData
    return activity
  }
  activity.recipient = { id: userId }
  activity.inputHint = 'accepting'
  const { steps: _, why: __, ...about } = (turn.assistant ?? {}) as Record<string, unknown>
  activity.channelData = { assistant: { from: turn.from, author: turn.author, ...about } }
  // A mark that programs can read: this text was not written by a person (AI Act, article 50(2)).
  if (turn.from === 'assistant')
    activity.entities = [{ type: 'https://schema.org/Message', '@type': 'Message', additionalType: ['AIGeneratedContent'] }]
  if (turn.options.length > 0) {
    activity.suggestedActions = {
      to: [userId],
      actions: turn.options.map((option) => ({
        type: 'messageBack',
        title: option.label,
        displayText: option.label,
        text: option.text,
        value: option.choice,
      })),
    }
  }
  return activity
}

/** Somebody writes an answer. It is shown and forgotten: it has no id and no place in the conversation. */
export function typingActivity(conversationId: string): TypingActivity {
  return { type: 'typing', channelId: 'webchat', conversation: { id: conversationId }, from: { id: botId, name: 'VPPPD', role: 'bot' } }
}
