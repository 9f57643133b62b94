import { describe, expect, it } from 'vitest'
import { createReferralLinks } from '../../src/handoff/referral-link.ts'
import type { languages } from '../../src/languages.ts'
import { createOutbox } from '../../src/mail/outbox.ts'
import { answerReferral, isAnswered, openReferral } from '../../src/operator/answer-referral.ts'
import { closeCase } from '../../src/operator/close-case.ts'
import { listCases, viewCase } from '../../src/operator/list-cases.ts'
import { listOpenReferrals } from '../../src/operator/list-referrals.ts'
import { type QuestionToInstitution, referCase } from '../../src/operator/refer-case.ts'
import type { ReferralDeps } from '../../src/operator/referral-deps.ts'
import { releaseCase } from '../../src/operator/release-case.ts'
import { takeCase } from '../../src/operator/take-case.ts'
import { takeOverCase } from '../../src/operator/take-over-case.ts'
import { linkOfReferral, withdrawReferral } from '../../src/operator/withdraw-referral.ts'
import { postgresRecord, sqliteRecord, type TestRecord } from '../support/records.ts'
import { hasPostgres } from '../support/servers.ts'
import { anna, janis, operatorWorld, wordings } from './operator-world.ts'

const lead = { id: 'op-3', username: 'liga', name: 'Līga Kalniņa', role: 'lead' }
const tokenOf = (link: string) => new URL(link).pathname.slice('/referral/'.length)

/** Anna holds a case; the clock can be set. */
async function heldCase(open: () => Promise<TestRecord> = sqliteRecord, language: (typeof languages)[number] = 'lv') {
  const world = await operatorWorld(open)
  const { id, conversationId } = await world.waitingCase(language)
  await takeCase(id, anna, world.deps)
  let jump = 0
  const clock = () => world.deps.clock() + jump
  const links = createReferralLinks('a secret of the tests', clock, () => 'https://vpppd.example')
  const deps: ReferralDeps = { ...world.deps, clock, links }
  const refer = async (asked: Partial<QuestionToInstitution> = {}) => {
    const referred = await referCase(id, { institution: 'pmlp', question: 'Vai drīkst ātrāk?', ...asked }, anna, deps)
    return { ...referred, token: tokenOf(referred.link) }
  }
  return {
    ...world,
    id,
    conversationId,
    deps,
    refer,
    later: (ms: number) => {
      jump += ms
    },
    state: async () => (await world.everything()).cases[0],
    lastEvent: async () => {
      const event = (await world.everything()).events.at(-1)
      return { ...event, data: JSON.parse(event?.dataJson ?? '{}') }
    },
  }
}
const day = 24 * 3600_000

describe('a question to an institution', () => {
  it('is stored without personal codes, with the date by which it is due', async () => {
    const { refer, deps, id, lastEvent } = await heldCase()
    const { referral, dueAt } = await refer({ question: 'Klients ar personas kodu 010190-12345 gaida pasi' })
    const [stored] = (await viewCase(id, anna, deps)).referrals
    expect(stored).toMatchObject({
      id: referral,
      institution: 'pmlp',
      question: 'Klients ar personas kodu [personas kods] gaida pasi',
      askedBy: 'anna',
      overdue: false,
      openedAt: null,
      answeredAt: null,
      mail: null,
    })
    // Asked on Monday 2 March 2026 at 10:00: six working days later is Tuesday of the next week.
    expect(stored?.dueAt).toMatch(/^2026-03-10T08:00/)
    expect(await lastEvent()).toMatchObject({
      type: 'case-referred',
      actor: 'anna',
      data: { institution: 'pmlp', referral, dueAt, late: false },
    })
  })

  it.each([
    ['lv', 'Pilsonības un migrācijas lietu pārvalde', 'trešdienai, 11. martam'],
    ['ru', 'Управление по делам гражданства и миграции', 'среды, 11 марта'],
    ['en', 'Office of Citizenship and Migration Affairs', 'Wednesday, 11 March'],
  ] as const)('is told to the client, in %s, with the institution and seven working days', async (language, institution, date) => {
    const { refer, conversationId, readByClient } = await heldCase(sqliteRecord, language)
    await refer()
    const said = (await readByClient(conversationId)).at(-1)
    expect(said).toMatchObject({ from: 'system', language })
    expect(said?.text).toBe(wordings[language].specialistAsked.replace('{institution}', institution).replace('{date}', date))
  })

  it('that was forwarded late says so in the figures', async () => {
    const { refer, later, lastEvent } = await heldCase()
    later(2 * day)
    await refer()
    expect((await lastEvent()).data).toMatchObject({ late: true })
  })

  it.each([
    [{ institution: 'nav-tadas' }, { code: 'bad_request', field: 'institution' }],
    [{ turns: [1, 99] }, { code: 'bad_request', field: 'turns' }],
  ])('with %j is refused and leaves no trace', async (asked, refusal) => {
    const { refer, everything } = await heldCase()
    const before = await everything()
    await expect(refer(asked)).rejects.toMatchObject(refusal)
    expect(await everything()).toEqual(before)
  })

  it('goes to the same institution once until it is answered or withdrawn', async () => {
    const { refer, deps, id } = await heldCase()
    const { referral, token } = await refer()
    await expect(refer()).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining(referral) })
    await answerReferral(token, 'Speciāliste', 'Drīkst.', deps)
    const second = await refer({ question: 'Un cik tas maksā?' })
    await withdrawReferral(id, second.referral, anna, deps)
    await refer({ question: 'Vai tomēr?' })
  })

  it('shows the specialist only what the operator chose of the conversation', async () => {
    const { refer, deps } = await heldCase()
    const { token } = await refer({ turns: [1] })
    const seen = await openReferral(token, deps)
    expect(seen).toMatchObject({ turns: [{ from: 'client', text: 'Gribu runāt ar cilvēku', language: 'lv' }] })
    const { token: without } = await refer({ institution: 'vsaa' })
    expect(await openReferral(without, deps)).toMatchObject({ turns: [] })
  })

  it('notes when the link is first opened', async () => {
    const { refer, deps, id } = await heldCase()
    const { token } = await refer()
    await openReferral(token, deps)
    const first = (await viewCase(id, anna, deps)).referrals[0]?.openedAt
    expect(first).not.toBeNull()
    await openReferral(token, deps)
    expect((await viewCase(id, anna, deps)).referrals[0]?.openedAt).toBe(first)
  })
})

describe('the answer of an institution', () => {
  it('reaches the operator without personal codes; the case is theirs again and the client hears of it', async () => {
    const { refer, deps, id, state, conversationId, readByClient, watch, lastEvent, later } = await heldCase()
    const { token, referral } = await refer()
    expect((await state())?.state).toBe('level2')
    later(2 * day)
    const told = watch(conversationId)
    expect(await answerReferral(token, 'Ilze Kalniņa, PMLP', 'Jā, kodam 010190-12345 var ātrāk.', deps)).toBeUndefined()
    expect(await state()).toMatchObject({ state: 'held', operator: 'anna', clientWaitsSince: expect.any(Number) })
    expect((await viewCase(id, anna, deps)).referrals[0]).toMatchObject({
      answer: 'Jā, kodam [personas kods] var ātrāk.',
      answeredBy: 'Ilze Kalniņa, PMLP',
    })
    expect((await readByClient(conversationId)).at(-1)).toMatchObject({ from: 'system', text: wordings.lv.specialistAnswered })
    expect(await lastEvent()).toMatchObject({
      type: 'specialist-answered',
      data: { institution: 'pmlp', referral, took: 2, late: false, open: 0 },
    })
    expect((await lastEvent()).dataJson).not.toContain('ātrāk')
    expect([told.conversation.mock.calls.length, told.queue.mock.calls.length]).toEqual([1, 1])
  })

  it('comes from each of several; the client hears once, at the last', async () => {
    const { refer, deps, state, conversationId, readByClient } = await heldCase()
    const pmlp = await refer()
    const vsaa = await refer({ institution: 'vsaa', question: 'Un pensija?' })
    const before = (await readByClient(conversationId)).length
    await answerReferral(vsaa.token, 'VSAA', 'Pensija netraucē.', deps)
    expect((await state())?.state).toBe('level2')
    expect(await readByClient(conversationId)).toHaveLength(before)
    await answerReferral(pmlp.token, 'PMLP', 'Drīkst.', deps)
    expect((await state())?.state).toBe('held')
    expect(await readByClient(conversationId)).toHaveLength(before + 1)
  })

  it('is late after its day, and counted so', async () => {
    const { refer, deps, later, lastEvent } = await heldCase()
    const { token } = await refer()
    later(9 * day)
    expect(await answerReferral(token, 'PMLP', 'Piedodiet.', deps)).toBeUndefined()
    expect((await lastEvent()).data).toMatchObject({ took: 7, late: true })
  })

  it.each([
    ['was put back into the queue', (id: string, deps: ReferralDeps) => releaseCase(id, anna, deps), 'waiting'],
    ['was taken over', (id: string, deps: ReferralDeps) => takeOverCase(id, lead, deps), 'held'],
  ])('is kept also when the case %s meanwhile', async (_, move, expected) => {
    const { refer, deps, id, state, readByClient, conversationId } = await heldCase()
    const { token } = await refer()
    await move(id, deps)
    expect(await answerReferral(token, 'PMLP', 'Drīkst.', deps)).toBeUndefined()
    expect((await state())?.state).toBe(expected)
    expect((await viewCase(id, anna, deps)).referrals[0]?.answer).toBe('Drīkst.')
    expect((await readByClient(conversationId)).at(-1)?.text).toBe(wordings.lv.specialistAnswered)
  })
})

describe('a link', () => {
  const refusals = async (token: string, deps: ReferralDeps) => [
    await openReferral(token, deps),
    await answerReferral(token, 'Kāds', 'Vēl kas', deps),
  ]

  it('takes one answer', async () => {
    const { refer, deps, everything } = await heldCase()
    const { token } = await refer()
    expect(await isAnswered(token, deps)).toBe(false)
    await answerReferral(token, 'PMLP', 'Drīkst.', deps)
    const before = await everything()
    expect(await refusals(token, deps)).toEqual(['answered', 'answered'])
    expect(await isAnswered(token, deps)).toBe(true)
    expect(await everything()).toEqual(before)
  })

  it('opens nothing when a single character of it is changed', async () => {
    const { refer, deps } = await heldCase()
    const { token } = await refer()
    const [header = '', payload = '', signature = ''] = token.split('.')
    const other = (text: string) => (text.startsWith('A') ? `B${text.slice(1)}` : `A${text.slice(1)}`)
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const longer = Buffer.from(JSON.stringify({ ...claims, exp: claims.exp + 1 })).toString('base64url')
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`
    for (const forged of [`${header}.${payload}.${other(signature)}`, `${header}.${longer}.${signature}`, unsigned, '', 'x', `${token}.x`])
      expect(await refusals(forged, deps)).toEqual(['invalid', 'invalid'])
  })

  it('of another key opens nothing, nor does a token made for something else', async () => {
    const { refer, deps } = await heldCase()
    const { referral } = await refer()
    const foreign = createReferralLinks('another secret', deps.clock, () => 'https://vpppd.example')
    const link = await foreign.linkTo({ id: referral, expiresAt: deps.clock() + day })
    expect(await refusals(tokenOf(link), deps)).toEqual(['invalid', 'invalid'])
    const unknown = await deps.links.linkTo({ id: 'no-such-referral', expiresAt: deps.clock() + day })
    expect(await refusals(tokenOf(unknown), deps)).toEqual(['invalid', 'invalid'])
  })

  it('works for two weeks after the day, then no more', async () => {
    const { refer, deps, later } = await heldCase()
    const { token } = await refer()
    later(21 * day)
    expect(await openReferral(token, deps)).toMatchObject({ question: 'Vai drīkst ātrāk?' })
    later(10 * day)
    expect(await refusals(token, deps)).toEqual(['expired', 'expired'])
  })

  it('stops working when the question is withdrawn', async () => {
    const { refer, deps, id, state, lastEvent } = await heldCase()
    const { token, referral } = await refer()
    await withdrawReferral(id, referral, anna, deps)
    expect(await state()).toMatchObject({ state: 'held', operator: 'anna' })
    expect(await lastEvent()).toMatchObject({ type: 'referral-withdrawn', data: { institution: 'pmlp', referral, open: 0 } })
    expect(await refusals(token, deps)).toEqual(['withdrawn', 'withdrawn'])
  })

  it('stops working when the case is closed', async () => {
    const { refer, deps, id } = await heldCase()
    const { token } = await refer()
    await closeCase(id, 'solved', undefined, anna, deps)
    expect(await refusals(token, deps)).toEqual(['withdrawn', 'withdrawn'])
  })

  it('is given again to the holder, and to nobody else', async () => {
    const { refer, deps, id } = await heldCase()
    const { link, referral, token } = await refer()
    expect(await linkOfReferral(id, referral, anna, deps)).toBe(link)
    await expect(linkOfReferral(id, referral, janis, deps)).rejects.toMatchObject({ code: 'conflict' })
    await expect(linkOfReferral(id, 'another', anna, deps)).rejects.toMatchObject({ code: 'not_found' })
    await answerReferral(token, 'PMLP', 'Drīkst.', deps)
    await expect(linkOfReferral(id, referral, anna, deps)).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe.each([
  { store: 'SQLite', open: sqliteRecord, available: true },
  { store: 'PostgreSQL', open: postgresRecord, available: hasPostgres },
])('on $store', ({ open, available }) => {
  it.skipIf(!available)('ten answers at once by one link are taken once', async () => {
    const { refer, deps, everything, id } = await heldCase(open)
    const { token } = await refer()
    const results = await Promise.all(Array.from({ length: 10 }, (_, index) => answerReferral(token, 'PMLP', `Atbilde ${index}`, deps)))
    expect(results.filter((refused) => refused === undefined)).toHaveLength(1)
    expect(results.filter((refused) => refused === 'answered')).toHaveLength(9)
    const winner = results.indexOf(undefined)
    expect((await viewCase(id, anna, deps)).referrals[0]?.answer).toBe(`Atbilde ${winner}`)
    const { events } = await everything()
    expect(events.filter(({ type }) => type === 'specialist-answered')).toHaveLength(1)
  })

  it.skipIf(!available)('an answer and a withdrawal at once agree on who was first', async () => {
    const { refer, deps, everything, id, state } = await heldCase(open)
    const { token, referral } = await refer()
    const [answered, withdrawn] = await Promise.allSettled([
      answerReferral(token, 'PMLP', 'Drīkst.', deps),
      withdrawReferral(id, referral, anna, deps),
    ])
    const taken = answered.status === 'fulfilled' && answered.value === undefined
    expect(withdrawn.status).toBe(taken ? 'rejected' : 'fulfilled')
    expect((await state())?.state).toBe('held')
    const types = (await everything()).events.map(({ type }) => type)
    expect(types.filter((type) => type === 'specialist-answered' || type === 'referral-withdrawn')).toHaveLength(1)
  })
})

it.each(['answered', 'withdrawn'])('refuses to withdraw a question that is %s', async (how) => {
  const { refer, deps, id, everything } = await heldCase()
  const { token, referral } = await refer()
  if (how === 'answered') await answerReferral(token, 'PMLP', 'Drīkst.', deps)
  else await withdrawReferral(id, referral, anna, deps)
  const before = await everything()
  await expect(withdrawReferral(id, referral, anna, deps)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining(how),
  })
  expect(await everything()).toEqual(before)
})

it('leaves a case with its specialists while one of several is still asked', async () => {
  const { refer, deps, id, state } = await heldCase()
  const { referral } = await refer()
  const vsaa = await refer({ institution: 'vsaa' })
  await withdrawReferral(id, referral, anna, deps)
  expect((await state())?.state).toBe('level2')
  await answerReferral(vsaa.token, 'VSAA', 'Jā.', deps)
  expect((await state())?.state).toBe('held')
})

it('only the holder asks and withdraws', async () => {
  const { refer, deps, id, everything } = await heldCase()
  const { referral } = await refer()
  const before = await everything()
  await expect(withdrawReferral(id, referral, janis, deps)).rejects.toMatchObject({ code: 'conflict' })
  await expect(referCase(id, { institution: 'vsaa', question: 'Vai?' }, janis, deps)).rejects.toMatchObject({ code: 'conflict' })
  expect(await everything()).toEqual(before)
})

it('lists what is open, the longest due first, and what of it is overdue', async () => {
  const { refer, deps, later, id } = await heldCase()
  const pmlp = await refer()
  later(3 * day)
  const vsaa = await refer({ institution: 'vsaa' })
  later(6 * day)
  const list = (state: 'open' | 'overdue') => listOpenReferrals(deps.store.db, state, deps.clock())
  expect(await list('open')).toMatchObject([
    { id: pmlp.referral, case: id, institution: 'pmlp', operator: 'anna', overdue: true },
    { id: vsaa.referral, case: id, institution: 'vsaa', overdue: false },
  ])
  expect((await list('overdue')).map((entry) => entry.id)).toEqual([pmlp.referral])
  await answerReferral(pmlp.token, 'PMLP', 'Drīkst.', deps)
  expect(await list('overdue')).toEqual([])
  expect(await list('open')).toHaveLength(1)
  await closeCase(id, 'solved', undefined, anna, deps)
  expect(await list('open')).toEqual([])
})

describe('a letter to the specialist', () => {
  const withMail = async () => {
    const world = await heldCase()
    const outbox = createOutbox({ bus: world.deps.bus, address: () => 'https://vpppd.example' })
    const deps = { ...world.deps, outbox }
    const mails = () => world.store.db.selectFrom('mails').selectAll().orderBy('createdAt').execute()
    return { ...world, deps, mails }
  }
  const asked = { institution: 'pmlp', question: 'Vai drīkst ātrāk?' }

  it.each([
    ["goes to the institution's own address", {}, 'pasts@pmlp.gov.lv'],
    ['goes to the address that the operator gives', { email: 'ilze@pmlp.example' }, 'ilze@pmlp.example'],
  ])('%s, with the question, the date and the link', async (_, more, to) => {
    const { id, deps, mails } = await withMail()
    const { link, mailed, referral } = await referCase(id, { ...asked, ...more }, anna, deps)
    expect(mailed).toBe(true)
    const [mail] = await mails()
    expect(mail).toMatchObject({ to, kind: 'referral', refId: referral, caseId: id })
    for (const part of ['Vai drīkst ātrāk?', 'otrdienai, 10. martam', link]) expect(mail?.text).toContain(part)
    expect((await viewCase(id, anna, deps)).referrals[0]?.mail).toBe('waiting')
  })

  it('is not written when the operator passes the link on, nor without a mail server', async () => {
    const { id, deps, mails } = await withMail()
    expect(await referCase(id, { ...asked, email: null }, anna, deps)).toMatchObject({ mailed: false })
    expect(await referCase(id, { ...asked, institution: 'vsaa' }, anna, { ...deps, outbox: undefined })).toMatchObject({ mailed: false })
    expect(await mails()).toEqual([])
  })

  it('is followed by another when the question is withdrawn', async () => {
    const { id, deps, mails } = await withMail()
    const { referral } = await referCase(id, asked, anna, deps)
    await withdrawReferral(id, referral, anna, deps)
    expect((await mails()).map(({ kind, to }) => [kind, to])).toEqual([
      ['referral', 'pasts@pmlp.gov.lv'],
      ['referral-withdrawn', 'pasts@pmlp.gov.lv'],
    ])
  })
})

it('shows in the queue that a case has moved', async () => {
  const { refer, deps, id } = await heldCase()
  const changed = async () => (await listCases(undefined, deps)).find((entry) => entry.id === id)?.changedAt ?? ''
  const before = await changed()
  const { token } = await refer()
  const asked = await changed()
  await openReferral(token, deps)
  const opened = await changed()
  await answerReferral(token, 'PMLP', 'Drīkst.', deps)
  expect([before, asked, opened, await changed()]).toEqual([...new Set([before, asked, opened, await changed()])].sort())
})
