import { expect, vi } from 'vitest'

export interface Activity {
  id: string
  from: { id: string; role?: string; name?: string }
  text: string
  locale: string
  replyToId?: string
  suggestedActions?: { actions: { title: string; text: string; value: unknown }[] }
  channelData?: {
    clientActivityID?: string
    assistant?: {
      from: string
      decision?: string
      reason?: string | null
      services?: { id: string }[]
      facet?: string | null
      citations?: { card: string }[]
      caseId?: string | null
      author?: string
      plan?: { id: string; title: string; steps: { service: string; title: string; why: string; url: string }[] }
    }
  }
}

/** A client who chats over plain REST: says something, reads what came. */
export class Chat {
  readonly url: string
  token = ''
  conversationId = ''
  seen: Activity[] = []
  #watermark = ''
  #sent = 0

  constructor(url: string) {
    this.url = url
  }

  async start(locale = 'lv'): Promise<this> {
    const { token } = await this.json('/api/v1/webchat/token', {})
    this.token = token
    const opened = await this.json('/v3/directline/conversations', { locale })
    this.conversationId = opened.conversationId
    return this
  }

  async json(path: string, body?: unknown) {
    const response = await this.request(path, body)
    expect(response.ok, `${path}: ${response.status} ${await response.clone().text()}`).toBe(true)
    return response.json()
  }

  request(path: string, body?: unknown): Promise<Response> {
    return fetch(this.url + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(this.token && { Authorization: `Bearer ${this.token}` }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
  }

  post(text: string, more: Record<string, unknown> = {}): Promise<Response> {
    return this.request(`/v3/directline/conversations/${this.conversationId}/activities`, {
      type: 'message',
      text,
      from: { id: 'me' },
      channelData: { clientActivityID: `${this.conversationId}-${++this.#sent}` },
      ...more,
    })
  }

  /** What came since the last call. */
  async read(): Promise<Activity[]> {
    const set = await this.json(`/v3/directline/conversations/${this.conversationId}/activities?watermark=${this.#watermark}`)
    this.#watermark = set.watermark
    this.seen.push(...set.activities)
    return set.activities
  }

  /** Says something and waits for the next turn that is not the client's own. */
  async say(text: string, more: Record<string, unknown> = {}): Promise<Activity> {
    await this.read()
    const before = this.seen.length
    const response = await this.post(text, more)
    expect(response.status).toBe(200)
    return this.next(before)
  }

  /** The first turn from the other side after the ones already seen. */
  next(after = this.seen.length): Promise<Activity> {
    return vi.waitFor(
      async () => {
        await this.read()
        const found = this.seen.slice(after).find((activity) => activity.channelData?.assistant)
        if (!found) throw new Error('no answer yet')
        return found
      },
      { timeout: 5000, interval: 20 },
    )
  }
}

/** An operator who uses the API with a cookie. */
export class Desk {
  readonly url: string
  #cookie = ''

  constructor(url: string) {
    this.url = url
  }

  async signIn(username: string, password: string): Promise<this> {
    const response = await this.request('POST', '/api/v1/session', { username, password })
    expect(response.status).toBe(200)
    this.#cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    return this
  }

  request(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(this.url + path, {
      method,
      headers: { ...(this.#cookie && { Cookie: this.#cookie }), ...(body !== undefined && { 'Content-Type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  }

  async json(method: string, path: string, body?: unknown) {
    const response = await this.request(method, path, body)
    expect(response.ok, `${path}: ${response.status} ${await response.clone().text()}`).toBe(true)
    return response.json()
  }
}

/** A second local account, with its password already changed. */
export async function addOperator(url: string, admin: Desk, username: string, name: string): Promise<Desk> {
  await admin.json('POST', '/api/v1/operators', { username, name, role: 'operator', password: 'first password' })
  const desk = await new Desk(url).signIn(username, 'first password')
  await desk.request('POST', '/api/v1/password', { old: 'first password', new: 'second password' })
  return desk
}
