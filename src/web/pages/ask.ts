import { html } from 'hono/html'
import { fill } from '../../cards/wording.ts'
import type { Choice } from '../../channel.ts'
import type { Language } from '../../languages.ts'
import type { Outcome } from '../../turn/outcome.ts'
import { type AskWords, askWords } from './ask-words.ts'
import { type Html, pageAddress, renderPage } from './layout.ts'
import { markdownHtml } from './markdown-html.ts'

/** How a person can be reached beside the chat; absent where the service has none. */
export interface OtherWays {
  phone?: string | undefined
  email?: string | undefined
  /** Working hours of the operators, as text. */
  hours: string
}

export interface AskAnswer {
  /** Already masked. */
  question: string
  outcome: Outcome
  /** Services that may be meant when nothing was answered. */
  maybe: { id: string; title: string }[]
}

export interface AskPage {
  language: Language
  ways: OtherWays
  answer?: AskAnswer
  fault?: keyof AskWords['faults']
  /** What stays in the field after a fault. */
  draft?: string
  /** Parameters that a change of language keeps. */
  query?: Record<string, string>
}

/** So much of the last question goes along to the next one. */
export const maxEarlier = 300

/** One question and its answer, without script. */
export function renderAsk({ language, ways, answer, fault, draft = '', query = {} }: AskPage): Html {
  const t = askWords[language]
  const form = askForm(t, language, answer, fault, draft)
  const way = person(t, language, ways)
  return renderPage({
    language,
    path: '/ask',
    title: answer ? `${t.answer}: ${answer.question}` : t.title,
    query,
    hidden: answer !== undefined || fault !== undefined,
    head: html`<link rel="stylesheet" href="/pages.css">`,
    content: html`<div class="wrap narrow">
<h1>${t.title}</h1>
<p>${t.lead}</p>
${answer ? answered(t, language, answer) : ''}
${answer?.outcome.decision === 'handoff' ? [way, form] : [form, way]}
</div>`,
  })
}

function answered(t: AskWords, language: Language, { question, outcome, maybe }: AskAnswer): Html {
  const { lang, decision, reason } = outcome
  const text = decision === 'handoff' ? t.handedOver[reason as keyof AskWords['handedOver']] : outcome.text
  return html`<section class="answer" aria-labelledby="answer">
<h2 id="answer">${t.answer}</h2>
<p class="asked">${t.youAsked} <q>${question}</q></p>
<div class="words" lang="${decision === 'handoff' ? language : lang}">${markdownHtml(text)}</div>
${maybe.length > 0 ? html`<h3>${t.maybe}</h3>${links(language, lang, maybe.map(asOption), outcome)}` : ''}
${nextLinks(t, language, outcome)}
${decision === 'plan' ? sources(t, lang, outcome) : ''}
</section>`
}

function asOption({ id, title }: AskAnswer['maybe'][number]): Outcome['options'][number] {
  return { label: title, text: title, choice: { kind: 'service', service: id } }
}

function nextLinks(t: AskWords, language: Language, outcome: Outcome): Html | '' {
  const options = outcome.options.filter(({ choice }) => followable.has(choice.kind))
  if (options.length === 0) return ''
  const isQuestion = outcome.decision === 'clarify' || outcome.decision === 'plan'
  return html`<h3>${isQuestion ? t.choose : t.next}</h3>${links(language, outcome.lang, options, outcome)}`
}

/** Choices that are questions; the others concern a conversation, which this page has not. */
export const followable: ReadonlySet<Choice['kind']> = new Set(['facet', 'service', 'plan'])

function links(language: Language, lang: Language, options: Outcome['options'], outcome: Outcome): Html {
  const about = aboutOf(outcome)
  const items = options.map(({ label, text, choice }) => {
    const to = pageAddress('/ask', { lang: language, q: text, choice: JSON.stringify(choice), ...(about && { about }) })
    return html`<li><a href="${to}#answer" rel="nofollow">${label}</a></li>`
  })
  return html`<ul class="chips" lang="${lang}">${items}</ul>`
}

function sources(t: AskWords, lang: Language, { citations }: Outcome): Html | '' {
  if (citations.length === 0) return ''
  const items = citations.map(({ title, url }) => html`<li><a href="${url}" rel="noopener noreferrer">${title}</a></li>`)
  return html`<details><summary>${t.sources}</summary><ul lang="${lang}">${items}</ul></details>`
}

/** The service that was spoken of, so that "and what does it cost?" is understood. */
function aboutOf({ decision, services }: Outcome): string | undefined {
  return decision === 'answer' || decision === 'clarify' ? services[0]?.id : undefined
}

function askForm(t: AskWords, language: Language, answer: AskAnswer | undefined, fault: AskPage['fault'], draft: string): Html {
  const about = answer && aboutOf(answer.outcome)
  const described = fault ? 'q-hint q-fault' : 'q-hint'
  return html`<form class="ask plain" action="/ask#answer" method="get">
<h2>${answer ? t.again : t.label}</h2>
<input type="hidden" name="lang" value="${language}">
${answer ? html`<input type="hidden" name="earlier" value="${answer.question.slice(0, maxEarlier)}">` : ''}
${about ? html`<input type="hidden" name="about" value="${about}">` : ''}
<label for="q">${t.label}</label>
<p class="hint" id="q-hint">${t.hint}</p>
${fault ? html`<p class="fault" id="q-fault" role="alert">${t.faults[fault]}</p>` : ''}
<div class="row"><input id="q" name="q" type="text" maxlength="1000" autocomplete="off" required value="${draft}" aria-describedby="${described}" ${fault ? html`aria-invalid="true"` : ''}><button type="submit">${t.ask}</button></div>
<p class="note">${t.notKept}</p>
</form>`
}

function person(t: AskWords, language: Language, { phone, email, hours }: OtherWays): Html {
  return html`<section aria-labelledby="person">
<h2 id="person">${t.person}</h2>
<ul class="ways">
<li><a href="${pageAddress('/', { lang: language })}">${t.chat}</a>. ${fill(t.chatHours, { hours })}</li>
${phone ? html`<li>${t.phone}: <a href="tel:${phone.replace(/[^+\d]/g, '')}">${phone}</a></li>` : ''}
${email ? html`<li>${t.email}: <a href="mailto:${email}">${email}</a></li>` : ''}
<li>${markdownHtml(t.centres)}</li>
</ul>
</section>`
}
