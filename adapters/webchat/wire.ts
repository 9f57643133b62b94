import { z } from 'zod'

const short = z.string().max(100).optional().catch(undefined)

/** Direct Line 3.0 as clients send it: only the fields in use, tolerant of all others. */
export const activitySchema = z.looseObject({
  type: z.string().max(100),
  text: z.string().nullish(),
  locale: z.string().max(35).nullish(),
  value: z.unknown().optional(),
  attachments: z.array(z.unknown()).nullish(),
  channelData: z
    .looseObject({
      clientActivityID: z.string().max(200).nullish(),
      /** Our widget's; what other clients send under this name is their own affair. */
      page: z.object({ institution: short, municipality: short }).optional().catch(undefined),
    })
    .nullish(),
})

/** Shown and forgotten. */
export interface TypingActivity {
  type: 'typing'
  channelId: 'webchat'
  conversation: { id: string }
  from: { id: string; name: string; role: 'bot' }
}

export interface Activity {
  type: 'message'
  id: string
  timestamp: string
  channelId: 'webchat'
  conversation: { id: string }
  from: { id: string; name?: string; role?: 'bot' }
  recipient?: { id: string }
  replyToId?: string
  locale: string
  text: string
  textFormat: 'plain' | 'markdown'
  inputHint?: 'accepting'
  suggestedActions?: { to: string[]; actions: { type: 'messageBack'; title: string; displayText: string; text: string; value: unknown }[] }
  entities?: unknown[]
  channelData?: unknown
}
