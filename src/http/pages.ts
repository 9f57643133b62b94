import { existsSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { type Context, Hono } from 'hono'
import { cardText } from '../cards/card.ts'
import type { Knowledge } from '../cards/load-knowledge.ts'
import { isLanguage, type Language } from '../languages.ts'
import type { RetentionDays } from '../retention/due.ts'
import type { Deps } from '../turn/draft.ts'
import type { OtherWays } from '../web/pages/ask.ts'
import { type Choices, renderEmbed, renderEmbedPreview } from '../web/pages/embed.ts'
import { readSettings } from '../web/pages/embed-settings.ts'
import { renderKiosk } from '../web/pages/kiosk/kiosk.ts'
import { renderPortal } from '../web/pages/portal.ts'
import { accessibilityPage, privacyPage } from '../web/pages/statements.ts'
import { languageOf } from './page-language.ts'

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
}

export interface PageDeps {
  /** Of the built files. */
  folder: string
  answering: () => Deps
  days: RetentionDays
  phone: string | undefined
  email: string | undefined
  publicUrl: string | undefined
}

/** Files served under their own names, beside those with a hash in `assets/`. */
const files = [
  'widget.js',
  'embed.js',
  'embed.css',
  'kiosk.js',
  'kiosk.css',
  'portal.css',
  'portal.js',
  'pages.css',
  'referral.css',
  'icon.svg',
] as const

/** The pages that people see, and the files built for them. */
export function pageRoutes(deps: PageDeps): Hono {
  const { folder, answering } = deps
  const app = new Hono()
  const file = (name: string): Response | undefined => {
    const path = join(folder, name)
    if (!existsSync(path)) return undefined
    return new Response(readFileSync(path), {
      headers: {
        'Content-Type': types[extname(name)] ?? 'application/octet-stream',
        'Cache-Control': name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      },
    })
  }
  app.get('/', (c) => c.html(renderPortal(languageOf(c), answering().calendar.hours)))
  app.get('/kiosk', (c) => {
    const asked = c.req.query('lang')
    // No cookie and no language of the browser: the next person begins like everybody.
    return c.html(renderKiosk(isLanguage(asked) ? asked : 'lv', c.req.query('ended') !== undefined))
  })
  app.get('/accessibility', (c) => c.html(accessibilityPage(languageOf(c), siteOf(c, deps), waysOf(deps))))
  app.get('/privacy', (c) => {
    const language = languageOf(c)
    const { knowledge, languageModel } = answering()
    const { erase } = knowledge.wordings[language].chat
    return c.html(privacyPage(language, { days: deps.days, languageModel: languageModel !== undefined, erase, ways: waysOf(deps) }))
  })
  app.get('/embed', (c) => {
    const { language, settings } = embedOf(c)
    return c.html(renderEmbed({ language, origin: siteOf(c, deps), settings, choices: choicesOf(answering().knowledge, language) }))
  })
  app.get('/embed/preview', (c) => {
    const { language, settings } = embedOf(c)
    return c.html(renderEmbedPreview(language, settings))
  })
  for (const path of ['/console', '/console/*'] as const) app.get(path, (c) => file('console.html') ?? c.notFound())
  for (const name of files) app.get(`/${name}`, (c) => file(name) ?? c.notFound())
  app.get('/assets/:name{[A-Za-z0-9._-]+}', (c) => file(`assets/${c.req.param('name')}`) ?? c.notFound())
  return app
}

function embedOf(c: Context) {
  return { language: languageOf(c), settings: readSettings((name) => c.req.query(name)) }
}

/** Institutions, municipalities and services to choose from, each in the order of the language. */
function choicesOf({ institutions, municipalities, cards }: Knowledge, language: Language): Choices {
  const { compare } = new Intl.Collator(language)
  return {
    institutions: [...institutions.values()].map(({ id, name }) => ({ id, name: name[language] })).sort((a, b) => compare(a.name, b.name)),
    municipalities: municipalities.map(({ name }) => name).sort(compare),
    services: [...cards.values()]
      .map((card) => ({ id: card.id, title: cardText(card, language).title }))
      .sort((a, b) => compare(a.title, b.title)),
  }
}

function waysOf({ answering, phone, email }: PageDeps): OtherWays {
  return { phone, email, hours: answering().calendar.hours }
}

/** The address under which people know this site. */
function siteOf(c: Context, { publicUrl }: PageDeps): string {
  return new URL(publicUrl ?? c.req.url).origin
}

/** The files of the pages, which `npm install` builds. Empty when they are there. */
export function missingPages(folder: string): string[] {
  return [...files, 'console.html'].filter((name) => !existsSync(join(folder, name)))
}
