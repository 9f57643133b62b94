import { describe, expect, it } from 'vitest'
import { type Kind, type KindViews, kinds, weighKinds } from '../../src/detection/kinds.ts'
import { generator } from '../../src/detection/random.ts'
import { fitKinds, type KindExample } from '../../src/evaluation/fit-kinds.ts'
import { type Candidate, fitRanking, softmaxOf } from '../../src/evaluation/fit-ranking.ts'

describe('weights of the kinds', () => {
  // Unsafe messages are low on the services' scale: unweighed, every one of them passes for a service.
  const services = Array.from({ length: 12 }, (_, index) => message('service', { service: 0.6 + index / 100, unsafe: -0.8 }))
  const unsafe = Array.from({ length: 6 }, (_, index) => message('unsafe', { service: 0.2 + index / 100, unsafe: 0 }))
  const weights = fitKinds([...services, ...unsafe])

  it('separate two kinds that the margins alone mistake for each other', () => {
    const unweighed = { mass: 0, bias: perKind(() => 0) }
    expect(unsafe.map((example) => kindOf(example, unweighed))).toEqual(unsafe.map(() => 'service'))
    expect(unsafe.map((example) => kindOf(example, weights))).toEqual(unsafe.map(() => 'unsafe'))
    expect(services.map((example) => kindOf(example, weights))).toEqual(services.map(() => 'service'))
  })

  it('leave services without a bias', () => {
    expect(weights.bias.service).toBe(0)
    expect(weights.bias.unsafe).toBeGreaterThan(0)
  })

  it('are the same each time', () => {
    expect(fitKinds([...services, ...unsafe])).toEqual(weights)
  })

  it('keep a bias that is given', () => {
    const kept = fitKinds([...services, ...unsafe], { crisis: 0.7 })
    expect(kept.bias.crisis).toBe(0.7)
    expect(kept.bias.unsafe).toBe(weights.bias.unsafe)
  })

  it('take either kind of a message for which two are right', () => {
    const both: KindExample = { ...message('near-miss', { 'near-miss': 0.3, 'out-of-scope': 0.2 }), right: ['near-miss', 'out-of-scope'] }
    const fittedWeights = fitKinds([...services, ...Array.from({ length: 6 }, () => both)])
    expect(both.right).toContain(kindOf(both, fittedWeights))
    // Nothing pulls one of them below what is right for neither.
    for (const kind of both.right) expect(fittedWeights.bias[kind]).toBeGreaterThan(fittedWeights.bias.human)
  })
})

describe('weights of the ranking', () => {
  const random = generator(7)
  const noise = () => random() * 2 - 1

  it('count the input that tells, not the one that does not', () => {
    const questions = Array.from({ length: 200 }, () =>
      // What tells leaves some doubt: with none, the weight would be bound by the ridge alone.
      [true, false, false].map((right): Candidate => ({ right, inputs: [(right ? 1 : 0) + noise(), noise()] })),
    )
    const [telling, idle] = fitRanking(questions) as [number, number]
    expect(telling).toBeGreaterThan(1)
    expect(Math.abs(idle)).toBeLessThan(telling / 5)
  })

  it('are negative for an input that speaks against a candidate', () => {
    const questions = Array.from({ length: 200 }, () =>
      [true, false].map((right): Candidate => ({ right, inputs: [(right ? 0 : 1) + noise()] })),
    )
    expect(fitRanking(questions)[0]).toBeLessThan(-1)
  })

  it('recover the weights by which the right candidates were drawn', () => {
    const truth = [2, -1, 0]
    const questions = Array.from({ length: 1000 }, () => drawnBy(truth, random))
    const weights = fitRanking(questions)
    truth.forEach((weight, column) => {
      // More than three times the spread of the estimate at so many questions (about 0.08).
      expect(Math.abs((weights[column] as number) - weight)).toBeLessThan(0.3)
    })
  })

  it('do not depend on the scale of an input', () => {
    const questions = Array.from({ length: 300 }, () => drawnBy([1.5, 0.5], random))
    const [first, second] = fitRanking(questions) as [number, number]
    const scaled = fitRanking(
      questions.map((candidates) =>
        candidates.map(({ inputs, right }) => ({ right, inputs: [(inputs[0] as number) * 100, inputs[1] as number] })),
      ),
    )
    expect((scaled[0] as number) * 100).toBeCloseTo(first, 6)
    expect(scaled[1]).toBeCloseTo(second, 6)
  })

  it('learn nothing from questions without a right candidate', () => {
    const questions = Array.from({ length: 50 }, () => drawnBy([1, -1], random))
    const without = Array.from({ length: 50 }, (): Candidate[] => [
      { right: false, inputs: [900, -900] },
      { right: false, inputs: [-900, 900] },
    ])
    expect(fitRanking([...without, ...questions, ...without])).toEqual(fitRanking(questions))
  })

  it('are none when no question has a right candidate', () => {
    expect(fitRanking([[{ right: false, inputs: [1, 2] }]])).toEqual([])
    expect(fitRanking([])).toEqual([])
  })

  it('stay finite for an input that is the same everywhere', () => {
    const questions = Array.from({ length: 20 }, () =>
      [true, false].map((right): Candidate => ({ right, inputs: [5, (right ? 1 : 0) + noise()] })),
    )
    const [constant, telling] = fitRanking(questions) as [number, number]
    expect(constant).toBeCloseTo(0, 6)
    expect(telling).toBeGreaterThan(0)
  })
})

describe('softmaxOf', () => {
  it('shares 1 by the exponentials of the scores', () => {
    expect(softmaxOf([0, Math.log(3)])).toEqual([expect.closeTo(0.25, 10), expect.closeTo(0.75, 10)])
  })

  it('stays finite for scores whose exponential is not', () => {
    expect(softmaxOf([1000, 1000, -1000])).toEqual([0.5, 0.5, 0])
  })
})

/** Three candidates with random inputs; which is right is drawn by the softmax of their true scores. */
function drawnBy(truth: readonly number[], random: () => number): Candidate[] {
  const inputs = Array.from({ length: 3 }, () => truth.map(() => random() * 2 - 1))
  const scores = inputs.map((row) => row.reduce((sum, value, column) => sum + value * (truth[column] as number), 0))
  const odds = scores.map((score) => Math.exp(score))
  let left = random() * odds.reduce((sum, value) => sum + value, 0)
  const drawn = odds.findIndex((value) => {
    left -= value
    return left < 0
  })
  return inputs.map((row, index) => ({ inputs: row, right: index === drawn }))
}

/** A message of a kind; kinds that are not given are far behind. */
function message(right: Kind, best: Partial<Record<Kind, number>>): KindExample {
  return { right: [right], views: perKind((kind): KindViews => ({ best: best[kind] ?? -1.5, mass: -1 })) }
}

function kindOf({ views }: KindExample, weights: Parameters<typeof weighKinds>[1]): Kind {
  const weighed = weighKinds(views, weights)
  return kinds.reduce((a, b) => (weighed[b] > weighed[a] ? b : a))
}

function perKind<T>(of: (kind: Kind) => T): Record<Kind, T> {
  return Object.fromEntries(kinds.map((kind) => [kind, of(kind)])) as Record<Kind, T>
}
