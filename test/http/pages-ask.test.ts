import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestService, type TestService, workingTime } from '../support/service.ts'

let service: TestService
beforeAll(async () => {
  service = await startTestService({ clock: () => workingTime, env: { HELP_PHONE: '+371 6700 0000', HELP_EMAIL: 'palidziba@example.lv' } })
})
afterAll(() => service.stop())

const ask = (query: Record<string, string>, init?: RequestInit) => fetch(`${service.url}/ask?${new URLSearchParams(query)}`, init)
const page = async (query: Record<string, string>) => (await ask(query)).text()

/** What stands in the answer, without tags. */
async function answer(query: Record<string, string>): Promise<string> {
  const html = await page(query)
  const [, words = ''] = /<div class="words"[^>]*>([\s\S]*?)<\/div>/.exec(html) ?? []
  return words.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
}

/** The address behind a link with this text. */
function linkTo(html: string, text: string): Record<string, string> {
  const [, href = ''] = new RegExp(`<a href="([^"]*)"[^>]*>${text}</a>`).exec(html) ?? []
  return Object.fromEntries(new URL(href.replaceAll('&amp;', '&'), service.url).searchParams)
}

describe('/ask, without script', () => {
  it.each([
    ['lv', 'Cik ilgi jāgaida slimības pabalsts?', '10 darba dienas'],
    ['ru', 'Сколько стоит паспорт?', '50 евро'],
    ['en', 'How much does a passport cost?', '50 euro'],
  ])('answers in %s from the card, with its source', async (lang, q, fact) => {
    expect(await answer({ lang, q })).toContain(fact)
    expect(await page({ lang, q })).toMatch(/<a href="https:\/\/www\.(vsaa|pmlp)\.gov\.lv[^"]*" rel="noopener noreferrer">/)
  })

  it('answers in the language of the question and marks it', async () => {
    expect(await page({ lang: 'lv', q: 'How much does a passport cost?' })).toMatch(/<div class="words" lang="en">/)
  })

  it('follows a link to another part of the same service', async () => {
    const first = await page({ lang: 'lv', q: 'Cik maksā pase?' })
    const link = linkTo(first, 'Cik ilgi jāgaida')
    expect(JSON.parse(link.choice ?? '')).toEqual({ kind: 'facet', service: 'pmlp-pase-eid', facet: 'deadline' })
    expect(await answer(link)).toContain('termiņ')
  })

  it('understands a short second question by what was asked before', async () => {
    const first = await page({ lang: 'lv', q: 'Cik maksā pase?' })
    expect(first).toContain('name="about" value="pmlp-pase-eid"')
    const second = { lang: 'lv', q: 'un cik ilgi jāgaida?', earlier: 'Cik maksā pase?', about: 'pmlp-pase-eid' }
    expect(await answer(second)).toContain('Pases vai eID kartes saņemšana')
  })

  it('lays out the path of a life event and narrows it down by links', async () => {
    const html = await page({ lang: 'lv', q: 'Mums piedzima bērns, kas jākārto?' })
    expect(html).toMatch(/<ol>\s*<li><strong>/)
    const narrowed = linkTo(html, 'Tikko piedzima')
    expect(JSON.parse(narrowed.choice ?? '')).toMatchObject({ kind: 'plan', id: 'berna-piedzimsana' })
    expect((await ask(narrowed)).status).toBe(200)
  })

  it('promises no operator who would answer here, but says how one is reached', async () => {
    const html = await page({ lang: 'lv', q: 'gribu runāt ar cilvēku' })
    expect(html).toContain('Šajā lapā ar cilvēku runāt nevar')
    expect(html).not.toContain('nododu sarunu')
    expect(html).toContain('<a href="tel:+37167000000">+371 6700 0000</a>')
    expect(html).toContain('<a href="mailto:palidziba@example.lv">')
    expect(html).toContain('https://pakalpojumucentri.lv')
  })

  it('gives the numbers that help now to somebody in despair', async () => {
    const words = await page({ lang: 'lv', q: 'es vairs negribu dzīvot' })
    expect(words).toContain('<strong>112</strong>')
    expect(words).toContain('<a href="tel:116123"')
    expect(words).not.toContain('redzēs arī VPPPD operators')
  })

  it('hides a personal code in what it shows again', async () => {
    const html = await page({ lang: 'lv', q: 'mans kods 161175-19997, cik maksā pase?' })
    expect(html).not.toContain('161175')
    expect(html).toContain('[personas kods]')
  })

  it.each([['<script>alert(1)</script>'], ['"><img src=x onerror=alert(1)>'], ['cik maksā pase? <b onclick=x>']])(
    'shows %s as text',
    async (q) => {
      const html = await page({ lang: 'lv', q })
      expect(html).not.toMatch(/<script>alert|<img|<b onclick/)
      expect(html).toContain('&lt;')
    },
  )

  it.each([
    ['an empty question', { q: '  ' }, 'Uzrakstiet jautājumu.'],
    ['a question of 2,001 characters', { q: 'a'.repeat(2001) }, 'pārāk garš'],
    ['a choice that is no JSON', { q: 'a', choice: '{' }, 'Saite nav derīga'],
    ['a choice of no kind', { q: 'a', choice: '{"kind":"drop"}' }, 'Saite nav derīga'],
    ['a choice that needs a conversation', { q: 'a', choice: '{"kind":"rate","score":5}' }, 'Saite nav derīga'],
  ])('answers %s with 400 and says what is wrong', async (_, query, words) => {
    const response = await ask({ lang: 'lv', ...query } as Record<string, string>)
    const html = await response.text()
    expect(response.status).toBe(400)
    expect(html).toContain('aria-invalid="true"')
    expect(html).toContain(words)
  })

  it('passes over a service and a life event that there are not', async () => {
    const choices = [
      { kind: 'service', service: 'nothing' },
      { kind: 'plan', id: 'nothing', answers: ['a.b'] },
    ]
    for (const choice of choices)
      expect((await ask({ lang: 'lv', q: 'Cik maksā pase?', choice: JSON.stringify(choice), about: 'nothing' })).status).toBe(200)
  })

  it('is not kept: no cache, no search engine, nothing in the record', async () => {
    const response = await ask({ lang: 'lv', q: 'Cik maksā pase?' })
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.getSetCookie()).toHaveLength(1)
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self'")
    expect(await response.text()).toContain('<meta name="robots" content="noindex">')
    expect(await service.store.db.selectFrom('turns').selectAll().execute()).toEqual([])
  })

  it('answers too many questions from one address with 429 and a page in words', async () => {
    const limited = await startTestService({ clock: () => workingTime, env: { RATE_LIMIT: 'on' } })
    const statuses = new Map<number, string>()
    for (let count = 0; count < 125; count++) {
      const response = await fetch(`${limited.url}/ask?lang=en&q=`)
      statuses.set(response.status, await response.text())
      if (response.status === 429) expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
    }
    await limited.stop()
    expect([...statuses.keys()]).toEqual([400, 429])
    expect(statuses.get(429)).toContain('Wait a minute and ask again.')
  })
})
