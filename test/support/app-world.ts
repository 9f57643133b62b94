import { tmpdir } from 'node:os'
import type { Hono } from 'hono'
import { expect, onTestFinished } from 'vitest'
import { type AppDeps, buildApp } from '../../src/app.ts'
import { createInProcessBus } from '../../src/bus/in-process.ts'
import { readConfig } from '../../src/config.ts'
import { createCalendar } from '../../src/handoff/calendar.ts'
import { createReferralLinks } from '../../src/handoff/referral-link.ts'
import { cookieName } from '../../src/http/sessions.ts'
import { createLog } from '../../src/log.ts'
import { createMetrics } from '../../src/metrics.ts'
import { CaseFeed } from '../../src/operator/case-feed.ts'
import { noPassword } from '../../src/operator/password.ts'
import type { Role } from '../../src/operator/permissions.ts'
import { bootstrapAdmin, openSession } from '../../src/operator/sign-in.ts'
import { newId } from '../../src/store/ids.ts'
import type { Deps } from '../../src/turn/draft.ts'
import { loadRealKnowledge } from './knowledge.ts'
import { sqliteRecord, type TestRecord } from './records.ts'
import { adminPassword, workingTime } from './service.ts'

const unused = () => {
  throw new Error('these routes answer no question')
}

/** All routes over a record of their own, without a port and without the classifier: nothing here asks the assistant. */
export async function appWorld(more: Partial<AppDeps> = {}, open: () => Promise<TestRecord> = sqliteRecord) {
  const record = await open()
  onTestFinished(() => record.remove())
  const store = record.nodes[0]
  await store.migrate()
  let now = workingTime
  // A millisecond passes at each look, so that what happened later sorts later.
  const clock = () => ++now
  await bootstrapAdmin(store, adminPassword, clock)
  const bus = createInProcessBus()
  const log = createLog('silent')
  const knowledge = loadRealKnowledge()
  const deps: Deps = {
    knowledge,
    understand: unused,
    calendar: createCalendar(knowledge.workingHours, 'Europe/Riga'),
    clock,
    timeZone: 'Europe/Riga',
    operatingPoint: 'safe',
  }
  const feed = new CaseFeed({ store, bus, clock, log })
  feed.start()
  onTestFinished(() => feed.stop())
  const config = more.config ?? readConfig({ RATE_LIMIT: 'off' })
  const secure = config.PUBLIC_URL?.startsWith('https:') ?? false
  const app = buildApp({
    config,
    log,
    metrics: createMetrics(),
    answering: () => deps,
    operators: { store, bus, clock, wordings: () => knowledge.wordings, wake: () => {} },
    feed,
    links: createReferralLinks('a secret of a test, long enough', clock, () => 'http://localhost'),
    channels: [],
    host: { open: unused, exists: unused, intake: unused, turnsAfter: unused, follow: unused, followTyping: unused },
    tokens: { start: unused, resume: unused, conversationOf: unused },
    pages: tmpdir(),
    ...more,
  })
  return {
    app,
    store,
    bus,
    clock,
    knowledge,
    setTime: (time: number) => {
      now = time
    },
    /** Somebody with this role who has signed in; the way to a password of one's own is tested with the accounts. */
    async person(role: Role, username = `${role}-1`): Promise<Person> {
      const at = clock()
      const row = await store.db
        .insertInto('operators')
        .values({
          id: newId(at),
          username,
          name: `${role} person`,
          role,
          passwordHash: noPassword,
          mustChange: 0,
          failedLogins: 0,
          lockedUntil: 0,
          createdAt: at,
        })
        .returningAll()
        .executeTakeFirstOrThrow()
      const person = new Person(app)
      person.cookies.set(cookieName(secure), await openSession(store, row, 'password', clock()))
      return person
    },
    async admin(): Promise<Person> {
      const admin = new Person(app)
      await admin.signIn('admin', adminPassword)
      return admin
    },
  }
}

/** Somebody who uses the API; remembers cookies as a browser does. */
export class Person {
  readonly #app: Hono
  readonly cookies = new Map<string, string>()

  constructor(app: Hono) {
    this.#app = app
  }

  async signIn(username: string, password: string): Promise<Response> {
    const response = await this.request('POST', '/api/v1/session', { username, password })
    expect(response.status, await response.clone().text()).toBe(200)
    return response
  }

  async request(method: string, path: string, body?: unknown): Promise<Response> {
    const response = await this.#app.request(path, {
      method,
      headers: {
        ...(this.cookies.size > 0 && { Cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (/max-age=0\b/i.test(cookie)) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return response
  }

  async json(method: string, path: string, body?: unknown) {
    const response = await this.request(method, path, body)
    expect(response.ok, `${method} ${path}: ${response.status} ${await response.clone().text()}`).toBe(true)
    return response.status === 204 ? undefined : response.json()
  }
}
