/** What the server sends; only the fields that the widget shows. */
export interface Activity {
  id: string
  timestamp: string
  from: { id: string; name?: string; role?: string }
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
      greeting?: boolean
    }
  }
}

export interface Outgoing {
  clientId: string
  text: string
  value?: unknown
  failed: boolean
}

interface Saved {
  token: string
  conversationId: string
  outbox: Outgoing[]
}

export interface DirectLineEvents {
  activity(activity: Activity): void
  /** Something of the outbox changed: sent, failed, or added. */
  outbox(outbox: readonly Outgoing[]): void
  connection(state: 'online' | 'offline'): void
  /** The old conversation is gone; a new one begins. */
  restarted(): void
}

const renewEvery = 15 * 60_000
const requestTimeout = 15_000

/**
 * A Direct Line 3.0 client for one conversation: survives page changes, loss of network and sleep. Turns are
 * numbered by the server, so after any break it asks for what came after the last one it has.
 */
export class DirectLine {
  readonly #origin: string
  readonly #language: string
  readonly #events: DirectLineEvents
  readonly #storageKey: string
  #saved: Saved | undefined
  #watermark = ''
  readonly #seen = new Set<string>()
  readonly #reconnectNow = () => {
    if (!this.#saved || this.#stopped) return
    this.#tries = 0
    void this.start()
  }
  readonly #onVisible = () => {
    if (!document.hidden) this.#reconnectNow()
  }
  #socket: WebSocket | undefined
  #tries = 0
  #socketFailures = 0
  #retryTimer = 0
  readonly #renewTimer: number
  #sending = false
  #stopped = false
  #starting: Promise<void> | undefined

  constructor(origin: string, language: string, events: DirectLineEvents) {
    this.#origin = origin
    this.#language = language
    this.#events = events
    this.#storageKey = `vpppd-chat:${origin}`
    this.#saved = this.#load()
    addEventListener('online', this.#reconnectNow)
    document.addEventListener('visibilitychange', this.#onVisible)
    this.#renewTimer = setInterval(() => void this.#renew(), renewEvery) as unknown as number
  }

  /** Ends connection and timers; the conversation stays saved. */
  stop(): void {
    this.#stopped = true
    clearTimeout(this.#retryTimer)
    clearInterval(this.#renewTimer)
    removeEventListener('online', this.#reconnectNow)
    document.removeEventListener('visibilitychange', this.#onVisible)
    this.#socket?.close()
  }

  get hasConversation(): boolean {
    return this.#saved !== undefined
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
    const outgoing: Outgoing = { clientId: newId(), text, failed: false, ...(value !== undefined && { value }) }
    this.#pending.push(outgoing)
    this.#keepPending()
    void this.#flush()
  }

  retry(clientId: string): void {
    const found = this.#pending.find((outgoing) => outgoing.clientId === clientId)
    if (found) found.failed = false
    this.#keepPending()
    void this.#flush()
  }

  #unsent: Outgoing[] = []
  get #pending(): Outgoing[] {
    return this.#saved?.outbox ?? this.#unsent
  }

  #keepPending(): void {
    this.#store()
    this.#events.outbox(this.#pending)
  }

  async #connect(): Promise<void> {
    if (this.#pending.length > 0) this.#events.outbox(this.#pending)
    if (this.#socket && this.#socket.readyState <= WebSocket.OPEN) {
      // The socket outlived the break: only what could not be posted is left to do.
      this.#tries = 0
      this.#events.connection('online')
      void this.#flush()
      return
    }
    clearTimeout(this.#retryTimer)
    try {
      const opened = await this.#open()
      this.#tries = 0
      this.#events.connection('online')
      this.#listen(opened.streamUrl)
      void this.#flush()
    } catch {
      this.#events.connection('offline')
      this.#later()
    }
  }

  async #open(): Promise<{ streamUrl: string }> {
    if (this.#saved) {
      const { conversationId } = this.#saved
      const path = `/v3/directline/conversations/${conversationId}?watermark=${this.#watermark}`
      let response = await this.#request(path)
      if (response.status === 403) {
        const renewed = await this.#newToken(this.#saved.token)
        if (renewed.conversationId === conversationId) {
          this.#saved.token = renewed.token
          response = await this.#request(path)
        }
      }
      if (response.ok) return this.#adopt(await response.json())
      if (response.status >= 500 || response.status === 429) throw new Error(`status ${response.status}`)
      this.#unsent = this.#saved.outbox
      this.#saved = undefined
      this.#watermark = ''
      this.#seen.clear()
      this.#events.restarted()
    }
    const fresh = await this.#newToken()
    const response = await this.#request('/v3/directline/conversations', { locale: this.#language }, fresh.token)
    if (!response.ok) throw new Error(`status ${response.status}`)
    return this.#adopt(await response.json())
  }

  #adopt(opened: { conversationId: string; token: string; streamUrl: string }): { streamUrl: string } {
    this.#saved = { token: opened.token, conversationId: opened.conversationId, outbox: this.#pending }
    this.#store()
    return opened
  }

  async #newToken(old?: string): Promise<{ token: string; conversationId: string }> {
    const response = await this.#request('/api/v1/webchat/token', old ? { token: old } : {}, '')
    if (!response.ok) throw new Error(`status ${response.status}`)
    return response.json()
  }

  async #renew(): Promise<void> {
    if (!this.#saved) return
    const response = await this.#request('/v3/directline/tokens/refresh', {}).catch(() => undefined)
    if (response?.ok && this.#saved) {
      this.#saved.token = (await response.json()).token
      this.#store()
    }
  }

  /** The token ran out while the page slept: a new one for the same conversation, or the connection starts again. */
  async #renewExpired(): Promise<void> {
    const saved = this.#saved
    const renewed = saved && (await this.#newToken(saved.token))
    if (!saved || renewed?.conversationId !== saved.conversationId) {
      this.#socket?.close()
      throw new Error('the conversation is gone')
    }
    saved.token = renewed.token
    this.#store()
  }

  #listen(streamUrl: string): void {
    // After some failures in a row (a proxy that knows no sockets) ask every two seconds instead.
    if (this.#socketFailures >= 3) {
      void this.#poll()
      return
    }
    const socket = new WebSocket(streamUrl)
    this.#socket = socket
    socket.onmessage = ({ data }) => {
      this.#socketFailures = 0
      if (typeof data === 'string' && data !== '') this.#take(JSON.parse(data))
    }
    socket.onclose = () => {
      if (this.#socket !== socket) return
      this.#socket = undefined
      this.#socketFailures++
      this.#later()
    }
  }

  async #poll(): Promise<void> {
    if (!this.#saved || this.#stopped) return
    try {
      const response = await this.#request(
        `/v3/directline/conversations/${this.#saved.conversationId}/activities?watermark=${this.#watermark}`,
      )
      if (!response.ok) throw new Error(`status ${response.status}`)
      this.#take(await response.json())
      this.#events.connection('online')
      this.#retryTimer = setTimeout(() => void this.#poll(), 2000) as unknown as number
    } catch {
      this.#socketFailures = 0
      this.#later()
    }
  }

  #take(set: { activities: Activity[]; watermark?: string }): void {
    if (set.watermark) this.#watermark = set.watermark
    for (const activity of set.activities) {
      if (this.#seen.has(activity.id)) continue
      this.#seen.add(activity.id)
      const clientId = activity.channelData?.clientActivityID
      if (clientId && this.#saved?.outbox.some((outgoing) => outgoing.clientId === clientId)) {
        this.#saved.outbox = this.#saved.outbox.filter((outgoing) => outgoing.clientId !== clientId)
        this.#keepPending()
      }
      this.#events.activity(activity)
    }
  }

  #later(): void {
    if (this.#stopped) return
    this.#events.connection('offline')
    clearTimeout(this.#retryTimer)
    const delay = Math.min(1000 * 2 ** this.#tries++, 15_000) * (0.75 + Math.random() / 2)
    this.#retryTimer = setTimeout(() => void this.start(), delay) as unknown as number
  }

  /** Sends what waits, one after another, so that order is kept. The server knows repeats by their id. */
  async #flush(): Promise<void> {
    if (this.#sending || !this.#saved) return
    this.#sending = true
    try {
      for (;;) {
        const next = this.#saved.outbox.find((outgoing) => !outgoing.failed && !this.#posted.has(outgoing.clientId))
        if (!next) return
        const response = await this.#request(`/v3/directline/conversations/${this.#saved.conversationId}/activities`, {
          type: 'message',
          text: next.text,
          value: next.value,
          locale: this.#language,
          from: { id: 'user' },
          channelData: { clientActivityID: next.clientId },
        })
        if (response.ok) this.#posted.add(next.clientId)
        else if (response.status === 403) await this.#renewExpired()
        else if (response.status >= 500) throw new Error(`status ${response.status}`)
        else if (response.status === 429) {
          await new Promise((resolve) => setTimeout(resolve, 1000 * Number(response.headers.get('Retry-After') ?? 5)))
        } else {
          next.failed = true
          this.#keepPending()
        }
      }
    } catch {
      this.#posted.clear()
      this.#later()
    } finally {
      this.#sending = false
    }
  }
  /** Accepted by the server, echo still on its way. */
  readonly #posted = new Set<string>()

  async #request(path: string, body?: unknown, token = this.#saved?.token): Promise<Response> {
    const response = await fetch(this.#origin + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { ...(token && { Authorization: `Bearer ${token}` }), ...(body !== undefined && { 'Content-Type': 'application/json' }) },
      signal: AbortSignal.timeout(requestTimeout),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return response
  }

  #load(): Saved | undefined {
    try {
      const saved = JSON.parse(localStorage.getItem(this.#storageKey) ?? 'null') as Saved | null
      return saved ?? undefined
    } catch {
      return undefined
    }
  }

  #store(): void {
    try {
      if (this.#saved) localStorage.setItem(this.#storageKey, JSON.stringify(this.#saved))
    } catch {
      // A browser without storage forgets the conversation with the page; everything else works.
    }
  }
}

/** `crypto.randomUUID` exists on https pages only; the chat may stand on others. */
function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
