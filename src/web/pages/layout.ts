import { html } from 'hono/html'
import { type Language, languages } from '../../languages.ts'
import { frameWords, languageNames } from './frame-words.ts'

export type Html = ReturnType<typeof html>

export interface Page {
  language: Language
  path: string
  title: string
  content: Html
  /** Elements for the head: styles and scripts of this page. */
  head?: Html
  /** Further parameters that a change of language keeps. */
  query?: Record<string, string>
  /** Above the links at the end of the page. */
  footer?: Html
  /** Kept out of search engines. */
  hidden?: boolean
}

/** A page of the help desk: head, the same header and footer everywhere, and its own content. */
export function renderPage({ language, path, title, content, head, query = {}, footer, hidden }: Page): Html {
  const t = frameWords[language]
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${hidden ? html`<meta name="robots" content="noindex">` : ''}
<title>${title} — VPPPD</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/portal.css">
${head ?? ''}
</head>
<body>
<a class="skip" href="#content">${t.skip}</a>
<header class="top"><div class="wrap">
<a class="brand" href="/?lang=${language}"><span class="mark" aria-hidden="true"></span><strong>VPPPD</strong><span class="long">${t.brandLong}</span></a>
<nav aria-label="${t.languages}">${languageLinks(language, path, query)}</nav>
</div></header>
<main id="content">
${content}
</main>
<footer><div class="wrap">
${footer ?? ''}
<nav aria-label="${t.more}"><ul class="links">${footerLinks(language, path)}</ul></nav>
</div></footer>
</body>
</html>`
}

export function languageLinks(language: Language, path: string, query: Record<string, string> = {}): Html {
  const items = languages.map((code) => {
    const current = code === language ? html`aria-current="true"` : ''
    return html`<li><a href="${pageAddress(path, { ...query, lang: code })}" lang="${code}" hreflang="${code}" ${current}><span aria-hidden="true">${code.toUpperCase()}</span><span class="hidden">${languageNames[code]}</span></a></li>`
  })
  return html`<ul class="languages">${items}</ul>`
}

export function pageAddress(path: string, query: Record<string, string>): string {
  return `${path}?${new URLSearchParams(query)}`
}

const places = [
  ['portal', '/'],
  ['ask', '/ask'],
  ['kiosk', '/kiosk'],
  ['embed', '/embed'],
  ['accessibility', '/accessibility'],
  ['privacy', '/privacy'],
] as const

function footerLinks(language: Language, path: string): Html[] {
  const t = frameWords[language]
  const links = places
    .filter(([, to]) => to !== path)
    .map(([name, to]) => html`<li><a href="${pageAddress(to, { lang: language })}">${t[name]}</a></li>`)
  return [...links, html`<li><a href="/console">${t.console}</a></li>`]
}
