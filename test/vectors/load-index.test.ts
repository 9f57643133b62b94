import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Document } from '@langchain/core/documents'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Card } from '../../src/cards/card.ts'
import type { Knowledge } from '../../src/cards/load-knowledge.ts'
import type { Question } from '../../src/cards/questions.ts'
import { buildIndex, indexedQuestions } from '../../src/vectors/build-index.ts'
import { loadIndex } from '../../src/vectors/load-index.ts'
import { QuestionIndex } from '../../src/vectors/question-index.ts'
import { TransformerEmbeddings } from '../../src/vectors/transformer-embeddings.ts'
import { writeTinyEmbedder } from '../fixtures/tiny-embedder.ts'

type Asked = Pick<Knowledge, 'cards' | 'questions'>

const root = mkdtempSync(join(tmpdir(), 'vpppd-load-index-'))
const modelFolder = writeTinyEmbedder(join(root, 'model'), { meanings: [['pase'], ['pabalsts'], ['cik'], ['maksā']] })
let embeddings: TransformerEmbeddings
let cacheFolder: string
/** How often a building told of itself. */
let told = 0
beforeAll(async () => {
  embeddings = await TransformerEmbeddings.open(modelFolder)
})
afterAll(async () => {
  await embeddings.close()
  rmSync(root, { recursive: true, force: true })
})
beforeEach(() => {
  cacheFolder = mkdtempSync(join(root, 'cache-'))
  told = 0
})

const question = (text: string): Question => ({ language: 'lv', text, facets: [], means: null, file: '', line: 0 })
const asked = (questions: Record<string, string[]>, cards: Card[] = []): Asked => ({
  questions: new Map(Object.entries(questions).map(([label, texts]) => [label, texts.map(question)])),
  cards: new Map(cards.map((card) => [card.id, card])),
})
const load = (knowledge: Asked, signal?: AbortSignal) =>
  loadIndex(knowledge, embeddings, { modelFolder, cacheFolder, onProgress: () => told++, signal })
const first = async (index: QuestionIndex, text: string) => {
  const [found] = await index.similaritySearchWithScore(text, 1)
  return found && { text: found[0].pageContent, service: found[0].metadata.service, cosine: found[1] }
}
const two = asked({ 'service:passport': ['cik maksā pase'], 'service:benefit': ['cik pabalsts', 'pabalsts'] })

describe('what is indexed', () => {
  it('is what people ask for services, and what cards call themselves, each text once for a service', () => {
    const card = {
      id: 'passport',
      texts: { lv: { title: 'Pase', sections: {} }, en: { title: 'Passport', sections: {} } },
      names: { lv: ['pasīte', 'Pase'] },
    } as unknown as Card
    const texts = indexedQuestions(
      asked({ 'service:passport': ['cik maksā', 'cik maksā'], 'service:benefit': ['cik maksā'], human: ['gribu cilvēku'] }, [card]),
    ).map(({ pageContent, metadata }) => `${metadata.service}: ${pageContent}`)
    expect(texts.sort()).toEqual(['benefit: cik maksā', 'passport: Pase', 'passport: Passport', 'passport: cik maksā', 'passport: pasīte'])
  })
})

describe('the index of the questions', () => {
  it('is built in a process of its own, telling how far it is, and taken from the cache after that', async () => {
    const built = await load(two)
    expect(told).toBeGreaterThan(0)
    expect(await first(built, 'pase')).toMatchObject({ service: 'passport' })
    told = 0
    const cached = await load(two)
    expect(told).toBe(0)
    expect(cached.questions).toEqual(built.questions)
    expect(await first(cached, 'pabalsts')).toEqual({ text: 'pabalsts', service: 'benefit', cosine: expect.closeTo(1, 4) })
  })

  it('is the same as one that is built at hand', async () => {
    const atHand = await buildIndex(indexedQuestions(two), embeddings, () => {})
    const built = await load(two)
    expect(built.questions).toEqual(atHand.questions)
    expect(built.questions.map((_, place) => built.vectorAt(place))).toEqual(atHand.questions.map((_, place) => atHand.vectorAt(place)))
  })

  it('is built again when questions change; the old one goes, and what was embedded before is not embedded again', async () => {
    // No model gives this vector: where it turns up, the old index was read.
    const before = new QuestionIndex(embeddings, { dimensions: embeddings.dimensions })
    const odd = Array.from({ length: embeddings.dimensions }, (_, place) => (place === 0 ? 1 : 0))
    await before.addVectors([odd], [new Document({ pageContent: 'cik maksā pase', metadata: { service: 'passport' } })])
    before.save(join(cacheFolder, `questions-${embeddings.hash}-0000`), { model: embeddings.hash, content: '0000', lead: 0 })
    const built = await load(two)
    expect(built.vectorAt(built.questions.findIndex(({ pageContent }) => pageContent === 'cik maksā pase'))).toEqual(odd)
    expect(await first(built, 'pabalsts')).toEqual({ text: 'pabalsts', service: 'benefit', cosine: expect.closeTo(1, 4) })
    expect(readdirSync(cacheFolder).filter((name) => name.includes('0000'))).toEqual([])
    expect(readdirSync(cacheFolder)).toHaveLength(3)
  })

  it('outlives what a building left that was cut short an hour ago', async () => {
    const left = ['questions-0000-1111.vectors', `questions-${embeddings.hash}-1111.graph.4711.tmp`, 'questions-0000-1111.4711.input.json']
    const [fresh, others] = ['questions-0000-2222.4711.input.json', 'model-0000.bin']
    for (const name of [...left, fresh, others]) writeFileSync(join(cacheFolder, name), '')
    const longAgo = new Date(Date.now() - 2 * 3600_000)
    for (const name of [...left, others]) utimesSync(join(cacheFolder, name), longAgo, longAgo)
    await load(asked({}))
    expect(readdirSync(cacheFolder).filter((name) => left.includes(name))).toEqual([])
    expect(readdirSync(cacheFolder)).toEqual(expect.arrayContaining([fresh, others]))
  })

  it('is built again when a file of it is damaged', async () => {
    await load(two)
    const graph = readdirSync(cacheFolder).find((name) => name.endsWith('.graph')) as string
    writeFileSync(join(cacheFolder, graph), 'junk')
    told = 0
    expect(await first(await load(two), 'pase')).toMatchObject({ service: 'passport' })
    expect(told).toBeGreaterThan(0)
  })

  it('is not built to the end when the service stops', async () => {
    await expect(load(two, AbortSignal.abort())).rejects.toThrow()
    expect(readdirSync(cacheFolder)).toEqual([])
  })

  it('of nothing is empty', async () => {
    const index = await load(asked({}))
    expect(index.size).toBe(0)
    expect(await first(index, 'pase')).toBeUndefined()
  })
})

describe('a building that fails', () => {
  const moved = join(root, 'moved')
  afterEach(() => rmSync(moved, { recursive: true, force: true }))

  it('is told with its reason, and leaves nothing behind', async () => {
    const building = loadIndex(two, embeddings, { modelFolder: moved, cacheFolder, onProgress: () => {} })
    await expect(building).rejects.toThrow(`no such folder (${moved})`)
    expect(existsSync(cacheFolder)).toBe(true)
    expect(readdirSync(cacheFolder)).toEqual([])
  })
})
