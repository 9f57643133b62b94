import { html } from 'hono/html'
import type { Language } from '../../../languages.ts'
import { words as chatWords } from '../../widget/words.ts'
import { frameWords } from '../frame-words.ts'
import { type Html, languageLinks, pageAddress } from '../layout.ts'
import { portalWords } from '../portal-words.ts'
import { type KioskWords, kioskWords } from './kiosk-words.ts'

/** The full-screen page for service centres and libraries. Its script is `main.ts`; without script the links lead to `/ask`. */
export function renderKiosk(language: Language, ended: boolean): Html {
  const t = kioskWords[language]
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${t.title} — VPPPD</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/portal.css"><link rel="stylesheet" href="/kiosk.css">
<script type="module" src="/kiosk.js"></script>
</head>
<body class="kiosk">
<header class="bar">
<p class="brand"><span class="mark" aria-hidden="true"></span><strong>VPPPD</strong></p>
<nav aria-label="${frameWords[language].languages}">${languageLinks(language, '/kiosk')}</nav>
<div class="tools" role="group" aria-label="${t.tools}">
<button type="button" id="help">${t.help}</button>
<button type="button" id="clerk">${t.clerk}</button>
<a class="button over" id="over" href="/kiosk">${t.startOver}</a>
</div>
</header>
<main>
${start(t, language, ended)}
${chat(t, language)}
</main>
${dialogs(t)}
</body>
</html>`
}

function start(t: KioskWords, language: Language, ended: boolean): Html {
  const topics = portalWords[language]
  const tile = (title: string, hint: string, question: string) =>
    html`<li><a href="${pageAddress('/ask', { lang: language, q: question })}" data-ask="${question}"><strong>${title}</strong>${hint ? html`<span>${hint}</span>` : ''}</a></li>`
  return html`<div id="start">
${ended ? html`<p class="ended" role="status">${t.ended}</p>` : ''}
<h1>${t.heading}</h1>
<p class="lead">${t.lead}</p>
<noscript><p>${t.noScript}</p></noscript>
${askForm(t, language, 'first')}
<section aria-labelledby="services"><h2 id="services">${t.services}</h2>
<ul class="tiles">${topics.services.map(([title, hint, question]) => tile(title, hint, question))}</ul></section>
<section aria-labelledby="events"><h2 id="events">${t.events}</h2>
<ul class="tiles">${topics.situations.map(([title, question]) => tile(title, '', question))}</ul></section>
</div>`
}

function chat(t: KioskWords, language: Language): Html {
  const { log, person } = chatWords[language]
  return html`<div id="chat" hidden>
<h1 class="hidden">${log}</h1>
<p id="printed" class="printed"></p>
<div id="log" role="log" aria-label="${log}" tabindex="0"><ol id="turns"></ol><ol id="unsent"></ol></div>
<button type="button" id="further" hidden>${t.further}</button>
<p id="status" role="status"></p>
<div class="below">${askForm(t, language, 'next')}
<div class="tools"><button type="button" id="person">${person}</button><button type="button" id="print">${t.print}</button></div></div>
</div>`
}

function askForm(t: KioskWords, language: Language, id: string): Html {
  return html`<form class="say" action="/ask" method="get">
<input type="hidden" name="lang" value="${language}">
<label for="${id}">${t.field}</label>
<div class="row"><input id="${id}" name="q" type="text" maxlength="1000" autocomplete="off" required aria-describedby="${id}-note"><button type="submit">${t.ask}</button></div>
<p class="note" id="${id}-note">${t.privacy}</p>
</form>`
}

function dialogs(t: KioskWords): Html {
  return html`<dialog id="help-dialog" aria-labelledby="help-title">
<h2 id="help-title">${t.helpTitle}</h2>
<ol>${t.helpSteps.map((step) => html`<li>${step}</li>`)}</ol>
<form method="dialog"><button>${t.close}</button></form>
</dialog>
<dialog id="clerk-dialog" class="signal" aria-labelledby="clerk-title" aria-describedby="clerk-text">
<p class="flag" lang="lv">${kioskWords.lv.clerkSignal}</p>
<h2 id="clerk-title">${t.clerkTitle}</h2>
<p id="clerk-text">${t.clerkText}</p>
<form method="dialog"><button>${t.clerkDone}</button></form>
</dialog>
<dialog id="idle-dialog" role="alertdialog" aria-labelledby="idle-title" aria-describedby="idle-text">
<h2 id="idle-title">${t.idleTitle}</h2>
<p id="idle-text">${t.idleText}</p>
<p class="seconds" id="idle-seconds" data-text="${t.idleSeconds}"></p>
<form method="dialog"><button autofocus>${t.idleStay}</button> <button type="button" id="idle-end">${t.idleEnd}</button></form>
</dialog>`
}
