import { html, raw } from 'hono/html'
import { fill } from '../../cards/wording.ts'
import type { Language } from '../../languages.ts'
import { type Html, pageAddress, renderPage } from './layout.ts'
import { portalWords } from './portal-words.ts'

const arrow = raw(
  '<svg aria-hidden="true" viewBox="0 0 20 20" width="16" height="16"><path d="M7 4l6 6-6 6" fill="none" stroke="currentColor" stroke-width="2"/></svg>',
)

/** The page of the help desk, in the manner of a public-service portal. Without script its form and links lead to `/ask`. */
export function renderPortal(language: Language, hours: string): Html {
  const t = portalWords[language]
  const link = (question: string) => pageAddress('/ask', { lang: language, q: question })
  return renderPage({
    language,
    path: '/',
    title: t.title,
    head: html`<script src="/widget.js" defer data-language="${language}"></script>
<script src="/portal.js" defer></script>`,
    content: html`<section class="hero"><div class="wrap">
<h1>${t.heading}</h1>
<p class="lead">${t.lead}</p>
<form class="ask" action="/ask" method="get">
<input type="hidden" name="lang" value="${language}">
<label for="q">${t.label}</label>
<div class="row"><input id="q" name="q" type="text" maxlength="1000" autocomplete="off" required placeholder="${t.placeholder}"><button type="submit">${t.ask}</button></div>
<p class="note">${t.privacy}</p>
<noscript><p class="note">${t.noScript}</p></noscript>
</form>
</div></section>
<section class="wrap" aria-labelledby="popular">
<h2 id="popular">${t.popular}</h2>
<ul class="cards">${t.services.map(([title, hint, question]) => html`<li><a href="${link(question)}" data-ask="${question}"><span class="title">${title}</span><span class="hint">${hint}</span>${arrow}</a></li>`)}</ul>
</section>
<section class="wrap" aria-labelledby="events">
<h2 id="events">${t.events}</h2>
<ul class="chips">${t.situations.map(([title, question]) => html`<li><a href="${link(question)}" data-ask="${question}">${title}</a></li>`)}</ul>
</section>`,
    footer: html`<p><strong>${t.person}</strong> ${fill(t.hours, { hours })}</p>`,
  })
}
