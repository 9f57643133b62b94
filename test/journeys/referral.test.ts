import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { letters, type MailServer, mailServer } from '../mail/mail-server.ts'
import { type Activity, addOperator, Chat, Desk } from '../support/chat.ts'
import { adminPassword, startTestService, type TestService, workingTime } from '../support/service.ts'

let now = workingTime
const settings = { MAIL_FROM: 'VPPPD <palidziba@vpppd.example>' }
const linkIn = (text: string) => /https?:\/\/\S+\/referral\/\S+/.exec(text)?.[0] ?? 'no link'

/** What a specialist's browser does: no cookie, a form of two fields. */
function send(link: string, form: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(link, { method: 'POST', body: new URLSearchParams(form), headers, redirect: 'manual' })
}

async function press(chat: Chat, activity: Activity, title: RegExp): Promise<Activity> {
  const button = activity.suggestedActions?.actions.find((action) => title.test(action.title))
  return chat.say(button?.text ?? `no button ${title}`, { value: button?.value })
}

async function heldCase(service: TestService, desk: Desk, chat: Chat): Promise<{ id: string; handoff: Activity }> {
  const handoff = await chat.say('Gribu runāt ar operatoru')
  const id = handoff.channelData?.assistant?.caseId ?? ''
  await desk.json('POST', `/api/v1/cases/${id}/claim`, {})
  await chat.next()
  expect(service.url).toMatch(/^http/)
  return { id, handoff }
}

describe('two institutions are asked by mail', () => {
  let service: TestService
  let server: MailServer
  const start = async () => {
    server = await mailServer()
    service = await startTestService({ clock: () => now, env: { ...settings, MAIL_SMTP_URL: server.url } })
    onTestFinished(() => service.stop())
  }

  it('both answer by link without an account, and the client gets one answer, in the chat and by mail', async () => {
    now = workingTime
    await start()
    const anna = await new Desk(service.url).signIn('admin', adminPassword)
    const chat = await new Chat(service.url).start()
    const { id, handoff } = await heldCase(service, anna, chat)
    await press(chat, handoff, /e-pastu/)
    expect((await chat.say('klients@pasts.example')).text).toContain('nosūtīsim uz Jūsu e-pastu')

    const { institutions } = await anna.json('GET', '/api/v1/institutions')
    expect(institutions).toContainEqual({
      id: 'pmlp',
      name: 'Pilsonības un migrācijas lietu pārvalde',
      short: 'PMLP',
      email: 'pasts@pmlp.gov.lv',
    })
    const transcript = (await anna.json('GET', `/api/v1/cases/${id}`)).transcript as { seq: number; from: string; text: string }[]
    const turns = transcript.filter(({ from, text }) => from === 'client' && text.includes('operatoru')).map(({ seq }) => seq)
    const pmlp = await anna.json('POST', `/api/v1/cases/${id}/refer`, {
      institution: 'pmlp',
      question: 'Vai pasi var saņemt ātrāk?',
      turns,
    })
    expect(pmlp).toMatchObject({ id, state: 'level2', referral: expect.any(String), mailed: true })
    expect(pmlp.link).toMatch(new RegExp(`^${service.url}/referral/[\\w.-]+$`))
    now += 1000
    const vsaa = await anna.json('POST', `/api/v1/cases/${id}/refer`, {
      institution: 'vsaa',
      question: 'Vai pabalsts paliek?',
      email: 'ilze@vsaa.example',
    })
    const asked = chat.seen.length
    expect((await chat.next(asked)).text).toContain('(Pilsonības un migrācijas lietu pārvalde)')
    const posted = await letters(server, 2)
    expect(posted.map(({ to }) => to)).toEqual([['pasts@pmlp.gov.lv'], ['ilze@vsaa.example']])
    expect(posted.map(({ text }) => linkIn(text))).toEqual([pmlp.link, vsaa.link])

    const page = await (await fetch(linkIn(posted[0]?.text ?? ''))).text()
    for (const words of ['Vai pasi var saņemt ātrāk?', 'Gribu runāt ar operatoru', 'Pilsonības un migrācijas lietu pārvalde'])
      expect(page).toContain(words)

    const answered = await send(pmlp.link, { answer: 'Jā, divās dienās.', name: 'Jānis, PMLP' })
    expect([answered.status, answered.headers.get('location')]).toEqual([303, `${new URL(pmlp.link).pathname}/thanks?lang=lv`])
    expect(await (await fetch(`${pmlp.link}/thanks`)).text()).toContain('Paldies, atbilde ir saņemta')
    expect((await anna.json('GET', `/api/v1/cases/${id}`)).state).toBe('level2')
    const before = chat.seen.length
    await send(vsaa.link, { answer: 'Paliek.', name: 'Ilze, VSAA' })
    expect((await chat.next(before)).text).toContain('Iestāde ir atbildējusi')

    const view = await anna.json('GET', `/api/v1/cases/${id}`)
    expect(view.state).toBe('held')
    expect(view.referrals).toMatchObject([
      { institution: 'pmlp', answer: 'Jā, divās dienās.', answeredBy: 'Jānis, PMLP', mail: 'sent' },
      { institution: 'vsaa', answer: 'Paliek.', answeredBy: 'Ilze, VSAA', mail: 'sent' },
    ])
    await chat.read()
    const sofar = chat.seen.length
    await anna.json('POST', `/api/v1/cases/${id}/messages`, { text: 'Pasi saņemsiet **divās dienās**, pabalsts paliek.' })
    expect((await chat.next(sofar)).text).toBe('Pasi saņemsiet **divās dienās**, pabalsts paliek.')
    const [, , mail] = await letters(server, 3)
    expect(mail?.to).toEqual(['klients@pasts.example'])
    expect(mail?.text).toContain('Pasi saņemsiet divās dienās, pabalsts paliek.')
    expect(mail?.text).toContain(`${service.url}/`)
    expect(server.received).toHaveLength(3)
    expect(
      (await anna.json('GET', '/api/v1/mails?state=sent')).mails.map(({ kind, to }: { kind: string; to: string | null }) => [kind, to]),
    ).toEqual(
      expect.arrayContaining([
        ['client-answer', null],
        ['referral', 'pasts@pmlp.gov.lv'],
        ['referral', 'ilze@vsaa.example'],
      ]),
    )
  })

  it('an address that the server refuses is seen by the operator and the administrator, who sends again', async () => {
    now = workingTime
    await start()
    server.refuseRecipient = { code: 550, message: 'no such user' }
    const admin = await new Desk(service.url).signIn('admin', adminPassword)
    const chat = await new Chat(service.url).start()
    const { id } = await heldCase(service, admin, chat)
    await admin.json('POST', `/api/v1/cases/${id}/refer`, { institution: 'pmlp', question: 'Vai?' })
    const mails = async () => (await admin.json('GET', '/api/v1/mails?state=failed')).mails
    await expect
      .poll(mails)
      .toMatchObject([{ kind: 'referral', to: 'pasts@pmlp.gov.lv', caseId: id, error: expect.stringContaining('550') }])
    const view = await admin.json('GET', `/api/v1/cases/${id}`)
    expect(view.referrals).toMatchObject([{ mail: 'failed' }])
    expect(view.mails).toMatchObject([{ kind: 'referral', refId: view.referrals[0].id, state: 'failed' }])
    expect(await (await fetch(`${service.url}/metrics`)).text()).toContain('vpppd_mails_total{kind="referral",result="failed"} 1')
    server.refuseRecipient = undefined
    const [{ id: mail }] = await mails()
    await admin.json('POST', `/api/v1/mails/${mail}/again`, {})
    await letters(server, 1)
    expect(await mails()).toEqual([])
    expect((await admin.request('POST', `/api/v1/mails/${mail}/again`, {})).status).toBe(404)
    const operator = await addOperator(service.url, admin, 'juris', 'Juris')
    expect((await operator.request('GET', '/api/v1/mails')).status).toBe(403)
  })

  it('calls whoever is on duty while nobody takes cases', async () => {
    now = workingTime
    const mail = await mailServer()
    const env = { ...settings, MAIL_SMTP_URL: mail.url, MAIL_DUTY_TO: 'dezurants@vpppd.example' }
    service = await startTestService({ clock: () => now, env })
    onTestFinished(() => service.stop())
    const chat = await new Chat(service.url).start()
    await chat.say('Gribu runāt ar operatoru')
    const [letter] = await letters(mail, 1)
    expect(letter?.to).toEqual(['dezurants@vpppd.example'])
    expect(letter?.text).toContain(`${service.url}/console`)
  })
})

describe('without a mail server the operator passes the link on', () => {
  let service: TestService
  let anna: Desk
  beforeAll(async () => {
    service = await startTestService({ clock: () => now })
  })
  // The clock jumps in some of the tests, and sessions end.
  beforeEach(async () => {
    now = workingTime
    anna = await new Desk(service.url).signIn('admin', adminPassword)
  })
  afterAll(() => service.stop())

  const referred = async (question = 'Vai pasi var saņemt ātrāk?') => {
    const { id } = await heldCase(service, anna, await new Chat(service.url).start())
    const answer = await anna.json('POST', `/api/v1/cases/${id}/refer`, { institution: 'pmlp', question })
    return { case: id, ...answer } as { case: string; referral: string; link: string; mailed: boolean }
  }

  it('and the answer says that no letter went out', async () => {
    expect(await referred()).toMatchObject({ mailed: false })
  })

  it('which opens one page that no cache, no search engine and no script gets', async () => {
    const { link } = await referred()
    const response = await fetch(link)
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'content-type': 'text/html; charset=UTF-8',
    })
    expect(response.headers.get('set-cookie')).toBeNull()
    const page = await response.text()
    expect(page).toContain('<html lang="lv">')
    expect(page).not.toContain('<script')
    expect(page).not.toContain('style=')
  })

  it.each([
    ['lv', 'Nosūtīt atbildi', 'otrdienai, 1. decembrim'],
    ['ru', 'Отправить ответ', 'вторника, 1 декабря'],
    ['en', 'Send the answer', 'Tuesday, 1 December'],
  ])('speaks %s', async (language, button, date) => {
    const { link } = await referred()
    const page = await (await fetch(`${link}?lang=${language}`)).text()
    expect(page).toContain(`<html lang="${language}">`)
    expect(page).toContain(button)
    expect(page).toContain(date)
  })

  const nasty = '</textarea></div><script>alert(1)</script>"\' onfocus="alert(1)'
  it('shows whatever was written as text', async () => {
    const { link } = await referred(nasty)
    const page = await (await fetch(link)).text()
    const again = await (await send(link, { answer: nasty, name: '' })).text()
    for (const html of [page, again]) {
      expect(html).not.toContain('<script')
      expect(html).not.toMatch(/<[^>]*\sonfocus=/)
    }
    const named = await (await send(link, { answer: '', name: '" autofocus onfocus="alert(1)' })).text()
    expect(named).toContain('value="&quot; autofocus onfocus=&quot;alert(1)"')
    expect(again).toContain('&lt;/textarea&gt;')
  })

  it.each([
    ['no answer', { answer: '  \r\n ', name: 'Ilze' }, 'Uzrakstiet atbildi.', 'Ilze'],
    ['no name', { answer: 'Jā, var.', name: ' ' }, 'Uzrakstiet, kas atbild', 'Jā, var.'],
    ['too long an answer', { answer: 'ā'.repeat(8001), name: 'Ilze' }, 'pārāk gara', 'ā'.repeat(8001)],
  ])('says what is missing with %s, and keeps what was written', async (_, form, fault, kept) => {
    const { link, referral, case: id } = await referred()
    const response = await send(link, form)
    expect(response.status).toBe(422)
    const page = await response.text()
    expect(page).toContain('role="alert"')
    expect(page).toContain(fault)
    expect(page).toContain('aria-invalid="true"')
    expect(page).toContain(kept)
    const { referrals } = await anna.json('GET', `/api/v1/cases/${id}`)
    expect(referrals).toMatchObject([{ id: referral, answeredAt: null }])
  })

  it('takes an answer of exactly the length that the browser allows, line ends counted once', async () => {
    const { link } = await referred()
    const answer = `${'a'.repeat(7997)}\r\nb\r\n`.slice(0, 8002)
    expect((await send(link, { answer, name: 'Ilze' })).status).toBe(303)
  })

  it('refuses an answer that another site sends, and takes one from its own page', async () => {
    const { link } = await referred()
    const form = { answer: 'Jā.', name: 'Ilze' }
    for (const origin of ['https://evil.example', 'null']) {
      const refused = await send(link, form, { Origin: origin })
      expect(refused.status).toBe(403)
      expect(await refused.text()).toContain('Atbilde nav pieņemta')
    }
    expect((await send(link, form, { Origin: service.url })).status).toBe(303)
  })

  it.each([
    [
      'a second answer',
      async ({ link }: { link: string }) => void (await send(link, { answer: 'Jā.', name: 'Ilze' })),
      409,
      'jau ir atbildēts',
    ],
    [
      'a withdrawn question',
      async ({ case: id, referral }: { case: string; referral: string }) =>
        void (await anna.json('POST', `/api/v1/cases/${id}/referrals/${referral}/withdraw`, {})),
      410,
      'vairs nav aktuāls',
    ],
    [
      'an expired link',
      async () => {
        now += 40 * 24 * 3600_000
      },
      410,
      'termiņš ir beidzies',
    ],
  ] as const)('refuses %s with a page that says what to do', async (_, prepare, status, title) => {
    const one = await referred()
    await prepare(one)
    for (const response of [await fetch(one.link), await send(one.link, { answer: 'Vēl.', name: 'Kāds' })]) {
      expect(response.status).toBe(status)
      const page = await response.text()
      expect(page).toContain(title)
      expect(page).not.toContain('<form')
      expect(page).not.toContain('Vai pasi var saņemt ātrāk?')
    }
  })

  it('refuses a changed link', async () => {
    const { link } = await referred()
    for (const changed of [`${link}x`, link.slice(0, -2), `${service.url}/referral/nekas`]) {
      const response = await fetch(changed)
      expect(response.status).toBe(404)
      expect(await response.text()).toContain('Saite nav derīga')
    }
    expect((await fetch(`${link}x/thanks`, { redirect: 'manual' })).status).toBe(303)
  })

  it('reads no more than it may', async () => {
    const { link } = await referred()
    const response = await send(link, { answer: 'a'.repeat(70_000), name: 'Ilze' })
    expect(response.status).toBe(413)
    expect(await response.text()).toContain('Atbilde ir pārāk gara')
  })

  it('and finds the link again, the open questions and what is overdue', async () => {
    const { link, case: id, referral } = await referred()
    expect(await anna.json('GET', `/api/v1/cases/${id}/referrals/${referral}/link`)).toEqual({ link })
    const find = async (state: string) =>
      (await anna.json('GET', `/api/v1/referrals?state=${state}`)).referrals.find((entry: { id: string }) => entry.id === referral)
    expect(await find('open')).toMatchObject({ case: id, institution: 'pmlp', overdue: false })
    expect(await find('overdue')).toBeUndefined()
    now = workingTime + 10 * 24 * 3600_000
    const later = await new Desk(service.url).signIn('admin', adminPassword)
    expect((await later.json('GET', '/api/v1/referrals?state=overdue')).referrals).toContainEqual(
      expect.objectContaining({ id: referral, overdue: true }),
    )
  })

  it.each([
    [{ institution: 'pmlp', question: 'Vai?', email: 'a@b.lv, c@d.lv' }, 'email'],
    [{ institution: 'pmlp', question: 'Vai?', email: 'a@b.lv\r\nBcc: c@d.lv' }, 'email'],
    [{ institution: 'pmlp', question: '  ' }, 'question'],
    [{ institution: 'nezināma', question: 'Vai?' }, 'institution'],
    [{ institution: 'pmlp', question: 'Vai?', turns: [0] }, 'turns.0'],
    [{ institution: 'pmlp', question: 'Vai?', turns: [999] }, 'turns'],
  ])('refuses %j', async (body, field) => {
    const { id } = await heldCase(service, anna, await new Chat(service.url).start())
    const response = await anna.request('POST', `/api/v1/cases/${id}/refer`, body)
    expect(response.status).toBe(400)
    expect((await response.json()).error.field).toBe(field)
  })

  it.each([
    ['GET', '/api/v1/referrals'],
    ['GET', '/api/v1/institutions'],
    ['GET', '/api/v1/mails'],
    ['POST', '/api/v1/mails/x/again'],
    ['POST', '/api/v1/cases/x/refer'],
    ['GET', '/api/v1/cases/x/referrals/y/link'],
    ['POST', '/api/v1/cases/x/referrals/y/withdraw'],
  ])('lets nobody at %s %s without signing in', async (method, path) => {
    expect((await new Desk(service.url).request(method, path, method === 'POST' ? {} : undefined)).status).toBe(401)
  })
})

it('tells whoever tries too many links to wait', async () => {
  now = workingTime
  const service = await startTestService({ clock: () => now, env: { RATE_LIMIT: 'on' } })
  onTestFinished(() => service.stop())
  const answers = []
  for (let tries = 0; tries < 61; tries++) answers.push(await fetch(`${service.url}/referral/guess${tries}`))
  expect(answers.map(({ status }) => status)).toEqual([...Array.from({ length: 60 }, () => 404), 429])
  const last = answers.at(-1) as Response
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await last.text()).toContain('Pārāk daudz pieprasījumu')
})
