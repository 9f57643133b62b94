import { type Card, cardText } from '../cards/card.ts'
import { type Facet, facetOfSection, isFacet, sectionHeadings, sectionKeys } from '../cards/facets.ts'
import type { Language } from '../languages.ts'
import { composedAnswer } from '../reports/preview-card.ts'
import { turnsAfter } from '../store/turns.ts'
import type { Deps } from '../turn/draft.ts'
import type { Candidate } from '../turn/outcome.ts'
import { getCase, type OperatorDeps } from './case.ts'

/** A text that an operator may take over and edit; nothing is sent by itself. */
export interface Suggestion {
  service: string
  /** Of the card, and of its section when it is about one. */
  title: string
  section: string | null
  institution: string
  score: number
  /** Markdown in the client's language. */
  text: string
}

export interface Suggestions {
  language: Language
  /** What the assistant would answer to the client's last question, the likeliest service first. */
  drafts: Suggestion[]
  /** The sections of the likeliest cards, as replies for what may come next. */
  replies: Suggestion[]
}

const maxDrafts = 3
const maxCards = 2

/** @throws ServiceError `not_found` */
export async function suggestFor(id: string, { store }: OperatorDeps, answering: Deps, wanted?: Language): Promise<Suggestions> {
  const row = await getCase(store.db, id)
  const turns = await turnsAfter(store.db, row.conversationId, 0, 10_000)
  const question = turns.findLast(({ from, text }) => from === 'client' && text.trim() !== '')
  const heard = question && answering.understand(question.text, row.language as Language)
  const language = wanted ?? heard?.language ?? (row.language as Language)
  // A request for a person says nothing of the subject; the services that were found before it do.
  const spokenOf = turns.flatMap(({ assistant }) => ((assistant?.services as Candidate[] | undefined) ?? []).slice(0, 1)).reverse()
  const found =
    heard?.kind === 'service' ? heard.services.slice(0, maxDrafts).map(({ id: service, score }) => ({ id: service, score })) : []
  const services = unique([...found.slice(0, 1), ...spokenOf, ...found.slice(1)]).filter(({ id: service }) =>
    answering.knowledge.cards.has(service),
  )
  // Neither does it say what about it was asked.
  const spokenFacet = turns.findLast(({ assistant }) => assistant?.decision === 'answer')?.assistant?.facet
  const facet = (heard?.kind === 'service' ? heard.facets : [spokenFacet]).find(isFacet) ?? null
  const of = (candidate: Candidate, asked: Facet | null) => suggestion(candidate, asked, language, answering)
  return {
    language,
    drafts: services.slice(0, maxDrafts).map((candidate) => of(candidate, facet)),
    replies: services
      .slice(0, maxCards)
      .flatMap((candidate) => facetsOf(answering.knowledge.cards.get(candidate.id) as Card, language).map((asked) => of(candidate, asked))),
  }
}

function unique(candidates: Candidate[]): Candidate[] {
  return candidates.filter(({ id }, index) => candidates.findIndex((other) => other.id === id) === index)
}

function facetsOf(card: Card, language: Language): Facet[] {
  const { sections } = cardText(card, language)
  return sectionKeys.filter((key) => sections[key]).flatMap((key) => facetOfSection(key) ?? [])
}

function suggestion({ id, score }: Candidate, facet: Facet | null, language: Language, answering: Deps): Suggestion {
  const card = answering.knowledge.cards.get(id) as Card
  const key = facet && sectionKeys.find((section) => facetOfSection(section) === facet)
  return {
    service: id,
    title: cardText(card, language).title,
    section: key ? sectionHeadings[key][language] : null,
    institution: answering.knowledge.institutions.get(card.institution)?.short ?? card.institution,
    score: Math.round(score * 1000) / 1000,
    text: composedAnswer(id, facet, language, answering).text,
  }
}
