import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { cacheFolder } from './knowledge.ts'
import { adminPassword } from './service.ts'

/** The service as a process of its own, which can be killed and started again over the same record. */
export interface KillableService {
  url: string
  start(): Promise<void>
  /** Without warning, as when the power goes. */
  kill(): Promise<void>
  remove(): Promise<void>
}

export async function killableService(env: Record<string, string> = {}): Promise<KillableService> {
  const folder = mkdtempSync(join(tmpdir(), 'vpppd-kill-'))
  cpSync(cacheFolder, join(folder, 'cache'), { recursive: true, filter: (file) => !file.endsWith('.input.json') })
  const port = await freePort()
  let running: ChildProcess | undefined
  const kill = async () => {
    const child = running
    running = undefined
    if (!child) return
    child.removeAllListeners('exit')
    const gone = new Promise((done) => child.once('exit', done))
    child.kill('SIGKILL')
    await gone
  }
  return {
    url: `http://127.0.0.1:${port}`,
    async start() {
      const child = spawn(process.execPath, ['--import', 'tsx', resolve(import.meta.dirname, '../../src/main.ts')], {
        env: {
          ...process.env,
          PORT: String(port),
          DATA_DIR: folder,
          LOG_LEVEL: 'silent',
          RATE_LIMIT: 'off',
          BOOTSTRAP_ADMIN_PASSWORD: adminPassword,
          ...env,
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      running = child
      await new Promise<void>((done, failed) => {
        child.stdout?.on('data', (data) => String(data).includes('Ready') && done())
        child.on('exit', (code) => failed(new Error(`the service ended with ${code}`)))
      })
    },
    kill,
    async remove() {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  await new Promise((done) => server.close(done))
  return port
}
