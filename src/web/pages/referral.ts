import { html } from 'hono/html'
import { fill } from '../../cards/wording.ts'
import { type Language, languages } from '../../languages.ts'
import { plainText } from '../../mail/plain-text.ts'
import type { ReferralToAnswer } from '../../operator/answer-referral.ts'
import { type ReferralWords, referralWords } from './referral-words.ts'

export const maxAnswer = 8000
export const maxName = 100

export interface ReferralForm {
  answer: string
  name: string
  faults: ('answerMissing' | 'answerTooLong' | 'nameMissing')[]
}
type Html = ReturnType<typeof html>

const names: Record<Language, string> = { lv: 'Latviešu', ru: 'Русский', en: 'English' }

/** The page on which a specialist answers one question; it works without scripts. */
export function renderReferral(referral: ReferralToAnswer, due: string, language: Language, form?: ReferralForm) {
  const t = referralWords[language]
  const heading = `${t.title}: ${referral.institution.short}`
  return page(
    language,
    heading,
    html`<h1>${heading}</h1>
${faultList(t, form?.faults ?? [])}
<p>${fill(t.lead, { institution: referral.institution.name[language] })}</p>
<p><strong>${fill(t.due, { date: due })}</strong></p>
<h2>${t.question}</h2>
<div class="words" lang="lv">${referral.question}</div>
${conversation(t, referral.turns)}
<form method="post" action="?lang=${language}">
${field(
  t,
  'answer',
  t.answer,
  t.answerHint,
  form,
  (attributes) => html`<textarea id="answer" name="answer" rows="10" maxlength="${maxAnswer}" required ${attributes}>
${form?.answer ?? ''}</textarea>`,
)}
${field(t, 'name', t.name, t.nameHint, form, (attributes) => html`<input id="name" name="name" type="text" autocomplete="name" maxlength="${maxName}" required value="${form?.name ?? ''}" ${attributes}>`)}
<button type="submit">${t.send}</button>
</form>`,
  )
}

/** A page that says one thing: thanks, or why a link opens nothing and what to do. */
export function renderNotice(what: keyof ReferralWords['refusals'] | 'thanks', language: Language) {
  const t = referralWords[language]
  const { title, text } = what === 'thanks' ? { title: t.thanksTitle, text: t.thanks } : t.refusals[what]
  return page(language, title, html`<h1>${title}</h1><p>${text}</p>`)
}

function conversation(t: ReferralWords, turns: ReferralToAnswer['turns']): Html | '' {
  if (turns.length === 0) return ''
  const items = turns.map(
    ({ from, text, language }) =>
      html`<li><strong>${t.speakers[from]}</strong><div class="words" lang="${language}">${plainText(text)}</div></li>`,
  )
  return html`<h2>${t.conversation}</h2><ul class="turns">${items}</ul>`
}

const fieldOf = { answerMissing: 'answer', answerTooLong: 'answer', nameMissing: 'name' } as const

function faultList(t: ReferralWords, faults: ReferralForm['faults']): Html | '' {
  if (faults.length === 0) return ''
  const items = faults.map((fault) => html`<li><a href="#${fieldOf[fault]}">${t[fault]}</a></li>`)
  return html`<div class="faults" role="alert"><p>${t.missing}</p><ul>${items}</ul></div>`
}

function field(
  t: ReferralWords,
  name: 'answer' | 'name',
  label: string,
  hint: string,
  form: ReferralForm | undefined,
  input: (attributes: Html) => Html,
): Html {
  const fault = form?.faults.find((candidate) => fieldOf[candidate] === name)
  const attributes = fault ? html`aria-invalid="true" aria-describedby="${name}-hint ${name}-fault"` : html`aria-describedby="${name}-hint"`
  const said = fault ? html`<p class="fault" id="${name}-fault">${t[fault]}</p>` : ''
  return html`<div class="field"><label for="${name}">${label}</label><p class="hint" id="${name}-hint">${hint}</p>${said}${input(attributes)}</div>`
}

function page(language: Language, title: string, content: Html) {
  const t = referralWords[language]
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="same-origin">
<title>${title} — VPPPD</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/portal.css">
<link rel="stylesheet" href="/referral.css">
</head>
<body>
<a class="skip" href="#main">${t.skip}</a>
<header class="top"><div class="wrap">
<span class="brand"><span class="mark" aria-hidden="true"></span><strong>VPPPD</strong><span class="long">${t.brandLong}</span></span>
<nav aria-label="${t.languages}"><ul class="languages">${languages.map(
    (other) =>
      html`<li><a href="?lang=${other}" lang="${other}" hreflang="${other}" ${other === language ? html`aria-current="true"` : ''}><span aria-hidden="true">${other.toUpperCase()}</span><span class="hidden">${names[other]}</span></a></li>`,
  )}</ul></nav>
</div></header>
<main id="main" class="wrap referral">
${content}
</main>
</body>
</html>`
}
