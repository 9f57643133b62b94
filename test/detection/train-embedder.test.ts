import { describe, expect, it } from 'vitest'
import { type TrainingSet, trainOneVsRest } from '../../src/detection/train.ts'
import { softmax, type TrainedEmbedder, trainEmbedder } from '../../src/detection/train-embedder.ts'

interface Example {
  /** Words of the message; every word is a feature. */
  words: string
  label: string
}

const labels = ['passport', 'benefit', 'tax']
const vocabulary = ['passport', 'photo', 'border', 'benefit', 'child', 'month', 'tax', 'income', 'return', 'please', 'hello']

/** Each label has words of its own; the last two words of the vocabulary are said by everyone. */
const plainExamples: Example[] = labels.flatMap((label, index) => {
  const own = vocabulary.slice(index * 3, index * 3 + 3)
  return [0, 1, 2, 3, 4, 5, 6, 7].map((turn) => ({
    label,
    words: [own[turn % 3], own[(turn + 1) % 3], turn % 2 === 0 ? 'please' : 'hello'].join(' '),
  }))
})

describe('the trained embedder', () => {
  it.each([
    // message                       label        why
    ['passport photo', 'passport', 'words that stand together in an example'],
    ['border please', 'passport', 'one telling word and one that everyone says'],
    ['child month hello', 'benefit', 'a whole message'],
    ['return', 'tax', 'a single word'],
    ['tax income return benefit', 'tax', 'three words outweigh one'],
  ])('takes "%s" for %s: %s', (words, label) => {
    const trained = trainEmbedder(trainingSet(repeat(plainExamples, 25)), labels.length, 8, () => {})
    const odds = oddsOf(trained, words)
    expect(labels[odds.indexOf(Math.max(...odds))]).toBe(label)
    // Sure, not just ahead by a hair: chance is a third.
    expect(Math.max(...odds)).toBeGreaterThan(0.6)
  })

  it('learns from what stands beside a message, not from the order of the labels', () => {
    const turned = plainExamples.map(({ words, label }) => ({ words, label: labels[(labels.indexOf(label) + 1) % 3] as string }))
    const odds = oddsOf(
      trainEmbedder(trainingSet(repeat(turned, 25)), labels.length, 8, () => {}),
      'passport photo',
    )
    expect(labels[odds.indexOf(Math.max(...odds))]).toBe('benefit')
  })

  it('is the same each time', () => {
    const set = trainingSet(repeat(plainExamples, 3))
    const train = () => trainEmbedder(set, labels.length, 8, () => {})
    const first = train()
    const second = train()
    expect(second).toEqual(first)
    // Equal because it learnt the same, not because it learnt nothing.
    expect(first.head.some((weight) => weight !== 0)).toBe(true)
  })

  it('reports every pass once, in order', () => {
    const passes: number[] = []
    trainEmbedder(trainingSet(plainExamples), labels.length, 4, (pass) => passes.push(pass), 3)
    expect(passes).toEqual([1, 2, 3])
  })
})

describe('softmax', () => {
  it('gives each label its share by the exponential of its score', () => {
    const odds = new Float32Array(2)
    // Scores: 2·1 + 0 = 2 for the first label, 2·0 + ln 3 for the second.
    const total = softmax(Float32Array.of(2), Float32Array.of(1, 0), Float32Array.of(0, Math.log(3)), odds)
    expect((odds[0] as number) / (odds[1] as number)).toBeCloseTo(Math.exp(2) / 3, 5)
    expect(total).toBeCloseTo((odds[0] as number) + (odds[1] as number), 6)
  })

  it('stays finite for scores whose exponential is not', () => {
    const odds = new Float32Array(2)
    const total = softmax(Float32Array.of(1000), Float32Array.of(1, -1), new Float32Array(2), odds)
    expect([...odds].map((value) => value / total)).toEqual([1, 0])
  })
})

describe('the linear classifiers', () => {
  it.each(labels)('put an example of %s on the right side', (label) => {
    const set = trainingSet(plainExamples)
    const { weights } = trainOneVsRest(set, 0, labels.length, 1, () => {})
    plainExamples.forEach((example, index) => {
      if (example.label !== label) return
      const margins = marginsOf(set, weights, labels.length, index)
      expect(labels[margins.indexOf(Math.max(...margins))]).toBe(label)
    })
  })

  it('hold the own margin of an example lower than what was learnt from it', () => {
    const set = trainingSet(plainExamples)
    const { weights, rivals } = trainOneVsRest(set, 0, labels.length, 1, () => {})
    let lowered = 0
    plainExamples.forEach(({ label }, index) => {
      const learnt = marginsOf(set, weights, labels.length, index)[labels.indexOf(label)] as number
      // Up to the rounding of single precision: an example that pulled on nothing keeps its margin.
      expect(rivals.own[index]).toBeLessThanOrEqual(learnt + 1e-5)
      if ((rivals.own[index] as number) < learnt - 1e-3) lowered++
    })
    expect(lowered).toBeGreaterThan(plainExamples.length / 2)
  })

  it('see the right class ahead of an example that bears the wrong label', () => {
    const mislabelled = { words: 'passport photo border', label: 'tax' }
    const examples = [...repeat(plainExamples, 5), mislabelled]
    const { rivals } = trainOneVsRest(trainingSet(examples), 0, labels.length, 1, () => {})
    const at = examples.length - 1
    expect(labels[rivals.bestClass[at] as number]).toBe('passport')
    expect(rivals.best[at] as number).toBeGreaterThan(rivals.own[at] as number)
    // The rightly labelled ones keep their own class ahead.
    const behind = examples.slice(0, at).filter((_, index) => (rivals.best[index] as number) >= (rivals.own[index] as number))
    expect(behind).toEqual([])
  })

  it('do not hold a second right label against an example', () => {
    const both = { words: 'passport photo border', label: 'tax' }
    const examples = [...repeat(plainExamples, 5), both]
    const set = trainingSet(examples)
    set.seconds[examples.length - 1] = labels.indexOf('passport')
    const { rivals } = trainOneVsRest(set, 0, labels.length, 1, () => {})
    expect(labels[rivals.bestClass[examples.length - 1] as number]).toBe('benefit')
  })

  it('know nothing of the own margin of a class outside their range', () => {
    const { rivals } = trainOneVsRest(trainingSet(plainExamples), 0, 2, 1, () => {})
    plainExamples.forEach(({ label }, index) => {
      expect(Number.isNaN(rivals.own[index])).toBe(label === 'tax')
    })
  })

  it('name rivals by their place among all classes, not within the range', () => {
    const { rivals } = trainOneVsRest(trainingSet(plainExamples), 1, 3, 1, () => {})
    plainExamples.forEach(({ label }, index) => {
      if (label === 'benefit') expect(labels[rivals.bestClass[index] as number]).toBe('tax')
      if (label === 'tax') expect(labels[rivals.bestClass[index] as number]).toBe('benefit')
    })
    expect.assertions(plainExamples.length * (2 / 3))
  })
})

function repeat(examples: Example[], times: number): Example[] {
  return Array.from({ length: times }, () => examples).flat()
}

/** Every word counts alike; each message has length 1, as in the service. */
function trainingSet(examples: readonly Example[]): TrainingSet {
  const rows = examples.map(({ words }) => indicesOf(words))
  const starts = [0]
  for (const row of rows) starts.push((starts.at(-1) as number) + row.length)
  return {
    starts: Int32Array.from(starts),
    indices: Int32Array.from(rows.flat()),
    values: Float32Array.from(rows.flatMap((row) => row.map(() => 1 / Math.sqrt(row.length)))),
    classes: Int32Array.from(examples, ({ label }) => labels.indexOf(label)),
    seconds: new Int32Array(examples.length).fill(-1),
    featureCount: vocabulary.length,
  }
}

function indicesOf(words: string): number[] {
  return words.split(' ').map((word) => {
    const index = vocabulary.indexOf(word)
    if (index < 0) throw new Error(`"${word}" is not in the vocabulary of this test`)
    return index
  })
}

/** Probabilities of all labels, as the service computes them from what was learnt. */
function oddsOf({ dimensions, vectors, head, biases }: TrainedEmbedder, words: string): number[] {
  const sum = new Float32Array(dimensions)
  const indices = indicesOf(words)
  for (const index of indices) {
    for (let d = 0; d < dimensions; d++) {
      sum[d] = (sum[d] as number) + (vectors[index * dimensions + d] as number) / Math.sqrt(indices.length)
    }
  }
  const odds = new Float32Array(biases.length)
  const total = softmax(sum, head, biases, odds)
  return [...odds].map((value) => value / total)
}

/** Margins of an example by the weights: a row for each feature, the last one the biases. */
function marginsOf(set: TrainingSet, weights: Float32Array, width: number, example: number): number[] {
  return Array.from({ length: width }, (_, label) => {
    let margin = weights[set.featureCount * width + label] as number
    for (let k = set.starts[example] as number; k < (set.starts[example + 1] as number); k++) {
      margin += (set.values[k] as number) * (weights[(set.indices[k] as number) * width + label] as number)
    }
    return margin
  })
}
