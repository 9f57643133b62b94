import { describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { languages } from '../../src/languages.ts'
import { contrastOn, looks, readSettings, snippet, toAttributes } from '../../src/web/pages/embed-settings.ts'
import { attributes } from '../../src/web/widget/attributes.ts'
import { appWorld } from '../support/app-world.ts'

const paths = ['/', '/ask', '/kiosk', '/embed', '/embed/preview', '/accessibility', '/privacy']
const every = paths.flatMap((path) => languages.map((language) => [path, language] as const))

describe('pages', () => {
  it('each is there in each language, says so, has a title, and leaves no place unfilled', async () => {
    const { app } = await appWorld()
    for (const [path, language] of every) {
      const response = await app.request(`${path}?lang=${language}`)
      const html = await response.text()
      expect(response.status, path).toBe(200)
      expect(html, path).toContain(`<html lang="${language}">`)
      expect(html, path).toMatch(/<title>[^<]{5,}<\/title>/)
      // The script fills in what stands in data attributes.
      expect(html.replace(/data-\w+="[^"]*"/g, ''), path).not.toMatch(/\{\w+\}|undefined|\[object/)
    }
  })

  it('the home page leads to all others', async () => {
    const { app } = await appWorld()
    const html = await (await app.request('/?lang=en')).text()
    for (const path of ['/ask', '/kiosk', '/embed', '/accessibility', '/privacy']) expect(html).toContain(`href="${path}?lang=en"`)
  })

  it('only the preview may be framed, and only by our own pages', async () => {
    const { app } = await appWorld()
    const policy = async (path: string) => (await app.request(path)).headers.get('content-security-policy')
    expect(await policy('/embed/preview')).toContain("frame-ancestors 'self'")
    expect(await policy('/embed')).toContain("frame-src 'self'")
    for (const path of ['/', '/ask', '/kiosk', '/embed', '/privacy', '/console'])
      expect(await policy(path)).toContain("frame-ancestors 'none'")
    for (const path of ['/', '/ask', '/kiosk', '/privacy', '/embed/preview']) expect(await policy(path)).not.toContain('frame-src')
  })

  it('the kiosk keeps no choice of language for the next person', async () => {
    const { app } = await appWorld()
    const response = await app.request('/kiosk?lang=ru', { headers: { Cookie: 'lang=ru' } })
    expect(response.headers.get('set-cookie')).toBeNull()
    const fresh = await app.request('/kiosk', { headers: { Cookie: 'lang=ru', 'Accept-Language': 'en' } })
    expect(await fresh.text()).toContain('<html lang="lv">')
  })

  it('the privacy page says how long it is, in the grammar of each language', async () => {
    const { app } = await appWorld({
      config: readConfig({ RETENTION_TRANSCRIPTS_DAYS: '1', RETENTION_CONTACTS_DAYS: '21', RETENTION_NOTES_DAYS: '3' }),
    })
    const page = async (language: string) => (await (await app.request(`/privacy?lang=${language}`)).text()).replace(/<[^>]+>/g, '')
    for (const words of ['atbildes: 1 dienu pēc sarunas', 'atbildēt: 21 dienu.', 'jautājumu: 3 dienas.', 'vēstules: 30 dienas.'])
      expect(await page('lv')).toContain(words)
    for (const words of ['ответы: 1 день после', 'ответить: 21 день.', 'вопросе: 3 дня.', 'письма: 30 дней.'])
      expect(await page('ru')).toContain(words)
    for (const words of ['answers: 1 day after', 'answer: 21 days.', 'sent: 30 days.']) expect(await page('en')).toContain(words)
  })

  it('gives the phone and mail address that are configured, and none otherwise', async () => {
    const configured = await appWorld({ config: readConfig({ HELP_PHONE: '67 000 000', HELP_EMAIL: 'help@example.lv' }) })
    const bare = await appWorld()
    for (const path of ['/accessibility', '/privacy', '/ask']) {
      const html = await (await configured.app.request(`${path}?lang=en`)).text()
      expect(html, path).toContain('<a href="tel:67000000"')
      expect(html, path).toContain('<a href="mailto:help@example.lv"')
      expect(await (await bare.app.request(`${path}?lang=en`)).text(), path).not.toMatch(/tel:|mailto:/)
    }
  })
})

describe('/embed', () => {
  it('shows the code of the settings in the address, safe to paste', async () => {
    const { app } = await appWorld()
    const query = new URLSearchParams({ lang: 'lv', language: 'ru', greeting: 'a "b" <c> & d', color: '#00573f', invite: '20' })
    const html = await (await app.request(`http://vpppd.example/embed?${query}`)).text()
    const [, code = ''] = /<code id="snippet"[^>]*>([\s\S]*?)<\/code>/.exec(html) ?? []
    const shown = code.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
    expect(shown).toBe(
      '<script src="http://vpppd.example/widget.js" defer data-language="ru" data-color="#00573f" data-greeting="a &quot;b&quot; &lt;c> &amp; d" data-invite="20"></script>',
    )
    expect(html).toContain('connect-src http://vpppd.example ws://vpppd.example;')
  })

  it('sets in the preview what the code says', async () => {
    const { app } = await appWorld()
    const html = await (await app.request('/embed/preview?lang=lv&position=left&heading=%22%3E%3Cb%3E')).text()
    expect(html).toContain('<script src="/widget.js" defer data-position="left" data-heading="&quot;&gt;&lt;b&gt;">')
  })

  it.each([
    ['a language that is not served', { language: 'de' }],
    ['a colour that is none', { color: 'red' }],
    ['no seconds', { invite: '0' }],
    ['too many seconds', { invite: '601' }],
    ['half a second', { invite: '1.5' }],
    ['an institution that is no id', { institution: 'a b' }],
    ['a place for the button that there is not', { position: 'top' }],
    ['the usual colour', { color: '#7D1935' }],
    ['blanks', { heading: '   ' }],
  ])('leaves out %s', (_, given) => {
    expect(readSettings((name) => (given as Record<string, string>)[name])).toEqual({})
  })

  it('cuts a heading at 40 characters and a greeting at 300', () => {
    const settings = readSettings(() => 'x'.repeat(500))
    expect([settings.heading?.length, settings.greeting?.length]).toEqual([40, 300])
  })

  it('uses attributes that the widget reads, for every setting and in every look', () => {
    const given: Record<string, string> = { language: 'lv', color: '#00573f', position: 'left', invite: '5', closed: 'hide' }
    const full = readSettings((name) => given[name] ?? 'vsaa')
    expect(toAttributes(full)).toHaveLength(10)
    for (const settings of [full, ...looks.map((look) => look.settings)])
      for (const [name] of toAttributes(settings)) expect(attributes.map((attribute) => `data-${attribute}`)).toContain(name)
  })

  it('has five looks with real services and institutions, in colours that can be read', async () => {
    const { knowledge } = await appWorld()
    expect(new Set(looks.map(({ settings }) => snippet('https://vpppd.example', settings))).size).toBe(5)
    for (const { settings } of looks) {
      if (settings.topic) expect(knowledge.cards.has(settings.topic), settings.topic).toBe(true)
      if (settings.institution) expect(knowledge.institutions.has(settings.institution), settings.institution).toBe(true)
      if (settings.municipality) expect(knowledge.municipalities.map(({ name }) => name)).toContain(settings.municipality)
      if (settings.color) expect(contrastOn(settings.color).isEnough, settings.color).toBe(true)
    }
  })

  it('tells a colour on which nothing can be read', () => {
    expect(contrastOn('#808080').isEnough).toBe(false)
    expect(contrastOn('#000000')).toEqual({ ratio: 21, isEnough: true })
  })
})
