import { describe, expect, it } from 'vitest'
import { buildModel } from '../../src/detection/build-model.ts'
import { ConceptMatcher } from '../../src/detection/concepts.ts'
import type { Example } from '../../src/detection/examples.ts'
import { Analyser, type Features } from '../../src/detection/features.ts'
import { createModel, decodeModel, encodeModel, type Model, RowIndex, weigh } from '../../src/detection/model.ts'
import { serviceSettings, type TrainingSettings } from '../../src/detection/training-settings.ts'
import { Lemmatiser } from '../../src/detection/words.ts'

const places = ['Rīgā', 'Liepājā', 'Jelgavā', 'Ventspilī', 'Cēsīs', 'Valkā', 'Tukumā', 'Bauskā']
const examples: Example[] = [
  ...places.map((place): Example => ({ label: 'service:pase', text: `Kā saņemt pasi ${place}?` })),
  ...places.map((place): Example => ({ label: 'service:pabalsts', text: `Cik liels ir pabalsts ${place}?` })),
  // Seen once: fewer than the service wants of a word.
  { label: 'service:pabalsts', text: 'bezdarbnieks' },
]
const lemmatiser = new Lemmatiser()
const analyser = new Analyser(lemmatiser, new ConceptMatcher([], lemmatiser), new Map())
const featuresOf = (text: string): Features => analyser.analyse(text).features
const train = (settings?: Partial<TrainingSettings>, on = examples) =>
  buildModel(on, [], () => {}, ...(settings ? [{ ...serviceSettings, ...settings }] : []))
const one = { chars: 1, words: 1, concepts: 1 }
const margin = (model: Model, label: string, features: Features) => model.score(features).margins[model.labels.indexOf(label)] as number

describe('training without settings', () => {
  it('is the training of the service', async () => {
    expect(encodeModel(await train())).toEqual(encodeModel(await train({})))
  })

  it('writes no weights of views, since all count alike', async () => {
    expect(await train()).not.toHaveProperty('viewWeights')
  })
})

describe('the least number of documents', () => {
  const words = (text: string): Features => ({ ...featuresOf(text), chars: new Map() })

  it('decides whether a word that was seen once says anything', async () => {
    const service = createModel(await train())
    const all = createModel(await train({ minDocuments: one }))
    expect(service.score(words('bezdarbnieks')).margins).toEqual(service.score(words('')).margins)
    expect(margin(all, 'service:pabalsts', words('bezdarbnieks'))).toBeGreaterThan(margin(all, 'service:pabalsts', words('')))
  })

  it('keeps no feature that stands in fewer', async () => {
    const { hashes } = await train({ minDocuments: { chars: 8, words: 8, concepts: 8 } })
    const analysed = examples.map(({ text }) => featuresOf(text))
    for (const hash of hashes) {
      expect(analysed.filter(({ chars, words }) => chars.has(hash) || words.has(hash)).length).toBeGreaterThanOrEqual(8)
    }
    expect(hashes.length).toBeGreaterThan(0)
  })
})

describe('the weight of a view', () => {
  it('is its length in a message', () => {
    const features = featuresOf('Kā saņemt pasi Rīgā?')
    const hashes = Uint32Array.from([...features.chars.keys(), ...features.words.keys()])
    const rare = new Float32Array(hashes.length).fill(2)
    const { rows, values } = weigh(features, new RowIndex(hashes), rare, { chars: 1, words: 0.5, concepts: 1 })
    const length = (isOf: (row: number) => boolean) => Math.hypot(...values.filter((_, position) => isOf(rows[position] as number)))
    expect(length((row) => row < features.chars.size)).toBeCloseTo(1, 6)
    expect(length((row) => row >= features.chars.size)).toBeCloseTo(0.5, 6)
  })

  it('of 0 leaves the view out', async () => {
    const model = createModel(await train({ minDocuments: one, viewWeights: { chars: 1, words: 0, concepts: 0 } }))
    const { words } = featuresOf('Kā saņemt pasi Rīgā?')
    const deaf: Features = { chars: new Map(), words, concepts: new Map() }
    expect(model.score(deaf)).toEqual(model.score(featuresOf('')))
    expect(model.score(featuresOf('pasi')).margins).not.toEqual(model.score(featuresOf('')).margins)
  })

  it('is kept in the file', async () => {
    const parts = await train({ minDocuments: one, viewWeights: { chars: 1, words: 0.25, concepts: 0 } })
    const features = featuresOf('Kā saņemt pasi Rīgā?')
    expect(decodeModel(encodeModel(parts)).score(features)).toEqual(createModel(parts).score(features))
    const { viewWeights: _, ...alike } = parts
    expect(createModel(alike).score(features)).not.toEqual(createModel(parts).score(features))
  })
})

describe('the cost of a mistake', () => {
  it('makes the classifier follow the examples more closely', async () => {
    const loss = async (cost: number) => {
      const model = createModel(await train({ cost, minDocuments: one, passes: { linear: 50, embedder: 1 } }))
      return examples.reduce((sum, { text, label }) => sum + Math.max(0, 1 - margin(model, label, featuresOf(text))) ** 2, 0)
    }
    expect(await loss(10)).toBeLessThan(await loss(0.01))
  })
})

describe('the passes', () => {
  it.each([1, 5])('are reported up to the end: %i', async (count) => {
    const reported: [number, number][] = []
    await buildModel(examples, [], (done, total) => reported.push([done, total]), {
      ...serviceSettings,
      passes: { linear: count, embedder: count },
    })
    const [done, total] = reported.at(-1) as [number, number]
    expect(done).toBe(total)
    expect(reported.map(([now]) => now)).toEqual(reported.map(([now]) => now).sort((a, b) => a - b))
  })

  it('let the embedder learn more', async () => {
    const sureness = async (embedder: number) => {
      const model = createModel(await train({ passes: { linear: 4, embedder } }))
      return model.score(featuresOf('Kā saņemt pasi Rīgā?')).logs[model.labels.indexOf('service:pase')] as number
    }
    expect(await sureness(40)).toBeGreaterThan(await sureness(1))
  })
})

describe('more examples than are learnt at once', () => {
  it('are learnt by threads, to the same answers', async () => {
    const many = Array.from({ length: 80 }, () => examples).flat()
    const model = createModel(await train({ minDocuments: one }, many))
    for (const { text, label } of examples) {
      const { margins } = model.score(featuresOf(text))
      expect(model.labels[margins.indexOf(Math.max(...margins))]).toBe(label)
    }
  })
})
