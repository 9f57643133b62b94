import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { Chat } from '../support/chat.ts'
import { cacheFolder } from '../support/knowledge.ts'
import { adminPassword } from '../support/service.ts'

const folder = mkdtempSync(join(tmpdir(), 'vpppd-kill-'))
let running: ChildProcess | undefined

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  await new Promise((done) => server.close(done))
  return port
}

async function start(port: number): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', resolve(import.meta.dirname, '../../src/main.ts')], {
    env: {
      ...process.env,
      PORT: String(port),
      DATA_DIR: folder,
      LOG_LEVEL: 'silent',
      RATE_LIMIT: 'off',
      BOOTSTRAP_ADMIN_PASSWORD: adminPassword,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running = child
  await new Promise<void>((done, failed) => {
    child.stdout?.on('data', (data) => String(data).includes('Ready') && done())
    child.on('exit', (code) => failed(new Error(`the service ended with ${code}`)))
  })
}

async function kill(): Promise<void> {
  const child = running
  if (!child) return
  child.removeAllListeners('exit')
  const gone = new Promise((done) => child.once('exit', done))
  child.kill('SIGKILL')
  await gone
}

afterAll(async () => {
  await kill()
  rmSync(folder, { recursive: true, force: true })
})

describe('the process is killed in the middle of its work', () => {
  it('has every acknowledged turn afterwards, answers each once, and the conversation goes on', async () => {
    cpSync(cacheFolder, join(folder, 'cache'), { recursive: true })
    const port = await freePort()
    const acknowledged: string[] = []
    let chat: Chat | undefined
    for (let round = 0; round < 3; round++) {
      await start(port)
      chat ??= await new Chat(`http://127.0.0.1:${port}`).start()
      const current = chat
      // Many at once, and the kill comes while some are stored but not answered yet.
      const posts = Array.from({ length: 20 }, async (_, index) => {
        const id = `${round}-${index}`
        const response = await current.post(`cik maksā jauna pase ${id}`, { channelData: { clientActivityID: id } }).catch(() => undefined)
        if (response?.ok) acknowledged.push(id)
      })
      await Promise.race(posts)
      await kill()
      await Promise.allSettled(posts)
    }
    await start(port)
    const finished = chat as Chat
    await vi.waitFor(
      async () => {
        await finished.read()
        const own = finished.seen.filter((activity) => activity.channelData?.clientActivityID)
        const answered = new Set(finished.seen.flatMap((activity) => activity.replyToId ?? []))
        expect(own.filter((activity) => !answered.has(activity.id))).toEqual([])
      },
      { timeout: 10_000, interval: 50 },
    )
    const own = finished.seen.flatMap((activity) => activity.channelData?.clientActivityID ?? [])
    expect(acknowledged.length).toBeGreaterThan(0)
    expect(acknowledged.filter((id) => !own.includes(id))).toEqual([])
    expect(own).toHaveLength(new Set(own).size)
    const replies = finished.seen.flatMap((activity) => activity.replyToId ?? [])
    expect(replies).toHaveLength(new Set(replies).size)
    expect(finished.seen.map((activity) => Number(activity.id.split('|')[1]))).toEqual(finished.seen.map((_, index) => index + 1))
    expect((await finished.say('kā noformēt pasi bērnam')).channelData?.assistant?.from).toBe('assistant')
  }, 60_000)
})
