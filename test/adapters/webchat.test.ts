import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { createWebchat, Tokens } from '../../adapters/webchat/index.ts'
import { renderActivity } from '../../adapters/webchat/render.ts'
import { Chat } from '../support/chat.ts'
import { startTestService, type TestService, workingTime } from '../support/service.ts'
import { channelContract } from './channel-contract.ts'

const now = () => workingTime

channelContract('webchat', async () => {
  const tokens = new Tokens('a secret of the test, long enough', now)
  const channel = createWebchat({ tokens, secret: undefined, publicUrl: undefined, onError: () => {} })
  const request = (token: string, text: string) =>
    new Request('http://service/v3/directline/conversations/c1/activities', {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ type: 'message', text, from: { id: 'somebody else' } }),
    })
  const claims = { conversation: 'c1', user: 'dl_1', purpose: 'chat' } as const
  return {
    channel,
    signed: async (text) => request(await tokens.issue(claims), text),
    forged: async (text) => request(await new Tokens('another secret, just as long as it', now).issue(claims), text),
    // Clients fetch their turns; the platform sends nothing back.
    ownEcho: undefined,
    shown: async (reply) => [
      renderActivity(
        {
          conversationId: 'c1',
          seq: 1,
          from: reply.from,
          at: 0,
          language: reply.language,
          text: reply.text,
          options: [],
          replyTo: null,
          platformId: null,
          channelData: undefined,
          assistant: null,
          author: null,
        },
        'dl_1',
      ).text,
    ],
  }
})

describe('Direct Line over HTTP', () => {
  let service: TestService
  let time = workingTime
  beforeAll(async () => {
    service = await startTestService({
      clock: () => time,
      env: { DIRECTLINE_SECRET: 'the-secret-of-another-service', WIDGET_ORIGINS: 'https://www.vsaa.gov.lv' },
    })
  })
  afterAll(() => service.stop())

  it.each([
    ['no token', '', 401, 'MissingToken'],
    ['a token that is none', 'nonsense', 401, 'BadToken'],
  ])('refuses %s', async (_, token, status, code) => {
    const chat = await new Chat(service.url).start()
    chat.token = token
    const response = await chat.post('sveiki')
    expect([response.status, (await response.json()).error.code]).toEqual([status, code])
  })

  it('refuses an expired token, and takes it back for a new one of the same conversation for a day', async () => {
    const chat = await new Chat(service.url).start()
    time += 31 * 60_000
    const refused = await chat.post('sveiki')
    expect([refused.status, (await refused.json()).error.code]).toEqual([403, 'TokenExpired'])
    const resumed = await chat.json('/api/v1/webchat/token', { token: chat.token })
    expect(resumed.conversationId).toBe(chat.conversationId)
    time += 25 * 3600_000
    const late = await chat.json('/api/v1/webchat/token', { token: chat.token })
    expect(late.conversationId).not.toBe(chat.conversationId)
    time = workingTime
  })

  it('keeps a token to its own conversation', async () => {
    const [mine, other] = [await new Chat(service.url).start(), await new Chat(service.url).start()]
    mine.conversationId = other.conversationId
    expect((await mine.post('sveiki')).status).toBe(403)
  })

  it('knows no conversation before it was started', async () => {
    const chat = new Chat(service.url)
    const { token, conversationId } = await chat.json('/api/v1/webchat/token', {})
    chat.token = token
    chat.conversationId = conversationId
    expect((await chat.post('sveiki')).status).toBe(404)
  })

  it.each([
    ['no JSON', '{"type":', 400, 'BadSyntax'],
    ['binary', '\u0000\u0001\u0002', 400, 'BadSyntax'],
    ['an empty message', { type: 'message', text: '  ' }, 400, 'MissingProperty'],
    ['no type', { text: 'sveiki' }, 400, 'BadArgument'],
    ['a text that is a number', { type: 'message', text: 5 }, 400, 'BadArgument'],
    ['a megabyte', { type: 'message', text: 'a'.repeat(1024 * 1024) }, 413, 'too_large'],
  ])('refuses %s with a reason', async (_, body, status, code) => {
    const chat = await new Chat(service.url).start()
    const response = await chat.request(`/v3/directline/conversations/${chat.conversationId}/activities`, body)
    expect([response.status, (await response.json()).error.code]).toEqual([status, code])
    await chat.read()
    expect(chat.seen).toHaveLength(1)
  })

  it('ignores activities that are no messages', async () => {
    const chat = await new Chat(service.url).start()
    expect((await chat.request(`/v3/directline/conversations/${chat.conversationId}/activities`, { type: 'typing' })).status).toBe(200)
    await chat.read()
    expect(chat.seen).toHaveLength(1)
  })

  it('starts a conversation once and says so by its status', async () => {
    const chat = new Chat(service.url)
    chat.token = (await chat.json('/api/v1/webchat/token', {})).token
    const statuses = [await chat.request('/v3/directline/conversations', {}), await chat.request('/v3/directline/conversations', {})]
    expect(statuses.map((response) => response.status)).toEqual([201, 200])
  })

  it('makes tokens for who has the secret only', async () => {
    const generate = (secret: string) =>
      fetch(`${service.url}/v3/directline/tokens/generate`, { method: 'POST', headers: { Authorization: `Bearer ${secret}` } })
    expect((await generate('the-secret-of-another-service')).status).toBe(200)
    expect((await generate('a-guess')).status).toBe(401)
  })

  it('allows configured origins, with the headers that Direct Line clients send, and no others', async () => {
    const preflight = (origin: string) =>
      fetch(`${service.url}/v3/directline/conversations`, {
        method: 'OPTIONS',
        headers: {
          Origin: origin,
          'Access-Control-Request-Method': 'POST',
          'Access-Control-Request-Headers': 'authorization,content-type,x-ms-bot-agent',
        },
      })
    const allowed = await preflight('https://www.vsaa.gov.lv')
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://www.vsaa.gov.lv')
    expect(allowed.headers.get('access-control-allow-headers')).toMatch(/x-ms-bot-agent/i)
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull()
    const token = await fetch(`${service.url}/api/v1/webchat/token`, { method: 'POST', headers: { Origin: 'https://evil.example' } })
    expect(token.status).toBe(403)
  })

  it('goes on over a socket after the watermark, with nothing missing and nothing twice', async () => {
    const chat = await new Chat(service.url).start()
    await chat.say('sveiki')
    const opened = await chat.json(`/v3/directline/conversations/${chat.conversationId}?watermark=2`)
    const ids: string[] = []
    const socket = new WebSocket(opened.streamUrl)
    socket.on('message', (data) => {
      const text = data.toString()
      if (text) ids.push(...JSON.parse(text).activities.map((activity: { id: string }) => activity.id.split('|')[1]))
    })
    await chat.post('paldies')
    await vi.waitFor(() => expect(ids).toEqual(['0000003', '0000004', '0000005']))
    socket.close()
  })

  it('opens a socket only with the address that was given out', async () => {
    const chat = await new Chat(service.url).start()
    const address = `${service.url.replace('http', 'ws')}/v3/directline/conversations/${chat.conversationId}/stream?t=${chat.token}`
    const status = await new Promise((resolve) =>
      new WebSocket(address).on('unexpected-response', (_request, response) => resolve(response.statusCode)).on('error', () => {}),
    )
    expect(status).toBe(401)
  })
})
