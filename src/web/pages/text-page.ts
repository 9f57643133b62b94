import { html } from 'hono/html'
import { fill } from '../../cards/wording.ts'
import type { Language } from '../../languages.ts'
import type { OtherWays } from './ask.ts'
import { askWords } from './ask-words.ts'
import { type Html, renderPage } from './layout.ts'
import { markdownHtml } from './markdown-html.ts'

/** A page of text: a title, and sections in the markdown subset with `{name}` places. */
export interface TextWords {
  title: string
  sections: { heading?: string; text: string }[]
}

export function renderText(path: string, words: Record<Language, TextWords>, language: Language, values: Record<string, string>): Html {
  const { title, sections } = words[language]
  const content = sections.map(({ heading, text }) => html`${heading ? html`<h2>${heading}</h2>` : ''}${markdownHtml(fill(text, values))}`)
  return renderPage({
    language,
    path,
    title,
    head: html`<link rel="stylesheet" href="/pages.css">`,
    content: html`<div class="wrap narrow"><h1>${title}</h1>${content}</div>`,
  })
}

/** How VPPPD is reached, as a list in markdown. */
export function contactList(language: Language, { phone, email, hours }: OtherWays): string {
  const t = askWords[language]
  return [
    `- ${t.chat}: ${fill(t.chatShort, { hours })}`,
    ...(phone ? [`- ${t.phone}: [${phone}](tel:${phone.replace(/[^+\d]/g, '')})`] : []),
    ...(email ? [`- ${t.email}: [${email}](mailto:${email})`] : []),
    `- ${t.centres}`,
  ].join('\n')
}
