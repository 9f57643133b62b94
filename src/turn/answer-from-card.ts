import type { Card } from '../cards/card.ts'
import { cardText } from '../cards/card.ts'
import { type Facet, type SectionKey, sectionOfFacet, sectionSlugs } from '../cards/facets.ts'
import { type RenderedMarkdown, renderFigures } from '../cards/figures.ts'
import { fill } from '../cards/wording.ts'
import type { Citation } from '../channel.ts'
import { dateIn } from '../clock.ts'
import type { Language } from '../languages.ts'
import { facetOptions, outcome, personOption } from './compose.ts'
import type { Deps, Draft, Step } from './draft.ts'
import { municipalityNote } from './municipality-note.ts'
import type { Outcome } from './outcome.ts'
import { answerThreshold } from './thresholds.ts'

/** Sure enough of one service: answers from the section that was asked for. */
export const answerFromCard: Step = (draft, deps) => {
  const staysOnSubject = draft.services[0] !== undefined && draft.services[0].id === draft.heard?.spokenOf[0]
  const card = deps.knowledge.cards.get(draft.services[0]?.id ?? '')
  return card && draft.confidence >= answerThreshold(card, deps.operatingPoint, staysOnSubject) ? answerFromService(draft, deps) : draft
}

/** @throws when the draft's first service has no card; callers have checked */
export function answerFromService(draft: Draft, deps: Deps): Outcome {
  const card = deps.knowledge.cards.get(draft.services[0]?.id ?? '')
  if (!card) throw new Error(`no card for ${draft.services[0]?.id}`)
  const { language } = draft
  const wording = deps.knowledge.wordings[language]
  const facets = adaptFacets(draft.facets, card)
  const sections = sectionsToShow(facets, card, language)
  const date = dateIn(deps.timeZone, deps.clock())
  const rendered = sections.map((key) => renderSection(card, key, language, deps, date))
  const municipality = municipalityNote(card, draft, deps, date)
  const missing = facets.length > 0 && !sections.includes(sectionOfFacet(facets[0] as Facet))
  const paragraphs = [
    ...(missing ? [fill(wording.facetMissing, { institution: institutionName(card, language, deps) })] : []),
    ...rendered.map(({ markdown }) => markdown),
    ...(rendered.some(({ expired }) => expired.length > 0) ? [wording.figureExpired] : []),
    ...figureDates(rendered, language, deps),
    ...municipality.paragraphs,
    sourceLine(card, language, deps),
  ]
  return outcome({ ...draft, facets }, 'answer', {
    text: paragraphs.filter(Boolean).join('\n\n'),
    citations: sections.map((key) => citation(card, key, language)),
    options: [...municipality.options, ...facetOptions(card, language, facets, deps), personOption(language, deps)],
  })
}

/**
 * "Cik maksā pabalsts?" asks how much one gets: where a card pays money and costs nothing, a question
 * about the price is about the amount.
 */
function adaptFacets(facets: readonly Facet[], card: Card): Facet[] {
  const sections = card.texts.lv.sections
  return facets.map((facet) => {
    if (facet === 'fee' && !sections.fee && sections.amount) return 'amount'
    if (facet === 'amount' && !sections.amount && sections.fee) return 'fee'
    return facet
  })
}

/** The sections that were asked for, two at most; the summary (and how to apply) when none was, or none is there. */
function sectionsToShow(facets: readonly Facet[], card: Card, language: Language): SectionKey[] {
  const { sections } = cardText(card, language)
  const asked = [...new Set(facets.map(sectionOfFacet))].filter((key) => sections[key])
  if (asked.length > 0) return asked.slice(0, 2)
  return facets.length > 0 && sections.where ? ['summary', 'where'] : ['summary']
}

/** A section with its heading and today's amounts; `body` is the same without the heading. */
export function renderSection(
  card: Card,
  key: SectionKey,
  language: Language,
  deps: Deps,
  date: string,
): RenderedMarkdown & { body: string } {
  const text = cardText(card, language)
  const section = text.sections[key]
  const rendered = renderFigures(section?.markdown ?? '', deps.knowledge.figures, language, date)
  const heading = `**${text.title}${key === 'summary' ? '' : ` — ${section?.heading.toLowerCase()}`}**`
  return { ...rendered, body: rendered.markdown, markdown: `${heading}\n\n${rendered.markdown}` }
}

/** From when the amounts hold, when all of them began on known days. */
function figureDates(rendered: readonly RenderedMarkdown[], language: Language, deps: Deps): string[] {
  const starts = rendered.flatMap(({ shown }) => shown.map(({ value }) => value.valid_from)).filter((from) => from !== undefined)
  const latest = starts.sort().at(-1)
  return latest ? [fill(deps.knowledge.wordings[language].figuresValid, { date: formatDate(latest, language) })] : []
}

function sourceLine(card: Card, language: Language, deps: Deps): string {
  const host = new URL(card.url).hostname.replace(/^www\./, '')
  return fill(deps.knowledge.wordings[language].sourceLine, { link: `[${host}](${card.url})`, date: formatDate(card.reviewed, language) })
}

function citation(card: Card, key: SectionKey, language: Language): Citation {
  const text = cardText(card, language)
  return {
    card: card.id,
    section: sectionSlugs[key],
    title: `${text.title}: ${text.sections[key]?.heading}`,
    url: card.url,
    reviewed: card.reviewed,
  }
}

export function institutionName(card: Card, language: Language, deps: Deps): string {
  const institution = deps.knowledge.institutions.get(card.institution)
  const phone = card.phone ?? institution?.phone
  const name = institution?.name[language] ?? card.institution.toUpperCase()
  return phone ? `${name} ([${phone}](tel:${phone.replace(/\s/g, '')}))` : name
}

/** A date in a form that fits any place in a sentence: Latvian months change with the case, so digits stand there. */
export function formatDate(date: string, language: Language): string {
  const at = new Date(`${date}T00:00:00Z`)
  if (language === 'lv')
    return new Intl.DateTimeFormat('de-DE', { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' }).format(at)
  const text = new Intl.DateTimeFormat(language === 'ru' ? 'ru-RU' : 'en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(at)
  return text.replace(/\u00a0?\s?г\.$/, ' года') // "2026 г." would end a sentence with two stops
}
