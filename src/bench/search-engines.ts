import { createRequire } from 'node:module'
import type { Card } from '../cards/card.ts'
import { figureReference } from '../cards/figures.ts'
import type { Knowledge } from '../cards/load-knowledge.ts'
import { systemClock } from '../clock.ts'
import { loadModel } from '../detection/load-model.ts'
import { createUnderstand } from '../detection/understand.ts'
import { fold, Lemmatiser, splitWords } from '../detection/words.ts'
import { createCalendar } from '../handoff/calendar.ts'
import { type Language, languages } from '../languages.ts'
import { progressBar } from '../progress-bar.ts'
import { folders } from '../tools/open-assistant.ts'
import { answer } from '../turn/answer.ts'
import type { Deps } from '../turn/draft.ts'

/** Ids of services for a question, the best first; `language` is the question's own, for engines that must be told. */
export type Ask = (text: string, language: Language) => Promise<string[]> | string[]

/** What an engine is given: the fields of the cards alone, or people's questions too. */
export const materials = ['cards', 'cards and questions'] as const
export type Material = (typeof materials)[number]

/** Makes an engine ready. The libraries are loaded in here, so that each is measured with its own code only. */
type Build = (knowledge: Knowledge, material: Material, cache: string) => Promise<Ask>

/**
 * The project's own way from a question to services, and four libraries with the settings that served them best on these very
 * questions. MiniSearch, Orama and FlexSearch are given the project's lemmas: Orama gains 8 points by them, FlexSearch 1;
 * MiniSearch gains 4 on the dev questions and loses 2 on all.
 */
export const engines = { ours, MiniSearch, Orama, FlexSearch, 'node-nlp': nodeNlp } satisfies Record<string, Build>
export type EngineName = keyof typeof engines

async function ours(knowledge: Knowledge, _material: Material, cache: string): Promise<Ask> {
  const model = await loadModel(knowledge, cache, progressBar('Training the classifier'))
  const { config } = folders()
  const deps: Deps = {
    knowledge,
    understand: createUnderstand(knowledge, model),
    calendar: createCalendar(knowledge.workingHours, config.TZ_NAME),
    clock: systemClock,
    timeZone: config.TZ_NAME,
    operatingPoint: config.OPERATING_POINT,
  }
  // Not told the language: conversations begin in Latvian.
  return (text) => answer({ text, expected: 'lv', context: [] }, deps).outcome.services.map(({ id }) => id)
}

const fields = ['names', 'title', 'summary', 'body', 'questions'] as const
/** People's questions say best what people ask: measured, 8 is better than 4 and 16. */
const boost: Record<(typeof fields)[number], number> = { names: 4, title: 3, summary: 2, body: 1, questions: 8 }

async function MiniSearch(knowledge: Knowledge, material: Material): Promise<Ask> {
  const { default: Index } = await import('minisearch')
  const index = new Index({
    fields: [...fields],
    tokenize: termsOf(new Lemmatiser()),
    processTerm: (term) => term,
    searchOptions: {
      boost,
      prefix: (term) => term.length > 4,
      fuzzy: (term) => (term.length > 5 ? 0.2 : false),
      weights: { fuzzy: 0.3, prefix: 0.4 },
      combineWith: 'OR',
      bm25: { k: 1.2, b: 0.7, d: 0 },
    },
  })
  index.addAll(entriesOf(knowledge, material))
  return (text) => index.search(text).map(({ id }) => id as string)
}

/** Its scores fall apart on long texts (top-1 .35): each question is an entry of its own, and a card's hits add up (.62). */
async function Orama(knowledge: Knowledge, material: Material): Promise<Ask> {
  const { create, insertMultiple, search } = await import('@orama/orama')
  const terms = termsOf(new Lemmatiser())
  const database = create({
    schema: { card: 'string', names: 'string', title: 'string', summary: 'string', body: 'string', questions: 'string' } as const,
    components: { tokenizer: { language: 'latvian', normalizationCache: new Map(), tokenize: terms } },
  })
  const entries = entriesOf(knowledge, material).flatMap(({ id, questions, ...about }) => [
    { ...about, card: id, questions: '' },
    ...questions
      .split('\n')
      .filter(Boolean)
      .map((question) => ({ card: id, names: '', title: '', summary: '', body: '', questions: question })),
  ])
  await insertMultiple(database, entries)
  return async (text) => {
    // Its fuzziness (`tolerance`) makes it worse, and five times slower.
    const { hits } = await search(database, { term: text, properties: [...fields], boost, limit: 100, relevance: { k: 1.2, b: 0, d: 0.5 } })
    return bestSums(hits.map(({ document, score }) => ({ id: document.card, score })))
  }
}

/** It ranks within a field but has no scores: the ranks in the fields are weighed and added up. */
async function FlexSearch(knowledge: Knowledge, material: Material): Promise<Ask> {
  const { Document } = await import('flexsearch')
  const encode = termsOf(new Lemmatiser())
  const index = new Document({ document: { id: 'id', index: fields.map((field) => ({ field, encode, tokenize: 'strict' as const })) } })
  for (const entry of entriesOf(knowledge, material)) index.add({ ...entry })
  return (text) => {
    const found = index.search(text, { limit: 100, suggest: true })
    return bestSums(
      found.flatMap(({ field, result }) =>
        result.map((id, rank) => ({ id: String(id), score: boost[field as keyof typeof boost] / (rank + 5) })),
      ),
    )
  }
}

interface NlpManager {
  addDocument(language: string, text: string, intent: string): void
  train(): Promise<void>
  process(language: string, text: string): Promise<{ classifications: { intent: string }[] }>
}

/** A classifier: without people's questions it would have next to nothing to learn from. It is told the language. */
async function nodeNlp(knowledge: Knowledge): Promise<Ask> {
  // It comes without types.
  const { NlpManager } = createRequire(import.meta.url)('node-nlp') as { NlpManager: new (settings: object) => NlpManager }
  const manager = new NlpManager({
    languages: [...languages],
    autoSave: false,
    autoLoad: false,
    nlu: { useNoneFeature: false, log: false },
  })
  for (const card of knowledge.cards.values()) {
    for (const { text, language } of knowledge.questions.get(`service:${card.id}`) ?? []) manager.addDocument(language, text, card.id)
    for (const language of languages) {
      for (const text of ownWords(card, language)) manager.addDocument(language, text, card.id)
    }
  }
  await manager.train()
  return async (text, language) => (await manager.process(language, text)).classifications.map(({ intent }) => intent)
}

function ownWords(card: Card, language: Language): string[] {
  const text = card.texts[language]
  return [
    ...(card.names?.[language] ?? []),
    ...(text ? [text.title, ...Object.values(text.sections).map(({ markdown }) => plain(markdown))] : []),
  ]
}

type Entry = Record<'id' | (typeof fields)[number], string>

function entriesOf(knowledge: Knowledge, material: Material): Entry[] {
  return [...knowledge.cards.values()].map((card) => {
    const texts = Object.values(card.texts)
    const sections = texts.flatMap((text) => Object.values(text.sections))
    const markdown = (summary: boolean) =>
      sections.filter(({ key }) => (key === 'summary') === summary).map((section) => plain(section.markdown))
    const questions = material === 'cards' ? [] : (knowledge.questions.get(`service:${card.id}`) ?? [])
    return {
      id: card.id,
      names: Object.values(card.names ?? {})
        .flat()
        .join('\n'),
      title: texts.map(({ title }) => title).join('\n'),
      summary: markdown(true).join('\n'),
      body: markdown(false).join('\n'),
      questions: questions.map(({ text }) => text).join('\n'),
    }
  })
}

function plain(markdown: string): string {
  return markdown.replace(figureReference, '').replace(/\]\([^)]*\)/g, ']')
}

function termsOf(lemmatiser: Lemmatiser): (text: string) => string[] {
  return (text) =>
    splitWords(text)
      .map((word) => fold(lemmatiser.lemma(word)))
      .filter((term) => term.length > 2)
}

function bestSums(hits: readonly { id: string; score: number }[]): string[] {
  const sums = new Map<string, number>()
  for (const { id, score } of hits) sums.set(id, (sums.get(id) ?? 0) + score)
  return [...sums].sort(([, a], [, b]) => b - a).map(([id]) => id)
}
