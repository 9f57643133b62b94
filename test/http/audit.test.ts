import { describe, expect, it } from 'vitest'
import { keepContact } from '../../src/handoff/client-moves.ts'
import { openCase } from '../../src/handoff/open-case.ts'
import { getCase, type Operator } from '../../src/operator/case.ts'
import { closeCase } from '../../src/operator/close-case.ts'
import { takeCase } from '../../src/operator/take-case.ts'
import { auditPage } from '../../src/reports/audit.ts'
import { openConversation } from '../../src/store/conversations.ts'
import { appendEvent } from '../../src/store/events.ts'
import { appendTurn } from '../../src/store/turns.ts'
import { appWorld, Person } from '../support/app-world.ts'
import { workingTime } from '../support/service.ts'

const minute = 60_000
const day = 24 * 60 * minute

async function auditWorld() {
  const world = await appWorld()
  const { store, bus, clock, knowledge } = world
  const deps = { store, bus, clock, wordings: () => knowledge.wordings, wake: () => {} }
  const holder: Operator = { id: 'op-9', username: 'holder', name: 'Holder', role: 'operator' }
  return {
    ...world,
    /** A case with a contact and some words; closed, when it is asked for. */
    async caseOf(client: string, closed: boolean): Promise<string> {
      const at = clock()
      const { conversation } = await openConversation(store.db, { channel: 'webchat', id: client }, 'lv', at)
      for (const text of ['Labdien!', 'Vai Jūs varat palīdzēt?'])
        await appendTurn(store.db, conversation.id, { speaker: 'client', at, language: 'lv', text, handledAt: at })
      const id = await openCase(store.db, {
        conversationId: conversation.id,
        channel: 'webchat',
        language: 'lv',
        reason: 'upset',
        service: null,
        at,
      })
      await keepContact(store.db, await getCase(store.db, id), { kind: 'email', value: 'klients@example.lv' }, at)
      await takeCase(id, holder, deps)
      if (closed) await closeCase(id, 'solved', undefined, holder, deps)
      return id
    },
    looks: async () =>
      (await store.db.selectFrom('events').select(['actor', 'caseId']).where('type', '=', 'transcript-viewed').orderBy('id').execute()).map(
        ({ actor, caseId }) => [actor, caseId],
      ),
  }
}

describe('a look into a closed conversation', { timeout: 60_000 }, () => {
  it('is written down once, however often the console reads on, and again for the next look', async () => {
    const { caseOf, looks, person, clock, setTime } = await auditWorld()
    const [closed, open] = [await caseOf('c1', true), await caseOf('c2', false)]
    const anna = await person('operator', 'anna')
    expect(await looks()).toEqual([])
    await anna.json('GET', `/api/v1/cases/${closed}`)
    for (const after of [0, 1, 2]) await anna.json('GET', `/api/v1/cases/${closed}?after=${after}`)
    await anna.json('GET', `/api/v1/cases/${open}`)
    expect(await looks()).toEqual([['anna', closed]])
    setTime(clock() + 14 * minute)
    await anna.json('GET', `/api/v1/cases/${closed}`)
    expect(await looks()).toHaveLength(1)
    setTime(clock() + 2 * minute)
    // Only the end of it, but without a beginning: a look all the same.
    await anna.json('GET', `/api/v1/cases/${closed}?after=2`)
    expect(await looks()).toHaveLength(2)
    await (await person('lead', 'juris')).json('GET', `/api/v1/cases/${closed}?after=1`)
    expect(await looks()).toEqual([
      ['anna', closed],
      ['anna', closed],
      ['juris', closed],
    ])
  })

  it('is none for whoever may not look, and nothing is written down', async () => {
    const { caseOf, looks, person } = await auditWorld()
    const closed = await caseOf('c1', true)
    for (const role of ['editor', 'analyst'] as const) {
      const response = await (await person(role)).request('GET', `/api/v1/cases/${closed}`)
      expect([response.status, Object.keys(await response.json())]).toEqual([403, ['error']])
    }
    expect(await looks()).toEqual([])
  })
})

describe('the audit', { timeout: 60_000 }, () => {
  it('tells an administrator who signed in, looked, and changed accounts, latest first and without secrets', async () => {
    const { app, caseOf, admin } = await auditWorld()
    const closed = await caseOf('c1', true)
    const boss = await admin()
    const first = (await boss.json('POST', '/api/v1/operators', { username: 'anna', name: 'Anna', role: 'lead' })).password
    const anna = new Person(app)
    await anna.signIn('anna', first)
    await anna.json('POST', '/api/v1/password', { old: first, new: 'zaļš ezers kalnā' })
    await anna.json('GET', `/api/v1/cases/${closed}`)
    await anna.json('GET', `/api/v1/cases/${closed}/contact`)
    await new Person(app).request('POST', '/api/v1/session', { username: 'anna', password: 'nepareiza parole' })
    await boss.json('PATCH', '/api/v1/operators/anna', { disabled: true, email: 'anna@vpppd.example' })
    const { password } = await boss.json('POST', '/api/v1/operators/anna/password')
    const { entries, next } = await boss.json('GET', '/api/v1/audit')
    expect(entries.map(({ type, actor, data }: { type: string; actor: string; data: object }) => [type, actor, data])).toEqual([
      ['operator-changed', 'admin', { account: 'anna', changed: { password: 'reset' } }],
      ['operator-changed', 'admin', { account: 'anna', changed: { email: true, disabled: [false, true] } }],
      ['operator-sign-in-failed', 'anna', {}],
      ['contact-viewed', 'anna', { kind: 'email' }],
      ['transcript-viewed', 'anna', {}],
      ['operator-changed', 'anna', { account: 'anna', changed: { password: 'own' } }],
      ['operator-signed-in', 'anna', { by: 'password' }],
      ['operator-added', 'admin', { account: 'anna', role: 'lead', signsIn: 'password' }],
      ['operator-signed-in', 'admin', { by: 'password' }],
    ])
    expect(next).toBeNull()
    expect(entries[4]).toMatchObject({ case: closed, at: expect.stringMatching(/^2026-11-23T08:00/) })
    for (const secret of [password, first, 'zaļš ezers', 'klients@example.lv', 'anna@vpppd.example', 'Labdien'])
      expect(JSON.stringify(entries)).not.toContain(secret)
    const only = await boss.json('GET', '/api/v1/audit?type=transcript-viewed&actor=anna')
    expect(only.entries.map(({ type }: { type: string }) => type)).toEqual(['transcript-viewed'])
  })

  it('keeps to the days that are asked for, in local time, and goes on page by page', async () => {
    const { store, admin } = await auditWorld()
    const boss = await admin()
    // Midnight in Riga is 22:00 UTC in winter.
    const midnight = Date.parse('2026-11-10T22:00:00Z')
    for (const at of [midnight - 1, midnight, midnight + day - 1, midnight + day])
      await appendEvent(store.db, { type: 'operator-signed-out', at, actor: 'anna' })
    const { from, to, entries } = await boss.json('GET', '/api/v1/audit?from=2026-11-11&to=2026-11-11')
    expect([from, to]).toEqual(['2026-11-11', '2026-11-11'])
    expect(entries.map(({ at }: { at: string }) => Date.parse(at))).toEqual([midnight + day - 1, midnight])

    for (let count = 0; count < auditPage + 3; count++)
      await appendEvent(store.db, { type: 'transcript-viewed', at: workingTime - 10 * day - count, actor: 'anna', caseId: `case-${count}` })
    const first = await boss.json('GET', '/api/v1/audit?from=2026-11-13&to=2026-11-13')
    expect(first.entries).toHaveLength(auditPage)
    const second = await boss.json('GET', `/api/v1/audit?from=2026-11-13&to=2026-11-13&before=${first.next}`)
    expect(second.next).toBeNull()
    const seen = [...first.entries, ...second.entries].map((entry: { case: string }) => entry.case)
    expect(seen).toEqual(Array.from({ length: auditPage + 3 }, (_, index) => `case-${index}`))
  })

  it.each(['from=2026-02-31', 'from=2026-03-02&to=2026-03-01', 'type=turn-received'])('refuses ?%s', async (query) => {
    const { admin } = await auditWorld()
    expect((await (await admin()).request('GET', `/api/v1/audit?${query}`)).status).toBe(400)
  })
})

it('shows analysts what is kept and what was deleted', { timeout: 60_000 }, async () => {
  const { caseOf, person } = await auditWorld()
  await caseOf('c1', true)
  const report = await (await person('analyst')).json('GET', '/api/v1/reports/retention')
  expect(report.runs).toEqual([])
  expect(report.categories.map(({ category, days }: { category: string; days: number }) => [category, days])).toEqual([
    ['transcripts', 180],
    ['contacts', 30],
    ['notes', 180],
    ['mails', 30],
  ])
  expect(report.categories[0].kinds[0]).toMatchObject({ kind: 'turns', oldest: expect.stringMatching(/^2026-11-23/), due: 0 })
})
