import { beforeAll, describe, expect, it } from 'vitest'
import { withNear } from '../../src/detection/ranking.ts'
import type { Ranked } from '../../src/detection/understanding.ts'
import { answer } from '../../src/turn/answer.ts'
import type { Deps } from '../../src/turn/draft.ts'
import { realDeps } from '../support/knowledge.ts'

const service = (id: string, score: number): Ranked => ({ id, score, views: { linear: score, dense: 0, institution: 0 } })
const services = [service('a', 0.3), service('b', 0.2), service('c', 0.1)]
const scores = (ranked: Ranked[]) => Object.fromEntries(ranked.map(({ id, score }) => [id, score]))

describe('services with their nearest questions', () => {
  it('gain what their likeness is above the mean, times the weight', () => {
    const near = new Map([
      ['a', 0.8],
      ['b', 0.9],
      ['c', 0.7],
    ])
    const ranked = withNear(services, near, 2)
    expect(scores(ranked)).toEqual({ a: expect.closeTo(0.3), b: expect.closeTo(0.4), c: expect.closeTo(-0.1) })
    expect(ranked.map(({ id }) => id)).toEqual(['b', 'a', 'c'])
    expect(ranked.map(({ views }) => views.near)).toEqual([expect.closeTo(0.1), expect.closeTo(0), expect.closeTo(-0.1)])
  })

  it('that are not among the nearest count as the least alike of them', () => {
    const near = new Map([
      ['c', 0.9],
      ['elsewhere', 0.5],
    ])
    expect(scores(withNear(services, near, 1))).toEqual({ a: expect.closeTo(0.1), b: expect.closeTo(0), c: expect.closeTo(0.3) })
  })

  it('stay in their order where all are alike, or nothing was found', () => {
    const alike = new Map(services.map(({ id }) => [id, 0.8]))
    const unchanged = { a: expect.closeTo(0.3), b: expect.closeTo(0.2), c: expect.closeTo(0.1) }
    for (const near of [alike, new Map()]) expect(scores(withNear(services, near, 5))).toEqual(unchanged)
  })
})

describe('the nearest questions in an answer', () => {
  // It names a passport and its loss: two cards are close.
  const question = { text: 'pase', expected: 'lv', context: [] } as const
  let deps: Deps
  beforeAll(async () => {
    deps = await realDeps('2026-11-23T09:00:00Z')
  })

  const firstOf = (near: ReadonlyMap<string, number>, weight?: number) =>
    answer({ ...question, near }, { ...deps, nearWeight: weight }).outcome.services[0]?.id

  it('put another service first, which alone comes second', () => {
    const [first, second] = answer(question, deps).outcome.services.map(({ id }) => id) as [string, string]
    const near = new Map([
      [second, 0.9],
      [first, 0.4],
    ])
    expect(firstOf(near, 0.01)).toBe(first)
    expect(firstOf(near, 10)).toBe(second)
    // Without a weight there is no such view.
    expect(firstOf(near)).toBe(first)
  })

  it('leave the kind of message as it was heard', () => {
    const greeting = { text: 'labdien!', expected: 'lv', context: [], near: new Map([['pmlp-pase-eid', 1]]) } as const
    expect(answer(greeting, { ...deps, nearWeight: 10 }).outcome.decision).toBe('smalltalk')
  })
})
