import { describe, expect, it } from 'vitest'
import { createLog } from '../../src/log.ts'
import { createOutbox } from '../../src/mail/outbox.ts'
import { answerReferral } from '../../src/operator/answer-referral.ts'
import { closeCase } from '../../src/operator/close-case.ts'
import { type KeepReferralsDeps, lookAfterReferrals } from '../../src/operator/keep-referrals.ts'
import { referCase } from '../../src/operator/refer-case.ts'
import { takeCase } from '../../src/operator/take-case.ts'
import { postgresRecord, sqliteRecord, type TestRecord } from '../support/records.ts'
import { hasPostgres } from '../support/servers.ts'
import { anna, operatorWorld } from './operator-world.ts'

/** Asked on Monday, 2 March 2026, at 10:00 in Riga; due on Tuesday, 10 March, at 10:00. */
async function askedCase({ mail = true, open = sqliteRecord as () => Promise<TestRecord> } = {}) {
  const world = await operatorWorld(open)
  const { id } = await world.waitingCase()
  let set: number | undefined
  const clock = () => set ?? world.deps.clock()
  const outbox = mail ? createOutbox({ bus: world.deps.bus, address: () => 'https://vpppd.example' }) : undefined
  const deps: KeepReferralsDeps = { ...world.deps, clock, outbox, log: createLog('silent') }
  await takeCase(id, anna, deps)
  const referred = await referCase(id, { institution: 'pmlp', question: 'Vai drīkst ātrāk?' }, anna, deps)
  return {
    ...world,
    id,
    deps,
    referred,
    token: new URL(referred.link).pathname.slice('/referral/'.length),
    at: async (iso: string) => {
      set = Date.parse(iso)
      await lookAfterReferrals(deps)
    },
    letters: async () => {
      const mails = await world.store.db.selectFrom('mails').selectAll().where('kind', '!=', 'referral').orderBy('createdAt').execute()
      return mails.map(({ kind, text }) => ({ kind, text }))
    },
    told: async () =>
      (await world.everything()).events
        .filter(({ type }) => type === 'specialist-reminded' || type === 'referral-withdrawn')
        .map(({ type, dataJson }) => ({ type, ...JSON.parse(dataJson) })),
  }
}

describe('an institution that does not answer', () => {
  it('is reminded once, one working day before, with the link', async () => {
    const { at, letters, told, referred } = await askedCase()
    await at('2026-03-09T09:00+02:00')
    expect(await letters()).toEqual([])
    await at('2026-03-09T10:05+02:00')
    await at('2026-03-09T10:06+02:00')
    expect(await letters()).toMatchObject([{ kind: 'referral-reminder', text: expect.stringContaining(referred.link) }])
    expect(await told()).toEqual([{ type: 'specialist-reminded', institution: 'pmlp', referral: referred.referral, overdue: false }])
  })

  it('is written to again once when the day has passed, and the operator sees it', async () => {
    const { at, letters, store, id, told } = await askedCase()
    await at('2026-03-09T12:00+02:00')
    const seen = async () => (await store.db.selectFrom('cases').select('changedAt').where('id', '=', id).executeTakeFirst())?.changedAt
    const before = await seen()
    await at('2026-03-10T10:30+02:00')
    expect(await seen()).not.toBe(before)
    const after = await seen()
    await at('2026-03-11T10:30+02:00')
    expect((await letters()).map(({ kind }) => kind)).toEqual(['referral-reminder', 'referral-overdue'])
    expect((await told()).map(({ overdue }) => overdue)).toEqual([false, true])
    expect(await seen(), 'said once is enough').toBe(after)
  })

  it('without mail is marked overdue for the operator, and not said to have been reminded', async () => {
    const { at, letters, told, store } = await askedCase({ mail: false })
    await at('2026-03-09T12:00+02:00')
    await at('2026-03-10T12:00+02:00')
    expect(await letters()).toEqual([])
    expect(await told()).toEqual([])
    expect(await store.db.selectFrom('referrals').select(['remindedAt', 'overdueAt']).execute()).toEqual([
      { remindedAt: null, overdueAt: Date.parse('2026-03-10T12:00+02:00') },
    ])
  })
})

it('leaves an institution alone that has answered', async () => {
  const { at, letters, deps, token, told } = await askedCase()
  await answerReferral(token, 'PMLP', 'Drīkst.', deps)
  await at('2026-03-09T12:00+02:00')
  await at('2026-03-12T12:00+02:00')
  expect(await letters()).toEqual([])
  expect(await told()).toEqual([])
})

it('withdraws what was asked in a case that is closed, and tells the institution', async () => {
  const { at, letters, deps, id, told, referred } = await askedCase()
  await closeCase(id, 'solved', undefined, anna, deps)
  await at('2026-03-03T12:00+02:00')
  await at('2026-03-12T12:00+02:00')
  expect((await letters()).map(({ kind }) => kind)).toEqual(['referral-withdrawn'])
  expect(await told()).toEqual([{ type: 'referral-withdrawn', institution: 'pmlp', referral: referred.referral }])
})

describe.each([
  { store: 'SQLite', open: sqliteRecord, available: true },
  { store: 'PostgreSQL', open: postgresRecord, available: hasPostgres },
])('several nodes on $store', ({ open, available }) => {
  it.skipIf(!available)('write to an institution once', async () => {
    const { deps, letters, told } = await askedCase({ open })
    for (const iso of ['2026-03-09T12:00+02:00', '2026-03-10T12:00+02:00']) {
      const node = { ...deps, clock: () => Date.parse(iso) }
      await Promise.all(Array.from({ length: 6 }, () => lookAfterReferrals(node)))
    }
    expect((await letters()).map(({ kind }) => kind)).toEqual(['referral-reminder', 'referral-overdue'])
    expect(await told()).toHaveLength(2)
  })
})
