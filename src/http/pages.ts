import { existsSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { isLanguage, type Language, languageOfTag } from '../languages.ts'
import { renderPortal } from '../web/pages/portal.ts'

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
}

/** The pages that people see, and the files built for them. */
export function pageRoutes(folder: string): Hono {
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
  app.get('/', (c) => {
    const asked = c.req.query('lang')
    if (isLanguage(asked)) setCookie(c, 'lang', asked, { path: '/', sameSite: 'Lax', maxAge: 31_536_000 })
    const remembered = getCookie(c, 'lang')
    const language: Language = isLanguage(asked)
      ? asked
      : isLanguage(remembered)
        ? remembered
        : (languageOfTag(c.req.header('accept-language')?.split(',')[0]) ?? 'lv')
    return c.html(renderPortal(language))
  })
  for (const path of ['/console', '/console/*'] as const) app.get(path, (c) => file('console.html') ?? c.notFound())
  app.get('/widget.js', (c) => file('widget.js') ?? c.notFound())
  app.get('/portal.css', (c) => file('portal.css') ?? c.notFound())
  app.get('/portal.js', (c) => file('portal.js') ?? c.notFound())
  app.get('/icon.svg', (c) => file('icon.svg') ?? c.notFound())
  app.get('/assets/:name{[A-Za-z0-9._-]+}', (c) => file(`assets/${c.req.param('name')}`) ?? c.notFound())
  return app
}

/** The files of the pages, which `npm install` builds. Empty when they are there. */
export function missingPages(folder: string): string[] {
  return ['widget.js', 'portal.js', 'portal.css', 'console.html'].filter((name) => !existsSync(join(folder, name)))
}
