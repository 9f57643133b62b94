import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { chromium, type Page } from 'playwright-core'
import { createInProcessBus } from '../bus/in-process.ts'
import { readConfig } from '../config.ts'
import { createLog } from '../log.ts'
import { channels } from '../main.ts'
import { startService } from '../service.ts'
import { openSqlite } from '../store/sqlite.ts'
import { type Bench, type BenchContext, BenchSkipped, type Figure } from './bench.ts'

/** The public client of the Bot Framework. Far too large to be a dependency: its one browser file is fetched for the run. */
const client = 'botframework-webchat@4.18.1'
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const root = resolve(import.meta.dirname, '../..')
const adminPassword = 'a password for one bench'
const question = 'Cik ilgi jāgaida slimības pabalsts?'
/** A Monday at work. */
const start = Date.parse('2026-11-23T10:00:00+02:00')
const timeout = 20_000

const run = promisify(execFile)

/** The same service behind Microsoft's client: greeting, question, answer, a button, a person; with screenshots. */
export const bench: Bench = async (context) => {
  if (!existsSync(executablePath)) throw new BenchSkipped(`there is no browser at ${executablePath} (set CHROMIUM)`)
  const folder = context.temporaryFolder()
  const script = await fetchClient(folder)
  const demo = await serveDemo(script)
  const service = await openService(folder, demo.origin, context)
  demo.chatAt(service.url)
  const browser = await chromium.launch({ executablePath, args: ['--headless', '--no-sandbox', '--disable-gpu'] })
  try {
    const page = await browser.newPage({ viewport: { width: 480, height: 900 }, locale: 'lv-LV', timezoneId: 'Europe/Riga' })
    page.setDefaultTimeout(timeout)
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(error.message))
    const times = await converse(page, demo.origin, service.url)
    if (faults.length > 0) throw new Error(`the client reported: ${faults.join('; ')}`)
    return figures(script, times, await askDirectly(service.url))
  } finally {
    await browser.close()
    await service.stop()
    demo.stop()
  }
}

async function fetchClient(folder: string): Promise<Buffer> {
  try {
    const { stdout } = await run('npm', ['pack', client, '--silent', '--pack-destination', folder], { cwd: folder, timeout: 120_000 })
    await run('tar', ['-xzf', join(folder, stdout.trim().split('\n').at(-1) ?? ''), '-C', folder, 'package/dist/webchat.js'])
  } catch (error) {
    throw new BenchSkipped(`${client} cannot be fetched: ${error instanceof Error ? error.message.split('\n')[0] : error}`)
  }
  return readFileSync(join(folder, 'package/dist/webchat.js'))
}

const html = `<!doctype html><html lang="lv"><head><meta charset="utf-8"><title>Demo</title><style>html, body, #chat { height: 100%; margin: 0 }</style></head>
<body><main id="chat"></main><script src="/webchat.js"></script><script src="/demo.js"></script></body></html>`

/** A page on another origin than the service, as an institution's would be. */
async function serveDemo(script: Buffer) {
  let service = ''
  const demo = () => `(async () => {
  const { token } = await (await fetch('${service}/api/v1/webchat/token', { method: 'POST' })).json()
  const directLine = WebChat.createDirectLine({ token, domain: '${service}/v3/directline', conversationStartProperties: { locale: 'lv-LV' } })
  WebChat.renderWebChat({ directLine, locale: 'lv-LV', userID: 'dl_demo' }, document.getElementById('chat'))
})()`
  const server = createServer(({ url }, response) => {
    const [type, body] =
      url === '/webchat.js' ? ['text/javascript', script] : url === '/demo.js' ? ['text/javascript', demo()] : ['text/html', html]
    response.writeHead(200, { 'Content-Type': `${type}; charset=utf-8` }).end(body)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    chatAt(url: string) {
      service = url
    },
    stop: () => server.close(),
  }
}

function openService(folder: string, origin: string, { progress }: BenchContext) {
  const begun = performance.now()
  const config = readConfig({
    PORT: '0',
    DATA_DIR: folder,
    LOG_LEVEL: 'silent',
    RATE_LIMIT: 'off',
    BOOTSTRAP_ADMIN_PASSWORD: adminPassword,
    WIDGET_ORIGINS: origin,
  })
  return startService({
    config,
    log: createLog('silent'),
    store: openSqlite(join(folder, 'vpppd.sqlite')),
    bus: createInProcessBus(),
    channels,
    clock: () => Math.round(start + performance.now() - begun),
    cacheFolder: join(root, 'data/cache'),
    onProgress: progress('Training the classifier'),
  })
}

/** @returns milliseconds until each thing was seen; throws when one is not */
async function converse(page: Page, demo: string, service: string): Promise<{ greeting: number; answer: number; operator: number }> {
  const since = async (act: () => Promise<unknown>, seen: string): Promise<number> => {
    const begun = performance.now()
    await act()
    await page.getByText(seen).last().waitFor()
    return performance.now() - begun
  }
  const say = async (text: string) => {
    await page.getByRole('textbox').fill(text)
    await page.keyboard.press('Enter')
  }
  const greeting = await since(() => page.goto(demo), 'automātiska programma')
  const answer = await since(() => say(question), '10 darba dienas')
  await shoot(page, 'webchat-answer')
  await since(() => page.getByRole('button', { name: 'Runāt ar cilvēku' }).last().click(), 'nododu sarunu VPPPD operatoram')
  const operator = await since(() => answerAsOperator(service), 'Labdien, te operators.')
  await shoot(page, 'webchat-operator')
  return { greeting, answer, operator }
}

async function answerAsOperator(url: string): Promise<void> {
  let cookie = ''
  const call = async (method: string, path: string, body?: unknown) => {
    const headers = { 'Content-Type': 'application/json', ...(cookie && { Cookie: cookie }) }
    const response = await fetch(url + path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    cookie ||= response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    return response.status === 204 ? undefined : response.json()
  }
  await call('POST', '/api/v1/session', { username: 'admin', password: adminPassword })
  const { cases } = await call('GET', '/api/v1/cases?state=waiting')
  await call('POST', `/api/v1/cases/${cases[0].id}/claim`, {})
  await call('POST', `/api/v1/cases/${cases[0].id}/messages`, { text: 'Labdien, te operators.' })
}

async function askDirectly(url: string): Promise<number> {
  const begun = performance.now()
  const response = await fetch(`${url}/api/v1/ask`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ text: question, lang: 'lv' }),
  })
  await response.json()
  return performance.now() - begun
}

async function shoot(page: Page, name: string): Promise<void> {
  const folder = join(root, 'coverage/screenshots')
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

function figures(script: Buffer, times: { greeting: number; answer: number; operator: number }, direct: number): Figure[] {
  const kilobytes = gzipSync(script).length / 1024
  const widget = join(root, 'dist/web/widget.js')
  const own = existsSync(widget) ? gzipSync(readFileSync(widget)).length / 1024 : undefined
  return [
    { name: 'webchat greeting shown', value: times.greeting, unit: 'ms' },
    { name: 'webchat answer shown', value: times.answer, unit: 'ms', ratio: times.answer / direct, baseline: 'POST /api/v1/ask' },
    { name: 'webchat operator shown', value: times.operator, unit: 'ms' },
    {
      name: 'webchat script',
      value: kilobytes,
      unit: 'kB gzip',
      ...(own !== undefined && { ratio: kilobytes / own, baseline: 'our widget' }),
    },
  ]
}
