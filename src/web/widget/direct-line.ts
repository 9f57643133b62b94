import { type Api, answered, refuse } from './api.ts'
import type { ChatState, Conversation, Outgoing } from './chat-state.ts'
import type { Language } from './words.ts'

/** What the server sends; only the fields that the widget shows. */
export interface Activity {
  type: string
  id: string
  timestamp: string
  locale?: string
  text?: string
  suggestedActions?: { actions: { title: string; text: string; value: unknown }[] }
  channelData?: {
    clientActivityID?: string
    assistant?: {
      from: 'assistant' | 'operator' | 'system'
      author?: string | null
      decision?: string
      caseId?: string | null
      generated?: true
      citations?: { url: string }[]
      plan?: Plan
    }
  }
}

export interface Plan {
  id: string
  title: string
  steps: { service: string; title: string; why: string; url: string }[]
}

export interface DirectLineEvents {
  /** @param history they were shown before, on another page or in another tab */
  activities(activities: readonly Activity[], history: boolean): void
  /** Somebody writes an answer. */
  typing(): void
  /** Something of the outbox changed: sent, failed, or added. */
  outbox(): void
  connection(state: 'online' | 'offline'): void
  /** The old conversation is gone. */
  restarted(): void
}

const renewEvery = 15 * 60_000
/** So many of the latest turns come with a page; earlier ones on request. */
const firstTurns = 200
const pageSize = 100
/** Another tab sends what it has added; should it be closed before, this one does so after a while. */
const otherTabsTurn = 5000
/** After so many sockets that failed without a frame (a proxy that knows none) it is asked every two seconds instead. */
const socketTries = 3
const pollEvery = 2000
/** Between tries when the service says that it is too much; how long to wait it tells pages of its own origin only. */
const tooMany = 5000

/**
 * A Direct Line 3.0 client for one conversation: survives page changes, loss of network and sleep. Turns are
 * numbered by the server, so after any break it asks for what came after the last one it has.
 */
export class DirectLine {
  readonly #api: Api
  readonly #state: ChatState
  readonly #events: DirectLineEvents
  /** What the page tells of itself, and the language, with each turn. */
  readonly #about: () => { language: Language; page: Record<string, string | undefined> }
  /** The conversation that this tab shows, and the number of its last turn that came. */
  #shown: string | undefined
  #last = 0
  #knownBefore = 0
  #socket: WebSocket | undefined
  #tries = 0
  #socketFailures = 0
  #retryTimer = 0
  readonly #renewTimer: number
  #sending = false
  #stopped = true
  #starting: Promise<void> | undefined
  /** Accepted by the server, echo still on its way. */
  readonly #posted = new Set<string>()
  readonly #reconnectNow = () => {
    if (this.#stopped) return
    this.#tries = 0
    void this.start()
  }
  readonly #onVisible = () => {
    if (!document.hidden) this.#reconnectNow()
  }

  constructor(
    api: Api,
    state: ChatState,
    about: () => { language: Language; page: Record<string, string | undefined> },
    events: DirectLineEvents,
  ) {
    this.#api = api
    this.#state = state
    this.#about = about
    this.#events = events
    addEventListener('online', this.#reconnectNow)
    document.addEventListener('visibilitychange', this.#onVisible)
    this.#renewTimer = window.setInterval(() => (this.#stopped ? undefined : void this.#api.renew().catch(() => {})), renewEvery)
  }

  /** Ends connection and timers; the conversation stays kept. */
  stop(): void {
    this.#pause()
    clearInterval(this.#renewTimer)
    removeEventListener('online', this.#reconnectNow)
    document.removeEventListener('visibilitychange', this.#onVisible)
  }

  /** Opens the conversation, the old one where there is one. Safe to call again. */
  start(): Promise<void> {
    this.#stopped = false
    this.#starting ??= this.#connect().finally(() => {
      this.#starting = undefined
    })
    return this.#starting
  }

  send(text: string, value?: unknown): void {
    const locale = this.#about().language
    this.#state.enqueue({ clientId: newId(), text, locale, failed: false, ...(value !== undefined && { value }) })
    this.#events.outbox()
    void this.start()
  }

  retry(clientId: string): void {
    this.#state.markFailed(clientId, false)
    this.#events.outbox()
    this.#reconnectNow()
  }

  /** Another tab has begun, ended or renewed the conversation. */
  followOtherTab(): void {
    if (this.#shown === this.#state.conversation?.id || this.#shown === undefined) return
    const ended = this.#state.conversation === undefined
    this.#leave()
    if (ended) this.#pause()
    else if (!this.#stopped) void this.start()
  }

  followOutbox(): void {
    this.#events.outbox()
    if (!this.#stopped) window.setTimeout(() => void this.#flush(), otherTabsTurn)
  }

  /** Turns before one, oldest first; none when there are none. */
  async earlier(before: number): Promise<Activity[]> {
    const { id } = this.#state.conversation ?? {}
    if (!id || before <= 1) return []
    const response = await this.#api.request(
      `/v3/directline/conversations/${id}/activities?watermark=${Math.max(0, before - 1 - pageSize)}`,
    )
    const { activities } = (await answered(response)) as { activities: Activity[] }
    return activities.filter((activity) => seqOf(activity) < before)
  }

  /** @returns whether it is gone on the server, and so here */
  async erase(): Promise<boolean> {
    const { id } = this.#state.conversation ?? {}
    if (id) {
      const response = await this.#api.request(`/api/v1/webchat/conversations/${id}`, 'DELETE').catch(() => undefined)
      // 404: somebody has deleted it already.
      if (!response?.ok && response?.status !== 404) return false
    }
    this.#state.forget()
    this.#leave()
    this.#pause()
    return true
  }

  #pause(): void {
    this.#stopped = true
    clearTimeout(this.#retryTimer)
    this.#closeSocket()
  }

  #closeSocket(): void {
    const socket = this.#socket
    this.#socket = undefined
    socket?.close()
  }

  #leave(): void {
    this.#closeSocket()
    clearTimeout(this.#retryTimer)
    this.#shown = undefined
    this.#last = 0
    this.#posted.clear()
    this.#events.restarted()
  }

  async #connect(): Promise<void> {
    this.#events.outbox()
    if (this.#socket && this.#socket.readyState <= WebSocket.OPEN) {
      // The socket outlived the break: only what could not be posted is left to do.
      this.#tries = 0
      this.#events.connection('online')
      void this.#flush()
      return
    }
    clearTimeout(this.#retryTimer)
    try {
      const streamUrl = await this.#open()
      if (this.#stopped) return
      this.#tries = 0
      this.#events.connection('online')
      this.#listen(streamUrl)
      void this.#flush()
    } catch {
      this.#later()
    }
  }

  /** @returns the address of the stream */
  async #open(): Promise<string> {
    const kept = this.#state.conversation
    if (kept) {
      if (this.#shown !== kept.id) this.#show(kept)
      const response = await this.#api.request(`/v3/directline/conversations/${kept.id}?watermark=${this.#last || ''}`)
      if (response.ok) {
        const { token, streamUrl } = await response.json()
        this.#state.update({ token })
        return streamUrl
      }
      if (response.status >= 500 || response.status === 429) refuse()
      this.#state.end()
      this.#leave()
    }
    const fresh = await this.#api.newToken()
    const response = await this.#api.fetch('/v3/directline/conversations', 'POST', { locale: this.#about().language }, fresh.token)
    const { conversationId, token, streamUrl } = await answered(response)
    // Another tab was quicker: its conversation is the one.
    if (this.#state.conversation) return this.#open()
    const begun = { id: conversationId, token, last: 0 }
    this.#state.begin(begun)
    this.#show(begun)
    return streamUrl
  }

  #show({ id, last }: Conversation): void {
    this.#shown = id
    this.#knownBefore = last
    this.#last = Math.max(0, last - firstTurns)
  }

  #listen(streamUrl: string): void {
    if (this.#socketFailures >= socketTries) {
      void this.#poll()
      return
    }
    const socket = new WebSocket(streamUrl)
    this.#socket = socket
    socket.onmessage = ({ data }) => {
      if (this.#socket !== socket) return
      this.#socketFailures = 0
      if (typeof data === 'string' && data !== '') this.#take(JSON.parse(data).activities)
    }
    socket.onclose = () => {
      if (this.#socket !== socket) return
      this.#socket = undefined
      this.#socketFailures++
      this.#later()
    }
  }

  async #poll(): Promise<void> {
    const id = this.#shown
    if (!id || this.#stopped) return
    try {
      const response = await this.#api.request(`/v3/directline/conversations/${id}/activities?watermark=${this.#last || ''}`)
      const { activities } = await answered(response)
      if (this.#shown !== id) return
      this.#take(activities)
      this.#events.connection('online')
      this.#retryTimer = window.setTimeout(() => void this.#poll(), pollEvery)
    } catch {
      this.#socketFailures = 0
      this.#later()
    }
  }

  #take(activities: readonly Activity[]): void {
    if (activities.some(({ type }) => type === 'typing')) this.#events.typing()
    const fresh = activities.filter((activity) => activity.type === 'message' && seqOf(activity) > this.#last)
    if (fresh.length === 0) return
    this.#last = Math.max(...fresh.map(seqOf))
    for (const { channelData } of fresh) if (channelData?.clientActivityID) this.#state.sent(channelData.clientActivityID)
    const { last = 0 } = this.#state.conversation ?? {}
    if (this.#last > last) this.#state.update({ last: this.#last })
    for (const history of [true, false]) {
      const part = fresh.filter((activity) => seqOf(activity) <= this.#knownBefore === history)
      if (part.length > 0) this.#events.activities(part, history)
    }
  }

  #later(): void {
    if (this.#stopped) return
    this.#events.connection('offline')
    clearTimeout(this.#retryTimer)
    const delay = Math.min(1000 * 2 ** this.#tries++, 15_000) * (0.75 + Math.random() / 2)
    this.#retryTimer = window.setTimeout(() => void this.start(), delay)
  }

  /** Sends what waits, one after another, so that order is kept. The server knows repeats by their id. */
  async #flush(): Promise<void> {
    if (this.#sending || !this.#shown || this.#stopped) return
    this.#sending = true
    try {
      for (;;) {
        const next = this.#state.outbox.find((outgoing) => !outgoing.failed && !this.#posted.has(outgoing.clientId))
        if (!next || !this.#shown) return
        await this.#post(next, this.#shown)
      }
    } catch {
      this.#posted.clear()
      this.#later()
    } finally {
      this.#sending = false
    }
  }

  async #post({ clientId, text, value, locale }: Outgoing, conversation: string): Promise<void> {
    const response = await this.#api.request(`/v3/directline/conversations/${conversation}/activities`, 'POST', {
      type: 'message',
      text,
      value,
      locale,
      from: { id: 'user' },
      channelData: { clientActivityID: clientId, page: this.#about().page },
    })
    if (response.ok) this.#posted.add(clientId)
    else if (response.status === 429) await new Promise((resolve) => window.setTimeout(resolve, tooMany))
    else if (response.status >= 500 || response.status === 403 || response.status === 404) {
      // 403, 404: the conversation is gone; the next connection begins a new one and sends it there.
      this.#closeSocket()
      refuse()
    } else {
      this.#state.markFailed(clientId, true)
      this.#events.outbox()
    }
  }
}

/** The number of a turn; ids are given out as `<conversation>|<number>`. */
export function seqOf({ id }: Pick<Activity, 'id'>): number {
  return Number(id.slice(id.lastIndexOf('|') + 1))
}

/** Tells repeats within one conversation; nobody has to be unable to guess it. */
function newId(): string {
  return Date.now().toString(36) + Math.random().toString(36).slice(2)
}
