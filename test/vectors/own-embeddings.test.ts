import { beforeAll, describe, expect, it } from 'vitest'
import { loadModel } from '../../src/detection/load-model.ts'
import { OwnEmbeddings } from '../../src/vectors/own-embeddings.ts'
import { cacheFolder, loadRealKnowledge } from '../support/knowledge.ts'

let embeddings: OwnEmbeddings
beforeAll(async () => {
  const knowledge = loadRealKnowledge()
  embeddings = new OwnEmbeddings(await loadModel(knowledge, cacheFolder, () => {}), knowledge.concepts)
})

async function likeness(one: string, other: string): Promise<number> {
  const [a, b] = (await embeddings.embedDocuments([one, other])) as [number[], number[]]
  return a.reduce((sum, value, d) => sum + value * (b[d] as number), 0) / (Math.hypot(...a) * Math.hypot(...b))
}

describe('the embedder that was trained on the own questions', () => {
  it.each([
    // message                       the same                                       something else
    ['Cik maksā pase?', 'Сколько стоит паспорт?', 'Kā pierakstīt bērnu bērnudārzā?'],
    ['kā pieteikt slimības pabalstu', 'when is the sickness benefit paid', 'gribu mainīt vārdu'],
    ['bērnu vieta bērnudārza rindā', 'kindergarten waiting list', 'reģistrēt automašīnu'],
  ])('puts "%s" nearer to "%s" than to "%s"', async (text, same, other) => {
    expect(await likeness(text, same)).toBeGreaterThan((await likeness(text, other)) + 0.3)
  })

  it('gives each text the same vector alone as among others', async () => {
    const [one, two] = await embeddings.embedDocuments(['Cik maksā pase?', 'bērnudārzs'])
    expect(await embeddings.embedQuery('Cik maksā pase?')).toEqual(one)
    expect(await embeddings.embedQuery('bērnudārzs')).toEqual(two)
    expect(one).toHaveLength(64)
  })

  it('gives numbers for words that it does not know, and for none', async () => {
    for (const text of ['qqqq', '', '!?']) expect((await embeddings.embedQuery(text)).every(Number.isFinite)).toBe(true)
  })
})
