import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { startTestService, type TestService, workingTime } from '../support/service.ts'

// The public client expects a browser: both must be there before it is read.
const { default: XMLHttpRequest } = (await import('xhr2' as string)) as { default: unknown }
Object.assign(globalThis, { WebSocket, XMLHttpRequest })
const { DirectLine, ConnectionStatus } = await import('botframework-directlinejs')

let service: TestService
beforeAll(async () => {
  service = await startTestService({ clock: () => workingTime })
})
afterAll(() => service.stop())

interface Seen {
  id?: string
  type: string
  text?: string
  replyToId?: string
  from: { id: string }
  channelData?: { clientActivityID?: string; assistant?: { decision: string } }
}

describe.each([
  ['WebSocket', true],
  ['polling', false],
])('botframework-directlinejs over %s', (_, webSocket) => {
  it('starts with a token, says something, sees its echo and then the answer, each once and in order', async () => {
    const { token } = (await (await fetch(`${service.url}/api/v1/webchat/token`, { method: 'POST' })).json()) as { token: string }
    const client = new DirectLine({ token, domain: `${service.url}/v3/directline`, webSocket, pollingInterval: 200 })
    const seen: Seen[] = []
    const status: number[] = []
    const statusSubscription = client.connectionStatus$.subscribe((value) => status.push(value))
    const answered = new Promise<void>((resolve, reject) => {
      client.activity$.subscribe({
        next: (activity) => {
          seen.push(activity as Seen)
          if ((activity as Seen).channelData?.assistant?.decision === 'answer') resolve()
        },
        error: reject,
      })
    })
    const id = await new Promise<string>((resolve, reject) => {
      client
        .postActivity({
          type: 'message',
          text: 'Cik ilgi jāgaida slimības pabalsts?',
          from: { id: 'me' },
          channelData: { clientActivityID: 'first' },
        } as never)
        .subscribe({ next: resolve, error: reject })
    })
    await answered
    const echo = seen.find((activity) => activity.channelData?.clientActivityID === 'first')
    const answer = seen.find((activity) => activity.channelData?.assistant?.decision === 'answer')
    expect(echo?.id).toBe(id)
    expect(answer?.replyToId).toBe(id)
    expect(seen.map((activity) => activity.id)).toEqual([...new Set(seen.map((activity) => activity.id))].sort())
    expect(seen.map((activity) => activity.from.id === 'vpppd-assistant')).toEqual([true, false, true])
    expect(status).toContain(ConnectionStatus.Online)
    statusSubscription.unsubscribe()
    client.end()
  })
})
