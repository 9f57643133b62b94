import { html } from 'hono/html'
import { fill } from '../../cards/wording.ts'
import { type Language, languages } from '../../languages.ts'
import { words } from '../widget/words.ts'
import {
  contrastOn,
  type EmbedSettings,
  looks,
  maxGreeting,
  maxHeading,
  policyLines,
  ratioInWords,
  snippet,
  toAttributes,
  toQuery,
  usualColour,
} from './embed-settings.ts'
import { type EmbedWords, embedWords } from './embed-words.ts'
import { languageNames } from './frame-words.ts'
import { type Html, pageAddress, renderPage } from './layout.ts'

export interface Choices {
  institutions: { id: string; name: string }[]
  municipalities: string[]
  services: { id: string; title: string }[]
}

export interface EmbedPage {
  language: Language
  /** The address of this service. */
  origin: string
  settings: EmbedSettings
  choices: Choices
}

/** The snippet builder. Without script the form shows the code after a round trip; with it, at once. */
export function renderEmbed({ language, origin, settings, choices }: EmbedPage): Html {
  const t = embedWords[language]
  return renderPage({
    language,
    path: '/embed',
    title: t.title,
    query: toQuery(settings),
    head: html`<link rel="stylesheet" href="/pages.css"><link rel="stylesheet" href="/embed.css"><script type="module" src="/embed.js"></script>`,
    content: html`<div class="wrap">
<h1>${t.title}</h1>
<p class="lead">${t.lead}</p>
<div class="builder">
<div>${settingsForm(t, language, settings, choices)}</div>
<div>${result(t, language, origin, settings)}</div>
</div>
${lookList(t, language, origin)}
${attributeTable(t)}
</div>`,
  })
}

function settingsForm(t: EmbedWords, language: Language, settings: EmbedSettings, choices: Choices): Html {
  const languageChoices = languages.map((code): Choice => [code, languageNames[code]])
  const institutions = choices.institutions.map(({ id, name }): Choice => [id, name])
  const services = choices.services.map(({ id, title }): Choice => [id, title])
  const municipalities = choices.municipalities.map((name): Choice => [name, name])
  return html`<form class="settings" action="/embed" method="get" aria-labelledby="settings">
<h2 id="settings">${t.settings}</h2>
<input type="hidden" name="lang" value="${language}">
${select('language', t.language, [['', t.languageOfPage], ...languageChoices], settings.language)}
${select('institution', t.institution, [['', t.none], ...institutions], settings.institution)}
${select('municipality', t.municipality, [['', t.none], ...municipalities], settings.municipality)}
${colourField(t, language, settings.color ?? usualColour)}
<fieldset><legend>${t.position}</legend>
${radio('position', 'right', t.right, settings.position !== 'left')}
${radio('position', 'left', t.left, settings.position === 'left')}
</fieldset>
${field('heading', t.chatTitle, fill(t.chatTitleHint, { title: words[language].title }), html`<input id="heading" name="heading" type="text" maxlength="${maxHeading}" aria-describedby="heading-hint" value="${settings.heading ?? ''}">`)}
${field('greeting', t.greeting, t.greetingHint, html`<input id="greeting" name="greeting" type="text" maxlength="${maxGreeting}" aria-describedby="greeting-hint" value="${settings.greeting ?? ''}">`)}
${select('topic', t.topic, [['', t.none], ...services], settings.topic, t.topicHint)}
${field('invite', t.inviteAfter, t.inviteHint, html`<input id="invite" name="invite" type="number" min="1" max="600" aria-describedby="invite-hint" value="${settings.invite ?? ''}">`)}
<fieldset><legend>${t.closed}</legend>
${radio('closed', 'assistant', t.closedShow, settings.closed === undefined)}
${radio('closed', 'notice', t.closedNotice, settings.closed === 'notice')}
${radio('closed', 'hide', t.closedHide, settings.closed === 'hide')}
</fieldset>
<button type="submit">${t.show}</button>
</form>`
}

type Choice = [value: string, label: string]

function select(name: string, label: string, options: Choice[], chosen: string | undefined, hint?: string): Html {
  const items = options.map(
    ([value, text]) => html`<option value="${value}" ${value === (chosen ?? '') ? html`selected` : ''}>${text}</option>`,
  )
  return field(
    name,
    label,
    hint,
    html`<select id="${name}" name="${name}" ${hint ? html`aria-describedby="${name}-hint"` : ''}>${items}</select>`,
  )
}

function field(name: string, label: string, hint: string | undefined, input: Html): Html {
  return html`<div class="field"><label for="${name}">${label}</label>${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : ''}${input}</div>`
}

function radio(name: string, value: string, label: string, checked: boolean): Html {
  return html`<label class="radio"><input type="radio" name="${name}" value="${value}" ${checked ? html`checked` : ''}> ${label}</label>`
}

function colourField(t: EmbedWords, language: Language, colour: string): Html {
  const { ratio, isEnough } = contrastOn(colour)
  const said = isEnough ? t.contrastGood : t.contrastBad
  return html`<div class="field"><label for="color">${t.colour}</label>
<input id="color" name="color" type="color" value="${colour}" aria-describedby="contrast">
<p class="${isEnough ? 'hint' : 'fault'}" id="contrast" role="status" data-good="${t.contrastGood}" data-bad="${t.contrastBad}">${fill(said, { ratio: ratioInWords(ratio, language) })}</p></div>`
}

function result(t: EmbedWords, language: Language, origin: string, settings: EmbedSettings): Html {
  const preview = pageAddress('/embed/preview', { lang: language, ...toQuery(settings) })
  return html`<section aria-labelledby="snippet-heading">
<h2 id="snippet-heading">${t.snippet}</h2>
<p>${t.snippetHow}</p>
<pre class="code" tabindex="0" aria-labelledby="snippet-heading"><code id="snippet" data-origin="${origin}">${snippet(origin, settings)}</code></pre>
<p class="copy" data-copy="${t.copy}" data-copied="${t.copied}" data-failed="${t.copyFailed}"><span role="status"></span></p>
</section>
<section aria-labelledby="preview-heading">
<h2 id="preview-heading">${t.preview}</h2>
<iframe id="preview" class="preview" title="${t.previewFrame}" src="${preview}" loading="lazy"></iframe>
<p><a id="preview-link" href="${preview}">${t.previewOpen}</a></p>
</section>
<section aria-labelledby="policy-heading">
<h2 id="policy-heading">${t.policy}</h2>
<p>${t.policyHow}</p>
<pre class="code" tabindex="0" aria-labelledby="policy-heading"><code>${policyLines(origin)}</code></pre>
<p>${fill(t.origins, { origins: 'WIDGET_ORIGINS' })}</p>
</section>`
}

function lookList(t: EmbedWords, language: Language, origin: string): Html {
  const items = looks.map(({ name, settings }) => {
    const { title, text } = t.look[name]
    const query = { lang: language, ...toQuery(settings) }
    return html`<li><h3><span class="swatch ${name}" aria-hidden="true"></span>${title}</h3><p>${text}</p>
<pre class="code" tabindex="0" aria-label="${t.snippet}: ${title}"><code>${snippet(origin, settings)}</code></pre>
<p class="links"><a href="${pageAddress('/embed', query)}">${t.useLook}<span class="hidden">: ${title}</span></a> <a href="${pageAddress('/embed/preview', query)}">${t.preview}<span class="hidden">: ${title}</span></a></p></li>`
  })
  return html`<section aria-labelledby="looks"><h2 id="looks">${t.looks}</h2><p>${t.looksHow}</p><ul class="looks">${items}</ul></section>`
}

function attributeTable(t: EmbedWords): Html {
  const rows: [attribute: string, meaning: string][] = [
    ['data-language="lv"', `${t.language}: lv, ru, en`],
    ['data-institution="vsaa"', t.institution],
    ['data-municipality="Ādažu novads"', t.municipality],
    ['data-color="#00573f"', t.colour],
    ['data-position="left"', `${t.position}: right, left`],
    ['data-heading="…"', t.chatTitle],
    ['data-greeting="…"', t.greeting],
    ['data-topic="vsaa-slimibas-pabalsts"', t.topic],
    ['data-invite="20"', t.inviteAfter],
    ['data-closed="hide"', `${t.closed}: assistant, notice, hide`],
  ]
  const body = rows.map(([attribute, meaning]) => html`<tr><th scope="row"><code>${attribute}</code></th><td>${meaning}</td></tr>`)
  return html`<section aria-labelledby="attributes"><h2 id="attributes">${t.attributes}</h2>
<table><thead><tr><th scope="col">${t.attribute}</th><th scope="col">${t.meaning}</th></tr></thead><tbody>${body}</tbody></table></section>`
}

/** A page such as an institution might have, with the widget as it is set. */
export function renderEmbedPreview(language: Language, settings: EmbedSettings): Html {
  const { mock } = embedWords[language]
  const pageLanguage = settings.language ?? language
  const attributes = toAttributes(settings).map(([name, value]) => html` ${name}="${value}"`)
  return html`<!doctype html>
<html lang="${pageLanguage}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${mock.heading}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/portal.css"><link rel="stylesheet" href="/embed.css">
<script src="/widget.js" defer${attributes}></script>
</head>
<body class="mock">
<main lang="${language}" aria-labelledby="mock">
<p class="notice"><span class="wrap">${mock.bar}</span></p>
<div class="wrap"><h1 id="mock">${mock.heading}</h1>${mock.text.map((text) => html`<p>${text}</p>`)}</div>
</main>
</body>
</html>`
}
