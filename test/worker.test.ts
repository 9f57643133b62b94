import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import worker from '../src/worker.ts'

async function origin(): Promise<{ ORIGIN: string; seen: { url: string; id: string }[] }> {
  const seen: { url: string; id: string }[] = []
  const server = createServer((request, response) => {
    seen.push({ url: request.url ?? '', id: String(request.headers['x-request-id']) })
    request.pipe(response)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  return { ORIGIN: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen }
}

it('forwards path, query and body to the service, with a request id', async () => {
  const env = await origin()
  const request = new Request('https://edge.example/api/v1/ask?a=1', { method: 'POST', body: 'āžē', duplex: 'half' } as RequestInit)
  const response = await worker.fetch(request, env)
  expect(await response.text()).toBe('āžē')
  expect(env.seen).toEqual([{ url: '/api/v1/ask?a=1', id: expect.stringMatching(/^[0-9a-f-]{36}$/) }])
})

it('refuses what is too large before it travels', async () => {
  const env = await origin()
  const request = new Request('https://edge.example/api/v1/ask', {
    method: 'POST',
    body: 'x',
    headers: { 'content-length': String(300 * 1024) },
  })
  expect([(await worker.fetch(request, env)).status, env.seen.length]).toEqual([413, 0])
})

it('says that the service is away instead of failing', async () => {
  const response = await worker.fetch(new Request('https://edge.example/'), { ORIGIN: 'http://127.0.0.1:1' })
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5'])
})
