import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'

/** An OpenAI-compatible endpoint that streams, for tests: what it was sent, and what it replies next. */
export interface Endpoint {
  baseUrl: string
  /** Bodies of the requests, in their order. */
  received: { messages: { role: string; content: string }[]; stream: boolean; model: string }[]
  /** Made anew for each request. */
  reply: () => Response
  close(): void
}

export function startEndpoint(): Endpoint {
  const endpoint: Endpoint = {
    baseUrl: 'https://llm.example/v1',
    received: [],
    reply: () => new Response(null, { status: 500 }),
    close: () => server.close(),
  }
  const server = setupServer(
    http.post(`${endpoint.baseUrl}/chat/completions`, async ({ request }) => {
      endpoint.received.push((await request.json()) as Endpoint['received'][number])
      return endpoint.reply()
    }),
  )
  // The service under test is asked over HTTP too; only the endpoint is pretended.
  server.listen({ onUnhandledRequest: 'bypass' })
  return endpoint
}

/** The data that the last request put before the model; sections when it is to rephrase. */
export function lastData(endpoint: Endpoint): { question?: string; sections?: { text: string }[] } {
  return JSON.parse(endpoint.received.at(-1)?.messages.at(-1)?.content ?? '{}')
}

/** A text as server-sent events of a few characters each. After the last piece: `close` leaves out the end mark. */
export function streamed(text: string, end: 'done' | 'close' | 'stall' | 'break' = 'done'): Response {
  const events = eventsOf(text)
  if (end === 'done') events.push(event({ delta: {}, finish_reason: 'stop' }), 'data: [DONE]\n\n')
  const encoder = new TextEncoder()
  let at = 0
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const next = events[at++]
      if (next !== undefined) controller.enqueue(encoder.encode(next))
      else if (end === 'break') controller.error(new Error('the connection broke'))
      else if (end === 'stall') return new Promise(() => {})
      else controller.close()
    },
  })
  return new HttpResponse(body, { headers: { 'Content-Type': 'text/event-stream' } })
}

export function eventsOf(text: string): string[] {
  return (text.match(/.{1,7}/gs) ?? []).map((content) => event({ delta: { content }, finish_reason: null }))
}

function event(choice: object): string {
  const chunk = { id: '1', object: 'chat.completion.chunk', created: 1, model: 'test', choices: [{ index: 0, ...choice }] }
  return `data: ${JSON.stringify(chunk)}\n\n`
}

/** A reply in the shape that is asked for. */
export const sentences = (...said: [text: unknown, section: unknown][]) =>
  JSON.stringify({ sentences: said.map(([text, section]) => ({ text, section })) })
