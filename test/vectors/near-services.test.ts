import { Document } from '@langchain/core/documents'
import { Embeddings } from '@langchain/core/embeddings'
import { describe, expect, it } from 'vitest'
import { nearServices, usualLead } from '../../src/vectors/near-services.ts'
import { QuestionIndex } from '../../src/vectors/question-index.ts'

class Unused extends Embeddings {
  constructor() {
    super({})
  }
  override embedQuery(): Promise<number[]> {
    throw new Error('vectors are given')
  }
  override embedDocuments(): Promise<number[][]> {
    throw new Error('vectors are given')
  }
}

/** Questions as angles in degrees, by service. */
async function circle(services: Record<string, number[]>): Promise<QuestionIndex> {
  const index = new QuestionIndex(new Unused(), { dimensions: 2 })
  for (const [service, angles] of Object.entries(services)) {
    await index.addVectors(
      angles.map(at),
      angles.map((angle) => new Document({ pageContent: `${angle}°`, metadata: { service } })),
    )
  }
  return index
}

const at = (degrees: number): number[] => [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]
const cosine = (degrees: number) => expect.closeTo(Math.cos((degrees * Math.PI) / 180), 4)

describe('the services that are near', () => {
  it('each count by their nearest question', async () => {
    const index = await circle({ passport: [10, 40, 90], benefit: [60, 25], school: [180] })
    expect(Object.fromEntries(await nearServices(index, at(0)))).toEqual({ passport: cosine(10), benefit: cosine(25), school: cosine(180) })
  })

  it('are several even when very many questions of one are nearer than any other', async () => {
    const many = Array.from({ length: 700 }, (_, place) => place / 100)
    const others = Object.fromEntries(Array.from({ length: 6 }, (_, place) => [`other-${place}`, [40 + place * 10]]))
    const near = await nearServices(await circle({ passport: many, ...others }), at(0))
    expect(near.size).toBeGreaterThanOrEqual(5)
    expect(near.get('passport')).toEqual(cosine(0))
    expect(near.get('other-0')).toEqual(cosine(40))
  })

  it('are none in an empty index, and those that there are in a small one', async () => {
    expect((await nearServices(await circle({}), at(0))).size).toBe(0)
    expect([...(await nearServices(await circle({ passport: [5] }), at(0))).keys()]).toEqual(['passport'])
  })

  it('are looked for only among the questions that are let through', async () => {
    const index = await circle({ passport: [1, 30], benefit: [20] })
    const near = await nearServices(index, at(0), ({ pageContent }) => pageContent !== '1°')
    expect(Object.fromEntries(near)).toEqual({ passport: cosine(30), benefit: cosine(20) })
  })
})

describe('the usual lead', () => {
  it('is what the most alike service stands above the mean for a question that is left out itself', async () => {
    // At 0°: .5 against −1 leads by .75. At 60°: .5 against −.5 leads by .5. At 180° no other of its service is left.
    expect(await usualLead(await circle({ passport: [0, 60], benefit: [180] }))).toBeCloseTo((0.75 + 0.5 + 0) / 3, 4)
  })

  it('is none where nothing can be compared', async () => {
    expect(await usualLead(await circle({}))).toBe(0)
    expect(await usualLead(await circle({ passport: [0] }))).toBe(0)
    expect(await usualLead(await circle({ passport: [0, 10, 20] }))).toBeCloseTo(0, 4)
  })
})
