import { createServer } from 'node:net'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createInProcessBus } from '../../src/bus/in-process.ts'
import { createLog } from '../../src/log.ts'
import { createOutbox, listMails, type MailKind, sendAgain } from '../../src/mail/outbox.ts'
import { keepMails, type SendDeps, sendDue } from '../../src/mail/send-mails.ts'
import { createSmtp, type SmtpOptions } from '../../src/mail/smtp.ts'
import { createMetrics } from '../../src/metrics.ts'
import type { Store } from '../../src/store/store.ts'
import { postgresRecord, sqliteRecord, type TestRecord } from '../support/records.ts'
import { hasPostgres } from '../support/servers.ts'
import { letters, type MailServer, mailServer } from './mail-server.ts'

const start = Date.parse('2026-11-23T08:00:00Z')
const minute = 60_000
const from = 'VPPPD <palidziba@vpppd.example>'

async function world(server: Pick<MailServer, 'url'>, options: Partial<SmtpOptions> = {}, open: () => Promise<TestRecord> = sqliteRecord) {
  const record = await open()
  onTestFinished(() => record.remove())
  await record.nodes[0].migrate()
  const clock = { now: start }
  const metrics = createMetrics()
  const bus = createInProcessBus()
  const depsOf = (store: Store): SendDeps => ({
    store,
    bus,
    clock: () => clock.now,
    log: createLog('silent'),
    metrics,
    postman: createSmtp({ url: server.url, from, timeout: 2000, ...options }),
  })
  const deps = depsOf(record.nodes[0])
  const outbox = createOutbox({ bus, address: () => 'https://vpppd.example' })
  let count = 0
  return {
    record,
    bus,
    clock,
    deps,
    depsOf,
    outbox,
    /** Puts a letter into the outbox, as any part of the service does. */
    put: (letter: Partial<{ to: string; subject: string; text: string }> = {}, kind: MailKind = 'referral', refId = String(++count)) =>
      deps.store.db
        .transaction()
        .execute((trx) =>
          outbox.put(
            trx,
            { to: 'specialists@iestade.example', subject: 'Jautājums', text: 'Labdien!', ...letter },
            { kind, refId, at: clock.now },
          ),
        ),
    state: async () => await deps.store.db.selectFrom('mails').selectAll().orderBy('createdAt').orderBy('id').execute(),
    counted: async (result: string) => {
      const metric = (await metrics.registry.getMetricsAsJSON()).find(({ name }) => name === 'vpppd_mails_total')
      return (metric?.values ?? []).filter(({ labels }) => labels.result === result).reduce((sum, { value }) => sum + value, 0)
    },
  }
}

describe('a letter', () => {
  it('arrives as plain text, with its words whole, and says that a program sent it', async () => {
    const server = await mailServer()
    const { put, deps, state, counted } = await world(server)
    const text = `Labdien!\n\nŠī saite: https://vpppd.example/referral/${'a'.repeat(200)}\n\n.\nBeigas — жду ответа`
    await put({ subject: 'Jautājums par pabalstu: āčēģīķļņšūž', text })
    await sendDue(deps)
    const [letter] = server.received
    expect(letter).toMatchObject({ from: 'palidziba@vpppd.example', to: ['specialists@iestade.example'] })
    expect(letter?.text.trimEnd()).toBe(text)
    expect(Object.fromEntries(letter?.headers ?? [])).toMatchObject({
      subject: 'Jautājums par pabalstu: āčēģīķļņšūž',
      from,
      to: 'specialists@iestade.example',
      'auto-submitted': 'auto-generated',
      'message-id': expect.stringMatching(/^<[a-z0-9]+@vpppd\.example>$/),
      'content-type': expect.stringMatching(/^text\/plain; charset=utf-8/i),
    })
    expect(await state()).toMatchObject([{ sentAt: start, tries: 1, text: '', error: null, failedAt: null }])
    expect(await counted('sent')).toBe(1)
  })

  it.each([
    ['a line end in the subject', { subject: 'Labdien\r\nBcc: citi@example.lv' }],
    ['a bare line feed in the subject', { subject: 'Labdien\nBcc: citi@example.lv\n\nCits teksts' }],
    ['headers in the text', { text: 'Bcc: citi@example.lv\r\n.\r\nMAIL FROM:<x@example.lv>\r\n' }],
  ])('gets no further header or recipient from %s', async (_, words) => {
    const server = await mailServer()
    const { put, deps, state } = await world(server)
    await put(words)
    expect((await state())[0]?.subject).not.toMatch(/\p{Cc}/u)
    await sendDue(deps)
    expect(server.received).toHaveLength(1)
    expect(server.received[0]?.to).toEqual(['specialists@iestade.example'])
    expect(server.received[0]?.headers.has('bcc')).toBe(false)
  })

  it.each([
    'a@example.lv, b@example.lv',
    'a@example.lv\r\nBcc: b@example.lv',
    'Vārds <a@example.lv>',
    'a@example.lv;b@example.lv',
    'a b@example.lv',
    'a',
    '',
    `${'a'.repeat(250)}@example.lv`,
  ])('is not stored for %j, which is no single address', async (to) => {
    const { put, state } = await world({ url: 'smtp://127.0.0.1:1' })
    await expect(put({ to })).rejects.toMatchObject({ code: 'bad_request', field: 'email' })
    expect(await state()).toEqual([])
  })

  it('is stored with what it is about, or not at all', async () => {
    const { outbox, deps, state } = await world({ url: 'smtp://127.0.0.1:1' })
    const failing = deps.store.db.transaction().execute(async (trx) => {
      await outbox.put(trx, { to: 'a@example.lv', subject: 'x', text: 'x' }, { kind: 'referral', refId: '1', at: start })
      throw new Error('what it is about could not be stored')
    })
    await expect(failing).rejects.toThrow('could not be stored')
    expect(await state()).toEqual([])
  })

  it('goes out once, however often the same is put', async () => {
    const server = await mailServer()
    const { put, deps } = await world(server)
    await put({}, 'referral', 'r1')
    await put({}, 'referral', 'r1')
    await put({}, 'referral-reminder', 'r1')
    await sendDue(deps)
    await put({}, 'referral', 'r1')
    await sendDue(deps)
    expect(server.received).toHaveLength(2)
  })
})

describe('a mail server that refuses', () => {
  it('the recipient is not asked again; the administrator sees why, and may send again', async () => {
    const server = await mailServer()
    server.refuseRecipient = { code: 550, message: '5.1.1 <specialists@iestade.example> no such user' }
    const { put, deps, state, clock, counted, bus } = await world(server)
    await put()
    clock.now += 1
    await put({ to: 'cits@iestade.example' })
    await sendDue(deps)
    const [first] = await state()
    expect(first).toMatchObject({ failedAt: clock.now, tries: 1, sentAt: null })
    expect(first?.error).toContain('no such user')
    expect(first?.error).not.toContain('specialists@iestade.example')
    expect(await counted('failed')).toBe(2)
    clock.now += 24 * 3600_000
    await sendDue(deps)
    expect((await state()).map(({ tries }) => tries)).toEqual([1, 1])
    expect(await listMails(deps.store.db, 'failed')).toHaveLength(2)

    server.refuseRecipient = undefined
    await sendAgain(first?.id ?? '', { ...deps, bus })
    await sendDue(deps)
    expect(server.received).toHaveLength(1)
    expect(await listMails(deps.store.db, 'failed')).toHaveLength(1)
    await expect(sendAgain(first?.id ?? '', { ...deps, bus })).rejects.toMatchObject({ code: 'not_found' })
  })

  it.each([
    ['a full mailbox', { code: 452, message: '4.2.2 mailbox full' }],
    ['greylisting', { code: 451, message: '4.7.1 try again later' }],
  ])('for a while, as with %s, is asked again later and later', async (_, said) => {
    const server = await mailServer()
    server.refuseRecipient = said
    const { put, deps, state, clock, counted } = await world(server)
    await put()
    const waits: number[] = []
    for (let tries = 1; tries <= 4; tries++) {
      await sendDue(deps)
      const [mail] = await state()
      expect(mail).toMatchObject({ tries, failedAt: null, sentAt: null })
      waits.push((mail?.nextTryAt ?? 0) - clock.now)
      clock.now = (mail?.nextTryAt ?? 0) - 1
      await sendDue(deps)
      expect((await state())[0]?.tries, 'nobody asks before the wait is over').toBe(tries)
      clock.now += 1
    }
    expect(waits).toEqual([...waits].sort((a, b) => a - b))
    expect(waits[0]).toBe(minute)
    expect(await counted('delayed')).toBe(4)
    server.refuseRecipient = undefined
    await sendDue(deps)
    expect(server.received).toHaveLength(1)
  })

  it('for two days is given up, visibly', async () => {
    const server = await mailServer()
    server.refuseLetter = { code: 451, message: 'not now' }
    const { put, deps, state, clock } = await world(server)
    await put()
    for (let tries = 0; tries < 50 && (await state())[0]?.failedAt === null; tries++) {
      await sendDue(deps)
      clock.now = (await state())[0]?.nextTryAt ?? 0
    }
    const [mail] = await state()
    expect(mail?.failedAt).not.toBeNull()
    expect((mail?.failedAt ?? 0) - start).toBeLessThanOrEqual(48 * 3600_000)
    expect((mail?.failedAt ?? 0) - start).toBeGreaterThan(40 * 3600_000)
    expect((await listMails(deps.store.db, 'failed'))[0]).toMatchObject({ state: 'failed', error: expect.stringContaining('not now') })
  })

  it('the password keeps what is to be sent until the settings are mended', async () => {
    const server = await mailServer({ onAuth: (_auth, _session, callback) => callback(new Error('wrong password')), authOptional: false })
    const { put, deps, state } = await world({ url: server.url.replace('smtp://', 'smtp://vpppd:nepareiza@') })
    await put()
    await sendDue(deps)
    expect(await state()).toMatchObject([{ failedAt: null, tries: 1 }])
    expect((await state())[0]?.error).not.toContain('nepareiza')
  })
})

describe('a mail server that is away', () => {
  it('keeps the letters in the outbox; they go out once when it is back, the oldest first', async () => {
    const server = await mailServer()
    const { port } = server
    await server.close()
    const { put, deps, state, clock } = await world(server)
    for (const subject of ['pirmā', 'otrā', 'trešā']) {
      clock.now += 1
      await put({ subject })
    }
    await sendDue(deps)
    await sendDue(deps)
    expect(
      (await state()).map(({ tries }) => tries),
      'each run tries one',
    ).toEqual([1, 1, 0])
    const again = await mailServer({ port })
    clock.now += 2 * minute
    await sendDue(deps)
    expect(again.received.map(({ headers }) => headers.get('subject')).sort()).toEqual(['otrā', 'pirmā', 'trešā'])
    await sendDue(deps)
    expect(again.received).toHaveLength(3)
  })

  it('survives a restart of the service in between: nothing is lost and nothing goes out twice', async () => {
    const server = await mailServer()
    const { port } = server
    await server.close()
    const { put, deps, depsOf, record, clock } = await world(server)
    await put()
    await put()
    const first = keepMails(deps)
    await vi.waitFor(async () => {
      const { tries } = await deps.store.db
        .selectFrom('mails')
        .select((eb) => eb.fn.sum<number>('tries').as('tries'))
        .executeTakeFirstOrThrow()
      expect(tries).toBeGreaterThan(0)
    })
    await first.stop()
    const store = await record.restart()
    const again = await mailServer({ port })
    clock.now += 2 * minute
    const second = keepMails(depsOf(store))
    await letters(again, 2)
    await second.stop()
    const third = keepMails(depsOf(store))
    await third.stop()
    expect(again.received).toHaveLength(2)
    const sent = await store.db.selectFrom('mails').selectAll().where('sentAt', 'is not', null).execute()
    expect(sent).toHaveLength(2)
  })

  it('that takes a letter and never says so leaves it unknown; the second one has the same id', async () => {
    const server = await mailServer()
    server.silent = true
    const { put, deps, state, clock } = await world(server, { timeout: 300 })
    await put()
    await sendDue(deps)
    expect(await state()).toMatchObject([{ sentAt: null, failedAt: null, error: expect.stringContaining('did not answer in time') }])
    server.silent = false
    clock.now += 2 * minute
    await sendDue(deps)
    const ids = server.received.map(({ headers }) => headers.get('message-id'))
    expect(ids).toHaveLength(2)
    expect(new Set(ids).size).toBe(1)
    expect(await state()).toMatchObject([{ sentAt: clock.now, tries: 2 }])
  })

  it('that accepts connections and says nothing does not hold the service up', async () => {
    const mute = createServer((socket) => void socket.resume())
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void mute.close())
    const { port } = mute.address() as { port: number }
    const { put, deps, state } = await world({ url: `smtp://127.0.0.1:${port}` }, { timeout: 300 })
    await put()
    const began = performance.now()
    await sendDue(deps)
    expect(performance.now() - began).toBeLessThan(2000)
    expect(await state()).toMatchObject([{ tries: 1, failedAt: null }])
    // The connection is closed, not left to the server's patience.
    await vi.waitFor(async () => expect(await promisify(mute.getConnections.bind(mute))()).toBe(0))
  })
})

describe.each([
  { store: 'SQLite', open: sqliteRecord, available: true },
  { store: 'PostgreSQL', open: postgresRecord, available: hasPostgres },
])('many senders at once, on $store', ({ open, available }) => {
  it.skipIf(!available)('send each letter once', async () => {
    const server = await mailServer()
    const { put, depsOf, record } = await world(server, {}, open)
    for (let count = 0; count < 12; count++) await put({ subject: `Vēstule ${count}` })
    await Promise.all([...record.nodes, ...record.nodes, ...record.nodes].map((store) => sendDue(depsOf(store))))
    const subjects = server.received.map(({ headers }) => headers.get('subject'))
    expect(new Set(subjects).size).toBe(12)
    expect(subjects).toHaveLength(12)
  })
})

it('leaves a letter to the node that has begun to send it, and takes it over when that one has died', async () => {
  const server = await mailServer()
  server.silent = true
  const { put, deps, depsOf, record, state, clock } = await world(server, { timeout: 2000 })
  await put()
  const hanging = sendDue(deps)
  await letters(server, 1)
  const other = depsOf(record.nodes[0])
  clock.now += minute
  await sendDue(other)
  expect(server.received, 'the first node still has time').toHaveLength(1)
  clock.now += 2 * minute
  server.silent = false
  await sendDue(other)
  expect(server.received).toHaveLength(2)
  await hanging
  expect(await state(), 'what the first one says later changes nothing').toMatchObject([{ sentAt: clock.now, failedAt: null, error: null }])
  clock.now += 24 * 3600_000
  await sendDue(other)
  expect(server.received).toHaveLength(2)
})

it('never sends a password in the clear over a network', async () => {
  const server = await mailServer()
  // 127.0.0.2 is this machine too, but no name for it that the sender knows.
  const { put, deps, state } = await world({ url: server.url.replace('smtp://127.0.0.1', 'smtp://vpppd:parole@127.0.0.2') })
  await put()
  await sendDue(deps)
  expect(server.received).toEqual([])
  expect(await state()).toMatchObject([{ sentAt: null, failedAt: null }])
})
