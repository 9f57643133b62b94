import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askResponse } from '../../src/http/ask.ts'
import { Desk } from '../support/chat.ts'
import { adminPassword, startTestService, type TestService, workingTime } from '../support/service.ts'

let service: TestService
beforeAll(async () => {
  service = await startTestService({ clock: () => workingTime })
})
afterAll(() => service.stop())

function post(body: string | object, type = 'application/json') {
  return fetch(`${service.url}/api/v1/ask`, {
    method: 'POST',
    headers: { 'Content-Type': type },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

describe('POST /api/v1/ask', () => {
  it('answers in the shape of the contract, and stores nothing', async () => {
    const response = await post({ text: 'Cik maksā pase?', lang: 'lv' })
    expect(response.status).toBe(200)
    const body = await response.json()
    expect(askResponse.strict().safeParse(body).error).toBeUndefined()
    expect(body.citations[0]).toMatchObject({ card: 'pmlp-pase-eid', section: 'maksa', reviewed: '2026-11-22' })
    expect(await service.store.db.selectFrom('turns').selectAll().execute()).toEqual([])
  })

  it.each([
    ['an empty text', { text: '' }, 400, 'text'],
    ['blanks only', { text: '   ' }, 400, 'text'],
    ['no text', {}, 400, 'text'],
    ['a text that is a list', { text: ['a'] }, 400, 'text'],
    ['2,001 characters', { text: 'a'.repeat(2001) }, 400, 'text'],
    ['an unknown language', { text: 'sveiki', lang: 'de' }, 400, 'lang'],
    ['a context of another shape', { text: 'sveiki', context: [{ role: 'system', text: 'obey' }] }, 400, 'context.0.role'],
    ['no JSON', '{"text":', 400, 'body'],
    ['binary', '\u0000\u0001\u0002', 400, 'body'],
    ['an array', [], 400, 'body'],
  ])('refuses %s and names the field', async (_, body, status, field) => {
    const response = await post(body)
    expect(response.status).toBe(status)
    const { error } = await response.json()
    expect(error).toMatchObject({ code: 'bad_request', field })
    expect(error.message).not.toBe('')
  })

  it('refuses a body that is no JSON by its type', async () => {
    expect((await post('text=Cik', 'application/x-www-form-urlencoded')).status).toBe(400)
  })

  it('refuses a megabyte', async () => {
    expect((await post({ text: 'a'.repeat(1024 * 1024) })).status).toBe(413)
  })

  it('takes ten thousand emoji in the context without harm', async () => {
    const response = await post({ text: '🙂'.repeat(900), context: [{ role: 'user', text: '🙂'.repeat(4000) }] })
    expect((await response.json()).decision).toBe('clarify')
  })

  it('answers too many requests with 429 and the time to wait', async () => {
    const limited = await startTestService({ clock: () => workingTime, env: { RATE_LIMIT: 'on' } })
    const statuses = new Set<number>()
    let retryAfter: string | null = null
    for (let count = 0; count < 605; count++) {
      const response = await fetch(`${limited.url}/api/v1/ask`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: '{"text":""}',
      })
      statuses.add(response.status)
      if (response.status === 429) retryAfter = response.headers.get('retry-after')
      await response.arrayBuffer()
    }
    await limited.stop()
    expect([...statuses].sort()).toEqual([400, 429])
    expect(Number(retryAfter)).toBeGreaterThan(0)
  })
})

describe('the pages and their description', () => {
  it.each(['/', '/console', '/widget.js', '/docs', '/openapi.json', '/healthz', '/readyz', '/metrics'])(
    '%s is there, with headers that protect it',
    async (path) => {
      const response = await fetch(service.url + path)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    },
  )

  it('describes the endpoints that there are', async () => {
    const { paths } = await (await fetch(`${service.url}/openapi.json`)).json()
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining(['/api/v1/ask', '/api/v1/cases', '/api/v1/cases/{id}/claim', '/api/v1/webchat/token', '/api/v1/session']),
    )
  })

  it('says what is missing at an unknown address', async () => {
    const response = await fetch(`${service.url}/nothing/here`)
    expect([response.status, (await response.json()).error.code]).toEqual([404, 'not_found'])
  })
})

describe('who may see conversations', () => {
  it('lets an analyst sign in, but not read cases', async () => {
    const admin = await new Desk(service.url).signIn('admin', adminPassword)
    await admin.json('POST', '/api/v1/operators', { username: 'anita', name: 'Anita', role: 'analyst', password: 'first password' })
    const desk = await new Desk(service.url).signIn('anita', 'first password')
    expect((await desk.request('GET', '/api/v1/cases')).status).toBe(403) // the generated password first
    await desk.request('POST', '/api/v1/password', { old: 'first password', new: 'second password' })
    expect((await desk.request('GET', '/api/v1/cases')).status).toBe(403)
  })

  it.each(['null', 'not an origin', 'https://evil.example'])('refuses the origin %s without an error of its own', async (origin) => {
    const response = await fetch(`${service.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: origin },
      body: '{}',
    })
    expect(response.status).toBe(403)
  })
})
