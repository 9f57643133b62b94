import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import Module from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Document } from '@langchain/core/documents'
import { Embeddings } from '@langchain/core/embeddings'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { generator } from '../../src/detection/random.ts'
import { type IndexedQuestion, QuestionIndex } from '../../src/vectors/question-index.ts'

const dimensions = 24
const origin = { model: 'aaaa', content: 'bbbb', lead: 0.25 }

/** Texts are the numbers of their vector. */
class Written extends Embeddings {
  constructor() {
    super({})
  }
  override async embedQuery(text: string): Promise<number[]> {
    return text.split(' ').map(Number)
  }
  override embedDocuments(texts: string[]): Promise<number[][]> {
    return Promise.all(texts.map((text) => this.embedQuery(text)))
  }
}

const embeddings = new Written()
const question = (pageContent: string, service = 'a'): IndexedQuestion => new Document({ pageContent, metadata: { service } })

/** Vectors in bunches, as questions about the same service lie. */
function clustered(count: number, seed: number): number[][] {
  const random = generator(seed)
  const near = (centre: readonly number[], width: number) => centre.map((value) => value + (random() * 2 - 1) * width)
  const centres = Array.from({ length: 40 }, () => near(new Array<number>(dimensions).fill(0), 1))
  return Array.from({ length: count }, (_, index) => near(centres[index % centres.length] as number[], 0.4))
}

async function indexOf(vectors: number[][]): Promise<QuestionIndex> {
  const index = new QuestionIndex(embeddings, { dimensions })
  await index.addVectors(
    vectors,
    vectors.map((_, place) => question(`${place}`, `service-${place % 40}`)),
  )
  return index
}

const textsOf = (found: [IndexedQuestion, number][]) => found.map(([{ pageContent }]) => pageContent)
const cosine = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, d) => sum + value * (b[d] as number), 0) / (Math.hypot(...a) * Math.hypot(...b))

describe('the index of questions', () => {
  it('finds nearly all of the ten nearest that exact search finds, in several batches', async () => {
    const vectors = clustered(3000, 1)
    const index = new QuestionIndex(embeddings, { dimensions })
    for (let from = 0; from < vectors.length; from += 700) {
      const some = vectors.slice(from, from + 700)
      await index.addVectors(
        some,
        some.map((_, place) => question(`${from + place}`)),
      )
    }
    const queries = clustered(200, 2)
    let found = 0
    for (const query of queries) {
      const exact = new Set(textsOf(index.searchExactly(query, 10)))
      found += textsOf(await index.similaritySearchVectorWithScore(query, 10)).filter((text) => exact.has(text)).length
    }
    expect(found / (10 * queries.length)).toBeGreaterThan(0.97)
  })

  it('gives cosines, the highest first, whatever the lengths of the vectors', async () => {
    const vectors = clustered(50, 3).map((vector, place) => vector.map((value) => value * (1 + place)))
    const index = await indexOf(vectors)
    const [query] = clustered(1, 4) as [number[]]
    const found = await index.similaritySearchVectorWithScore(query, 50)
    expect(found).toHaveLength(50)
    for (const [{ pageContent }, score] of found) expect(score).toBeCloseTo(cosine(query, vectors[Number(pageContent)] as number[]), 4)
    expect(found.map(([, score]) => score)).toEqual(found.map(([, score]) => score).sort((a, b) => b - a))
  })

  it('looks only at the questions that a filter lets through', async () => {
    const index = await indexOf(clustered(400, 5))
    const [query] = clustered(1, 6) as [number[]]
    const filter = ({ metadata }: IndexedQuestion) => metadata.service === 'service-7'
    const found = await index.similaritySearchVectorWithScore(query, 5, filter)
    expect(textsOf(found)).toEqual(textsOf(index.searchExactly(query, 5, filter)))
    expect(found.every(([{ metadata }]) => metadata.service === 'service-7')).toBe(true)
  })

  it('is a LangChain vector store: it embeds documents and gives a retriever', async () => {
    const index = new QuestionIndex(embeddings, { dimensions: 2 })
    await index.addDocuments([question('1 0', 'east'), question('0 1', 'north'), question('-1 0', 'west')])
    const found = await index.asRetriever(2).invoke('5 4')
    expect(found.map(({ metadata }) => metadata.service)).toEqual(['east', 'north'])
    expect(await index.similaritySearchWithScore('0 2', 1)).toEqual([
      [expect.objectContaining({ pageContent: '0 1' }), expect.closeTo(1, 5)],
    ])
  })

  it('finds all that there are when more are asked for, and nothing in nothing', async () => {
    const index = new QuestionIndex(embeddings, { dimensions: 2 })
    expect(await index.similaritySearchVectorWithScore([1, 0], 3)).toEqual([])
    await index.addDocuments([question('1 0')])
    expect(await index.similaritySearchVectorWithScore([1, 0], 3)).toHaveLength(1)
  })

  it.each([
    ['a number too few', [1], 'a vector of 1 numbers does not fit an index of 2'],
    ['a number too many', [1, 2, 3], 'a vector of 3 numbers does not fit an index of 2'],
    ['what is no number', [1, Number.NaN], 'no finite number'],
    ['an infinite number', [1, Number.POSITIVE_INFINITY], 'no finite number'],
  ])('refuses a vector with %s, and keeps none of its batch', async (_, wrong, message) => {
    const index = new QuestionIndex(embeddings, { dimensions: 2 })
    await expect(index.addVectors([[1, 0], wrong], [question('1 0'), question('wrong')])).rejects.toThrow(message)
    await expect(index.similaritySearchVectorWithScore(wrong, 1)).rejects.toThrow(message)
    expect(() => index.searchExactly(wrong, 1)).toThrow(message)
    expect(index.size).toBe(0)
    await index.addDocuments([question('0 1', 'north')])
    expect(await index.similaritySearchVectorWithScore([0, 1], 2)).toEqual([
      [expect.objectContaining({ pageContent: '0 1' }), expect.closeTo(1, 5)],
    ])
  })

  it('refuses vectors without their questions', async () => {
    const index = new QuestionIndex(embeddings, { dimensions: 2 })
    await expect(index.addVectors([[1, 0]], [])).rejects.toThrow('1 vectors were given for 0 questions')
  })

  it('searches exactly where the addon cannot be loaded', async () => {
    const vectors = clustered(300, 7)
    const [query] = clustered(1, 8) as [number[]]
    const withGraph = await indexOf(vectors)
    const loader = Module as unknown as { _load(name: string, ...rest: unknown[]): unknown }
    const load = loader._load
    const spy = vi.spyOn(loader, '_load').mockImplementation((name, ...rest) => {
      if (name === 'hnswlib-node') throw new Error('not compiled')
      return load.call(loader, name, ...rest)
    })
    try {
      const found = await (await indexOf(vectors)).similaritySearchVectorWithScore(query, 10)
      expect(textsOf(found)).toEqual(textsOf(withGraph.searchExactly(query, 10)))
    } finally {
      spy.mockRestore()
    }
  })
})

describe('an index on disk', () => {
  let folder: string
  let base: string
  let index: QuestionIndex
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vpppd-index-'))
    base = join(folder, 'questions')
    index = await indexOf(clustered(300, 9))
    index.save(base, origin)
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('answers as before', async () => {
    const loaded = await QuestionIndex.load(base, embeddings, origin)
    expect(loaded?.lead).toBe(origin.lead)
    expect(loaded?.questions).toEqual(index.questions)
    for (const query of clustered(20, 10))
      expect(await loaded?.similaritySearchVectorWithScore(query, 10)).toEqual(await index.similaritySearchVectorWithScore(query, 10))
  })

  it('takes further questions', async () => {
    const loaded = (await QuestionIndex.load(base, embeddings, origin)) as QuestionIndex
    const [vector] = clustered(1, 11) as [number[]]
    await loaded.addVectors([vector], [question('new')])
    expect(textsOf(await loaded.similaritySearchVectorWithScore(vector, 1))).toEqual(['new'])
    expect(loaded.size).toBe(301)
  })

  it.each(['json', 'vectors', 'graph'])('is not there without its file .%s', async (ending) => {
    rmSync(`${base}.${ending}`)
    expect(await QuestionIndex.load(base, embeddings, origin)).toBeUndefined()
  })

  it.each(['json', 'vectors', 'graph'])('is not there when .%s is cut short', async (ending) => {
    const file = `${base}.${ending}`
    truncateSync(file, Math.floor(readFileSync(file).length / 2))
    expect(await QuestionIndex.load(base, embeddings, origin)).toBeUndefined()
  })

  it.each(['vectors', 'graph'])('is not there when one byte of .%s has changed', async (ending) => {
    const bytes = readFileSync(`${base}.${ending}`)
    const middle = Math.floor(bytes.length / 2)
    bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle)
    writeFileSync(`${base}.${ending}`, bytes)
    expect(await QuestionIndex.load(base, embeddings, origin)).toBeUndefined()
  })

  it.each([
    ['another model', { ...origin, model: 'cccc' }],
    ['other questions', { ...origin, content: 'cccc' }],
  ])('is not taken for that of %s', async (_, wanted) => {
    expect(await QuestionIndex.load(base, embeddings, wanted)).toBeUndefined()
  })

  it('is not read when its manifest names other dimensions than its vectors have', async () => {
    const manifest = JSON.parse(readFileSync(`${base}.json`, 'utf8'))
    writeFileSync(`${base}.json`, JSON.stringify({ ...manifest, dimensions: dimensions / 2 }))
    expect(await QuestionIndex.load(base, embeddings, origin)).toBeUndefined()
  })
})
