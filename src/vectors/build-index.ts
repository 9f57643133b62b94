import { createHash } from 'node:crypto'
import { Document } from '@langchain/core/documents'
import type { EmbeddingsInterface } from '@langchain/core/embeddings'
import type { Knowledge } from '../cards/load-knowledge.ts'
import type { Progress } from '../detection/build-model.ts'
import { languages } from '../languages.ts'
import { type IndexedQuestion, QuestionIndex } from './question-index.ts'

/** So many texts go through the model at once. */
const batch = 32

/** What people ask for each service, and what its card calls itself: so cards with few questions can be compared too. */
export function indexedQuestions({ cards, questions }: Pick<Knowledge, 'cards' | 'questions'>): IndexedQuestion[] {
  const texts = new Map<string, Set<string>>()
  const add = (service: string, text: string) => texts.set(service, (texts.get(service) ?? new Set()).add(text))
  for (const [label, list] of questions) {
    const service = /^service:(.+)$/.exec(label)?.[1]
    if (service) for (const { text } of list) add(service, text)
  }
  for (const card of cards.values()) {
    for (const { title } of Object.values(card.texts)) add(card.id, title)
    for (const name of languages.flatMap((language) => card.names?.[language] ?? [])) add(card.id, name)
  }
  return [...texts].flatMap(([service, own]) => [...own].map((text) => new Document({ pageContent: text, metadata: { service } })))
}

export function contentHash(questions: readonly IndexedQuestion[]): string {
  const pairs = questions.map(({ pageContent, metadata }) => [pageContent, metadata.service])
  return createHash('sha1').update(JSON.stringify(pairs)).digest('hex').slice(0, 16)
}

/** @param known vectors of texts that were embedded before, by the same model */
export async function buildIndex(
  questions: readonly IndexedQuestion[],
  embeddings: EmbeddingsInterface,
  onProgress: Progress,
  known: ReadonlyMap<string, number[]> = new Map(),
): Promise<QuestionIndex> {
  const { length: dimensions } = await embeddings.embedQuery('')
  const index = new QuestionIndex(embeddings, { dimensions })
  // Texts of like length share a batch: the shorter ones are filled up to the longest.
  const ordered = [...questions].sort((a, b) => a.pageContent.length - b.pageContent.length)
  for (let from = 0; from < ordered.length; from += batch) {
    const some = ordered.slice(from, from + batch)
    const fresh = [...new Set(some.map(({ pageContent }) => pageContent).filter((text) => !known.has(text)))]
    const embedded = await embeddings.embedDocuments(fresh)
    const vectors = new Map(fresh.map((text, position) => [text, embedded[position] as number[]]))
    await index.addVectors(
      some.map(({ pageContent }) => (known.get(pageContent) ?? vectors.get(pageContent)) as number[]),
      some,
    )
    onProgress(Math.min(from + batch, ordered.length), ordered.length)
  }
  return index
}
