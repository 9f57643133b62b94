import type { Choice } from '../channel.ts'
import { cookieName } from '../http/sessions.ts'
import { directLineSecret } from './month-world.ts'

/** What a client reads of a turn that is not their own. */
export interface Heard {
  at: number
  from: 'assistant' | 'operator' | 'system'
  decision: string | undefined
  reason: string | null
  caseId: string | null
  expected: { at: string; by?: string; situation?: string; place?: number } | null
  choices: { title: string; text: string; value: Choice }[]
}

interface Activity {
  timestamp: string
  suggestedActions?: { actions: Heard['choices'] }
  channelData?: {
    assistant?: { from: Heard['from']; decision?: string; reason?: string; caseId?: string; expectedAnswer?: Heard['expected'] }
  }
}

async function call<T>(
  url: string,
  method: string,
  headers: Record<string, string>,
  body?: unknown,
): Promise<{ headers: Headers; json: T }> {
  const response = await fetch(url, {
    method,
    headers: { ...headers, ...(body !== undefined && { 'Content-Type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok) throw new Refused(response.status, `${method} ${url}: ${response.status} ${text.slice(0, 300)}`)
  return { headers: response.headers, json: (text.startsWith('{') ? JSON.parse(text) : {}) as T }
}

export class Refused extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** A conversation over Direct Line 3.0. */
export class ChatClient {
  conversationId = ''
  #sent = 0
  readonly #url: string
  readonly #headers = { Authorization: `Bearer ${directLineSecret}` }

  constructor(url: string) {
    this.#url = `${url}/v3/directline/conversations`
  }

  async open(locale: string): Promise<void> {
    const { json } = await call<{ conversationId: string }>(this.#url, 'POST', this.#headers, { locale })
    this.conversationId = json.conversationId
  }

  /** @returns the place of the turn in the conversation */
  async post(text: string, value?: Choice): Promise<number> {
    const { json } = await call<{ id: string }>(`${this.#url}/${this.conversationId}/activities`, 'POST', this.#headers, {
      type: 'message',
      text,
      from: { id: 'me' },
      channelData: { clientActivityID: `${this.conversationId}-${++this.#sent}` },
      ...(value && { value }),
    })
    return Number(json.id.split('|')[1])
  }

  /** What came after a turn, without the client's own words. */
  async read(after: number): Promise<Heard[]> {
    const { json } = await call<{ activities: Activity[] }>(
      `${this.#url}/${this.conversationId}/activities?watermark=${after}`,
      'GET',
      this.#headers,
    )
    return json.activities.flatMap(({ timestamp, suggestedActions, channelData }): Heard[] => {
      const about = channelData?.assistant
      if (!about) return []
      return [
        {
          at: Date.parse(timestamp),
          from: about.from,
          decision: about.decision,
          reason: about.reason ?? null,
          caseId: about.caseId ?? null,
          expected: about.expectedAnswer ?? null,
          choices: suggestedActions?.actions ?? [],
        },
      ]
    })
  }
}

/** Somebody at the console, by its API. */
export class DeskClient {
  readonly url: string
  #cookie = ''

  constructor(url: string) {
    this.url = url
  }

  async signIn(username: string, password: string): Promise<void> {
    const { headers } = await this.#call('POST', '/api/v1/session', { username, password })
    this.#cookie = (headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  }

  /** With the secret of a session that was opened elsewhere. */
  enter(secret: string): void {
    this.#cookie = `${cookieName(false)}=${secret}`
  }

  async signOut(): Promise<void> {
    await this.#call('DELETE', '/api/v1/session')
    this.#cookie = ''
  }

  async post<T = unknown>(path: string, body: unknown = {}): Promise<T> {
    return (await this.#call<T>('POST', `/api/v1/${path}`, body)).json
  }

  async get<T>(path: string): Promise<T> {
    return (await this.#call<T>('GET', `/api/v1/${path}`)).json
  }

  /** The answer to the letter. */
  async text(path: string): Promise<string> {
    const response = await fetch(`${this.url}/api/v1/${path}`, { headers: { Cookie: this.#cookie } })
    if (!response.ok) throw new Refused(response.status, `${path}: ${response.status}`)
    return response.text()
  }

  #call<T>(method: string, path: string, body?: unknown) {
    return call<T>(this.url + path, method, this.#cookie === '' ? {} : { Cookie: this.#cookie }, body)
  }
}

/** A specialist of an institution answers by the link that they got. */
export async function answerByLink(url: string, link: string, answer: string): Promise<void> {
  const response = await fetch(url + new URL(link).pathname, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ name: 'Inese Speciāliste', answer }).toString(),
    redirect: 'manual',
  })
  if (response.status !== 303) throw new Refused(response.status, `the specialist's answer was refused: ${response.status}`)
}
