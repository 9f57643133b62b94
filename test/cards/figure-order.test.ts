import { expect, it } from 'vitest'
import { type Figure, figureOn, formatFigure, renderFigures } from '../../src/cards/figures.ts'

const source = 'https://likumi.lv/ta/id/1'
const figure = (values: Omit<Figure['values'][number], 'source'>[]): Figure => ({
  id: 'a',
  what: 'Alga',
  unit: 'EUR',
  values: values.map((value) => ({ ...value, source })),
  file: 'f',
  line: 1,
})

it('takes the latest value that has begun also when the newest stands first in the file', () => {
  const newestFirst = figure([
    { value: 780, valid_from: '2026-01-01' },
    { value: 740, valid_from: '2025-01-01' },
  ])
  expect(figureOn(newestFirst, '2026-06-01')?.value).toBe(780)
})

it('does not tell of a value whose line was left out', () => {
  const figures = new Map([
    ['f.a', figure([{ value: 1, valid_from: '2020-01-01' }])],
    ['f.b', figure([{ value: 2, valid_to: '2020-12-31' }])],
  ])
  expect(renderFigures('Maksā {{f.a}} vai {{f.b}}.', figures, 'lv', '2026-01-01')).toMatchObject({ markdown: '', shown: [] })
})

it('does not round an amount silently', () => {
  expect(formatFigure(0.0825, 'EUR', 'lv')).toBe('0,0825\u00a0eiro')
})
