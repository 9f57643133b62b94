import type { ChatState } from './chat-state.ts'

type Method = 'GET' | 'POST' | 'DELETE'

const requestTimeout = 15_000

/** Requests to the service, with the conversation's token where it is needed. */
export class Api {
  readonly #origin: string
  readonly #state: ChatState

  constructor(origin: string, state: ChatState) {
    this.#origin = origin
    this.#state = state
  }

  fetch(path: string, method: Method = 'GET', body?: unknown, token?: string): Promise<Response> {
    return fetch(this.#origin + path, {
      method,
      headers: { ...(token && { Authorization: `Bearer ${token}` }), ...(body !== undefined && { 'Content-Type': 'application/json' }) },
      // Absent in old browsers: then the browser's own limit holds.
      signal: AbortSignal.timeout?.(requestTimeout) ?? null,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  }

  /** In the name of the conversation; a token that ran out while the page slept is renewed once. */
  async request(path: string, method: Method = 'GET', body?: unknown): Promise<Response> {
    const token = this.#state.conversation?.token
    const response = await this.fetch(path, method, body, token)
    if (response.status !== 403 || !token) return response
    return (await this.renew()) ? this.fetch(path, method, body, this.#state.conversation?.token) : response
  }

  /** For a new conversation, or for that of an old token, where that is still possible. */
  async newToken(old?: string): Promise<{ token: string; conversationId: string }> {
    return answered(await this.fetch('/api/v1/webchat/token', 'POST', { token: old }))
  }

  /** @returns false when the token is too old: its conversation is out of reach */
  async renew(): Promise<boolean> {
    const old = this.#state.conversation
    if (!old) return false
    const { token, conversationId } = await this.newToken(old.token)
    const same = conversationId === old.id
    if (same) this.#state.update({ token })
    return same
  }
}

/** The JSON of an answer that is one. */
export function answered(response: Response) {
  return response.ok ? response.json() : refuse()
}

/** Whoever asked tries again later. */
export function refuse(): never {
  throw new Error('refused')
}
