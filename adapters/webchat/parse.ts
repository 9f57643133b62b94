import { choiceSchema, type IncomingTurn, type Received } from '../../src/channel.ts'
import { languageOfTag } from '../../src/languages.ts'
import { activitySchema } from './wire.ts'

/** One activity of a client. What is no message is understood and left; what is no activity is refused. */
export function parseActivity(body: unknown, address: string, newId: () => string): Received {
  const parsed = activitySchema.safeParse(body)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    return { kind: 'refused', status: 400, code: 'BadArgument', why: `${issue?.path.join('.') || 'activity'}: ${issue?.message}` }
  }
  const activity = parsed.data
  if (activity.type !== 'message') return { kind: 'ignored', why: `activities of type ${activity.type.slice(0, 40)} are not taken` }
  const text = activity.text ?? ''
  const attachments = activity.attachments?.length ?? 0
  const choice = choiceSchema.safeParse(activity.value)
  if (text.trim() === '' && attachments === 0 && !choice.success) {
    return { kind: 'refused', status: 400, code: 'MissingProperty', why: 'text: a message needs a text' }
  }
  const locale = languageOfTag(activity.locale ?? undefined)
  const turn: IncomingTurn = {
    address: { channel: 'webchat', id: address },
    platformId: activity.channelData?.clientActivityID || newId(),
    text,
    attachments,
    // As it came: a client gets its own data back untouched.
    channelData: (body as { channelData?: unknown }).channelData ?? undefined,
    ...(activity.channelData?.page && { page: activity.channelData.page }),
    ...(choice.success && { choice: choice.data }),
    ...(locale && { locale }),
  }
  return { kind: 'turns', turns: [turn] }
}
