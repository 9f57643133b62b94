import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Document } from '@langchain/core/documents'
import { Embeddings } from '@langchain/core/embeddings'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { Knowledge } from '../../src/cards/load-knowledge.ts'
import type { Question } from '../../src/cards/questions.ts'
import { ConfigError } from '../../src/config.ts'
import { fitted } from '../../src/detection/fitted.ts'
import { answer } from '../../src/turn/answer.ts'
import { answerQuestion } from '../../src/turn/answer-question.ts'
import { createLookUp, createNearest, nearWeight } from '../../src/vectors/nearest-questions.ts'
import { QuestionIndex } from '../../src/vectors/question-index.ts'
import { writeTinyEmbedder } from '../fixtures/tiny-embedder.ts'
import { realDeps } from '../support/knowledge.ts'

const root = mkdtempSync(join(tmpdir(), 'vpppd-nearest-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const meanings = [
  ['pase', 'passport', 'паспорт'],
  ['pabalsts', 'benefit'],
  ['cik', 'how'],
  ['maksā', 'cost', 'стоит'],
]
const modelFolder = writeTinyEmbedder(join(root, 'model'), { meanings })

let faults: string[] = []
beforeEach(() => {
  faults = []
})
const onFault = (error: unknown, what: string) => {
  faults.push(`${what}: ${error instanceof Error ? error.message : error}`)
}

function asked(questions: Record<string, string[]>): Pick<Knowledge, 'cards' | 'questions'> {
  const question = (text: string): Question => ({ language: 'lv', text, facets: [], means: null, file: '', line: 0 })
  return { cards: new Map(), questions: new Map(Object.entries(questions).map(([id, texts]) => [`service:${id}`, texts.map(question)])) }
}

const first = (near: ReadonlyMap<string, number> | undefined) => [...(near ?? [])].sort(([, a], [, b]) => b - a)[0]?.[0]

describe('the nearest questions', () => {
  const questions = { passport: ['cik maksā pase', 'pase'], benefit: ['cik pabalsts', 'pabalsts'] }
  const open = (cache: string, folder = modelFolder) =>
    createNearest(asked(questions), { modelFolder: folder, cacheFolder: mkdtempSync(join(root, cache)), onProgress: () => {}, onFault })

  it('are found by meaning, in words that no question has', async () => {
    const { lookUp, weight } = await open('meaning')
    const near = await lookUp('how cost passport')
    expect(near?.get('passport')).toBeCloseTo(1, 4)
    expect(near?.get('benefit')).toBeLessThan(0.9)
    expect(first(await lookUp('стоит паспорт'))).toBe('passport')
    expect(first(await lookUp('benefit'))).toBe('benefit')
    expect(weight()).toBeGreaterThan(0)
    expect(faults).toEqual([])
  })

  it('follow what changes; after a fault the last ones stay', async () => {
    const folder = writeTinyEmbedder(join(root, 'passing'), { meanings })
    const nearest = await open('follow', folder)
    await nearest.follow(asked({ ...questions, 'id-card': ['how cost'] }))
    expect(first(await nearest.lookUp('cik maksā'))).toBe('id-card')
    rmSync(folder, { recursive: true })
    await nearest.follow(asked(questions))
    expect(faults).toEqual([expect.stringMatching(/^the questions could not be embedded: .*no such folder/)])
    expect(first(await nearest.lookUp('cik maksā'))).toBe('id-card')
  })

  it('are not begun with a folder that is no model', async () => {
    await expect(open('no-model', join(root, 'nowhere'))).rejects.toThrow(ConfigError)
  })
})

/** Embeddings that do what a test wants of them. */
class Given extends Embeddings {
  readonly asked: string[] = []
  readonly #embed: (text: string) => Promise<number[]>
  constructor(embed: (text: string) => Promise<number[]>) {
    super({})
    this.#embed = embed
  }
  override embedQuery(text: string): Promise<number[]> {
    this.asked.push(text)
    return this.#embed(text)
  }
  override embedDocuments(texts: string[]): Promise<number[][]> {
    return Promise.all(texts.map((text) => this.#embed(text)))
  }
}

async function lookUpWith(embed: (text: string) => Promise<number[]>) {
  const embeddings = new Given(embed)
  const index = new QuestionIndex(embeddings, { dimensions: 2 })
  await index.addVectors([[1, 0]], [new Document({ pageContent: 'pase', metadata: { service: 'pmlp-pase-eid' } })])
  return { embeddings, lookUp: createLookUp(() => index, embeddings, { onFault, patience: 5 }) }
}

describe('looking them up', () => {
  it('shows the model no personal identifiers', async () => {
    const { lookUp, embeddings } = await lookUpWith(async () => [1, 0])
    expect(await lookUp('Esmu 120585-12345, zvaniet 29123456, cik maksā pase?')).toEqual(new Map([['pmlp-pase-eid', 1]]))
    expect(embeddings.asked).toHaveLength(1)
    expect(embeddings.asked[0]).toContain('cik maksā pase?')
    expect(embeddings.asked[0]).not.toMatch(/\d/)
  })

  it.each([
    ['throws', () => Promise.reject(new Error('broken')), 'broken'],
    ['gives a vector of other dimensions', async () => [1, 0, 0], 'does not fit'],
    ['gives what is no number', async () => [Number.NaN, 0], 'no finite number'],
  ])('a model that %s is told, and the answer does without', async (_, embed, reason) => {
    const { lookUp } = await lookUpWith(embed)
    expect(await lookUp('pase')).toBeUndefined()
    expect(faults).toEqual([expect.stringMatching(new RegExp(`^the nearest questions could not be looked up: .*${reason}`))])
  })

  it('waits no longer than it may, tells it once, and asks again when the model is free', async () => {
    let release: (vector: number[]) => void = () => {}
    const embeddings: Promise<number[]>[] = [new Promise((resolve) => (release = resolve)), Promise.resolve([1, 0])]
    const { lookUp } = await lookUpWith(() => embeddings.shift() as Promise<number[]>)
    expect(await lookUp('pase')).toBeUndefined()
    expect(await lookUp('pase')).toBeUndefined()
    expect(faults).toEqual([expect.stringContaining('more than 5 ms')])
    release([1, 0])
    // What waits for the released embedding runs before this test goes on.
    await new Promise(setImmediate)
    expect(await lookUp('pase')).toEqual(new Map([['pmlp-pase-eid', 1]]))
  })

  it('says nothing while there is no index', async () => {
    const embeddings = new Given(async () => [1, 0])
    expect(await createLookUp(() => undefined, embeddings, { onFault })('pase')).toBeUndefined()
    expect(embeddings.asked).toEqual([])
  })

  it('leaves the answer as it is when the model hangs', async () => {
    const { lookUp } = await lookUpWith(() => new Promise(() => {}))
    const deps = await realDeps('2026-11-23T09:00:00Z')
    const question = { text: 'Cik maksā pase?', expected: 'lv', context: [] } as const
    const { outcome } = await answerQuestion(question, { ...deps, nearest: lookUp, nearWeight: 1 })
    expect(outcome).toEqual(answer(question, deps).outcome)
    expect(faults).toHaveLength(1)
  })
})

describe('what likeness counts', () => {
  it('gives the most alike service a tenth of a margin as long as nothing was fitted for the model', () => {
    expect(nearWeight('no such model', 0.05) * 0.05).toBeCloseTo(0.1, 10)
    expect(nearWeight('no such model', 0)).toBe(0)
  })

  it('is what was fitted for the model', () => {
    const { near } = fitted
    fitted.near = { model: 'fitted', weight: 3.5 }
    try {
      expect(nearWeight('fitted', 0.05)).toBe(3.5)
      expect(nearWeight('another', 0.05)).toBe(2)
    } finally {
      fitted.near = near
    }
  })
})
