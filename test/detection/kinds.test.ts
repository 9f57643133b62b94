import { describe, expect, it } from 'vitest'
import { type Kind, type KindViews, kinds, weighKinds } from '../../src/detection/kinds.ts'

const none: KindViews = { best: 0, mass: 0 }
const noBias = perKind(() => 0)

describe('the kinds of message on one scale', () => {
  it('adds the best label, the weighed mass and the bias of the kind', () => {
    const weighed = weighKinds(
      perKind((kind) => (kind === 'human' ? { best: 0.5, mass: -2 } : none)),
      {
        mass: 0.25,
        bias: { ...noBias, human: 0.75 },
      },
    )
    // 0.5 + 0.25 · (−2) + 0.75
    expect(weighed.human).toBeCloseTo(0.75, 10)
  })

  it('leaves a kind alone when only another one has a bias', () => {
    const views = perKind((_, index) => ({ best: index / 10, mass: -index }))
    const plain = weighKinds(views, { mass: 0.1, bias: noBias })
    const biased = weighKinds(views, { mass: 0.1, bias: { ...noBias, unsafe: 1 } })
    for (const kind of kinds) expect(biased[kind] - plain[kind]).toBeCloseTo(kind === 'unsafe' ? 1 : 0, 10)
  })

  it('lets a bias put a kind with a low margin ahead', () => {
    const views = { ...perKind(() => ({ best: -1, mass: 0 })), service: { best: 0.2, mass: 0 }, crisis: { best: 0, mass: 0 } }
    const ahead = (crisis: number) => {
      const weighed = weighKinds(views, { mass: 0, bias: { ...noBias, crisis } })
      return kinds.reduce((a, b) => (weighed[b] > weighed[a] ? b : a))
    }
    expect(ahead(0.1)).toBe('service')
    expect(ahead(0.3)).toBe('crisis')
  })

  it('has a number for every kind', () => {
    expect(
      Object.keys(
        weighKinds(
          perKind(() => none),
          { mass: 1, bias: noBias },
        ),
      ).sort(),
    ).toEqual([...kinds].sort())
  })
})

function perKind<T>(of: (kind: Kind, index: number) => T): Record<Kind, T> {
  return Object.fromEntries(kinds.map((kind, index) => [kind, of(kind, index)])) as Record<Kind, T>
}
