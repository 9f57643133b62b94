import { describe, expect, it } from 'vitest'
import { chooseStepwise, stratifiedFolds } from '../../src/bench/cross-validation.ts'

const labels = [...Array<string>(17).fill('often'), ...Array<string>(6).fill('sometimes'), 'once']

describe('stratified folds', () => {
  it.each([2, 3, 5])('of %i spread every label as evenly as it can be', (folds) => {
    const held = stratifiedFolds(labels, folds, 1)
    expect(held).toHaveLength(labels.length)
    for (const label of new Set(labels)) {
      const sizes = Array.from({ length: folds }, (_, fold) => held.filter((of, index) => of === fold && labels[index] === label).length)
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
    }
  })

  it('put each item in one of the folds', () => {
    const held = stratifiedFolds(labels, 4, 1)
    expect(labels.map((_, index) => [0, 1, 2, 3].includes(held[index] as number))).toEqual(labels.map(() => true))
  })

  it('are the same for the same seed and others for another', () => {
    expect(stratifiedFolds(labels, 3, 7)).toEqual(stratifiedFolds(labels, 3, 7))
    expect(stratifiedFolds(labels, 3, 7)).not.toEqual(stratifiedFolds(labels, 3, 8))
  })
})

describe('settings one after another', () => {
  interface Point {
    x: number
    y: number
  }
  const x = [1, 2, 3].map((value) => (point: Point) => ({ ...point, x: value }))
  const y = [1, 2, 3].map((value) => (point: Point) => ({ ...point, y: value }))

  it('are those with the best score', async () => {
    const { chosen, score } = await chooseStepwise({ x: 0, y: 0 }, [x, y], async (at) => -((at.x - 2) ** 2) - (at.y - 3) ** 2)
    expect(chosen).toEqual({ x: 2, y: 3 })
    expect(score).toBeCloseTo(0)
  })

  it('stay what they are when nothing is better', async () => {
    const { chosen } = await chooseStepwise({ x: 0, y: 0 }, [x, y], async () => 1)
    expect(chosen).toEqual({ x: 0, y: 0 })
  })

  it('build on what was chosen before', async () => {
    const tried: Point[] = []
    await chooseStepwise({ x: 0, y: 0 }, [x, y], async (at) => {
      tried.push(at)
      return at.x === 2 ? 1 : 0
    })
    // The start, every x with the first y, then every y with the best x.
    expect(tried.map((point) => `${point.x}${point.y}`)).toEqual(['00', '10', '20', '30', '21', '22', '23'])
  })
})
