import type { Hono } from 'hono'
import { z } from 'zod'
import type { Language } from './languages.ts'

/** Everything that the service knows about a channel. Adapters import this file and their own. */

export type ChannelName = 'webchat' | 'facebook' | 'x' | 'botframework' | 'email' | 'forms'

/** Where a reply goes: the channel's own id of the conversation, prefixed by its name in the record. */
export interface Address {
  channel: ChannelName
  id: string
}

export interface ChannelLimits {
  /** Longest text of one message, in characters. */
  textLength: number
  /** Most buttons under one message. */
  buttons: number
  /** Longest title of a button, in characters. */
  buttonTitle: number
  /** For how long after the client's last turn a reply may be sent, in hours; null: always. */
  replyWindowHours: number | null
}

/** What a pressed button means. It comes back from the client's side, so it is checked like any input. */
export const choiceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('facet'), service: z.string().max(80), facet: z.string().max(20) }),
  z.object({
    kind: z.literal('service'),
    service: z.string().max(80),
    facet: z.string().max(20).optional(),
    municipality: z.string().max(100).optional(),
  }),
  z.object({ kind: z.literal('plan'), id: z.string().max(80), answers: z.array(z.string().max(80)).max(8) }),
  z.object({ kind: z.literal('person') }),
  /** While waiting for a person: leave a way to be reached; need nobody any more. */
  z.object({ kind: z.literal('contact') }),
  z.object({ kind: z.literal('leave') }),
  /** Afterwards. */
  z.object({ kind: z.literal('solved'), yes: z.boolean() }),
  z.object({ kind: z.literal('rate'), score: z.number().int().min(1).max(5) }),
])
export type Choice = z.infer<typeof choiceSchema>

export interface Option {
  /** What the button shows. */
  label: string
  /** What the client says by pressing it; understood also when typed. */
  text: string
  choice: Choice
}

export interface Citation {
  card: string
  section: string
  title: string
  url: string
  reviewed: string
}

export interface Page {
  institution?: string | undefined
  municipality?: string | undefined
}

/** One thing said by a client, as an adapter hands it in. */
export interface IncomingTurn {
  address: Address
  /** The platform's id of this message, to tell repeats; unique within the conversation. */
  platformId: string
  text: string
  choice?: Choice
  locale?: Language
  /** The page that the person writes from, as its institution has set it up. */
  page?: Page
  /** The conversation was seen to exist: when it has gone meanwhile, it does not begin anew. */
  goesOn?: true
  /** What the person sent besides text; never opened. */
  attachments: number
  /** Passed back unchanged to the same channel (the client's own data). */
  channelData?: unknown
  sentAt?: number
}

export type Received =
  | { kind: 'turns'; turns: IncomingTurn[] }
  /** Understood, but nothing to answer: typing, read receipts, our own echo. */
  | { kind: 'ignored'; why: string }
  | { kind: 'refused'; status: 400 | 401 | 403 | 413; code: string; why: string }

/** What is said to the client, before it is fitted to a channel. */
export interface Reply {
  from: 'assistant' | 'operator' | 'system'
  language: Language
  /** Markdown subset: paragraphs, lists, bold, links. */
  text: string
  options: Option[]
}

export interface Channel {
  readonly name: ChannelName
  readonly limits: ChannelLimits
  /** Checks who sent the request, then parses it. Never throws on bad input. */
  receive(request: Request): Promise<Received>
  /** Delivers a stored reply. Throws ChannelError when the platform refuses it. */
  send(to: Address, reply: Reply): Promise<void>
  /** Endpoints that only this platform has, mounted at the root. */
  routes?(host: ChannelHost): Hono
}

/** A stored turn, as a channel that is read by its clients (web chat) shows it. */
export interface StoredTurn {
  conversationId: string
  /** Position in the conversation, from 1, without gaps. */
  seq: number
  from: 'client' | 'assistant' | 'operator' | 'system'
  at: number
  language: Language
  text: string
  options: Option[]
  /** The turn that this one answers. */
  replyTo: number | null
  /** Id given by the client's side. */
  platformId: string | null
  channelData: unknown
  /** Decision, services, citations…, for turns of the assistant. */
  assistant: Record<string, unknown> | null
  /** The name shown for an operator. */
  author: string | null
}

/** What the service offers to a channel that serves its own endpoints. */
export interface ChannelHost {
  /** Opens a conversation and greets; the same address gives the same conversation. A channel that makes unguessable ids may choose its own. */
  open(address: Address, language: Language, id?: string): Promise<{ conversationId: string; created: boolean }>
  exists(conversationId: string): Promise<boolean>
  /** Stores turns durably, then answers them in the background. */
  intake(turns: IncomingTurn[]): Promise<StoredTurn[]>
  turnsAfter(conversationId: string, seq: number, limit: number): Promise<StoredTurn[]>
  /** Calls the listener when something was stored; the returned function ends it. */
  follow(conversationId: string, listener: () => void): () => void
  /** Calls the listener whenever an operator types. */
  followTyping(conversationId: string, listener: () => void): () => void
}

/** The platform said no. `retry` tells whether trying again can help. */
export class ChannelError extends Error {
  readonly retry: boolean
  constructor(message: string, options: ErrorOptions & { retry: boolean }) {
    super(message, options)
    this.name = 'ChannelError'
    this.retry = options.retry
  }
}
