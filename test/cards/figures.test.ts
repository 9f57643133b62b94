import { describe, expect, it } from 'vitest'
import { type Figure, type Figures, figureOn, formatFigure, renderFigures } from '../../src/cards/figures.ts'

const source = 'https://likumi.lv/ta/id/1'

function figure(values: Omit<Figure['values'][number], 'source'>[], unit: Figure['unit'] = 'EUR'): Figure {
  return {
    id: 'alga',
    what: 'Minimālā alga',
    unit,
    values: values.map((value) => ({ ...value, source })),
    file: 'knowledge/figures/vid.yaml',
    line: 1,
  }
}

const wage = figure([
  { value: 700, valid_from: '2024-01-01' },
  { value: 740, valid_from: '2025-01-01', valid_to: '2025-12-31' },
  { value: 780, valid_from: '2026-01-01', valid_to: '2026-12-31' },
])

describe('figureOn', () => {
  it.each<[string, number | undefined, string]>([
    ['2023-12-31', undefined, 'the day before the first value'],
    ['2024-01-01', 700, 'the first day of the first value'],
    ['2024-12-31', 700, 'the last day before a change, where no end is written'],
    ['2025-01-01', 740, 'the day of change'],
    ['2025-12-31', 740, 'the last day of a value'],
    ['2026-01-01', 780, 'the day after it'],
    ['2026-12-31', 780, 'the last day of the last value'],
    ['2027-01-01', undefined, 'the day after everything has expired'],
  ])('on %s gives %s: %s', (date, value) => {
    expect(figureOn(wage, date)?.value).toBe(value)
  })

  it('gives nothing between two values rather than the older one', () => {
    const gap = figure([
      { value: 10, valid_from: '2026-01-01', valid_to: '2026-03-31' },
      { value: 12, valid_from: '2026-07-01' },
    ])
    expect(['2026-03-31', '2026-04-01', '2026-06-30', '2026-07-01'].map((date) => figureOn(gap, date)?.value)).toEqual([
      10,
      undefined,
      undefined,
      12,
    ])
  })

  it('lets a value without dates hold always', () => {
    expect(['1990-01-01', '2090-12-31'].map((date) => figureOn(figure([{ value: 5 }]), date)?.value)).toEqual([5, 5])
  })
})

describe('formatFigure', () => {
  // Between a number and its unit, and inside numbers in lv and ru, stands a no-break space.
  it.each([
    [1, 'EUR', '1_eiro', '1_евро', '1_euro'],
    [0, 'EUR', '0_eiro', '0_евро', '0_euros'],
    [34.5, 'EUR', '34,50_eiro', '34,50_евро', '34.50_euros'],
    [0.07, 'EUR', '0,07_eiro', '0,07_евро', '0.07_euros'],
    [1041, 'EUR', '1_041_eiro', '1_041_евро', '1,041_euros'],
    [300_000, 'EUR', '300_000_eiro', '300_000_евро', '300,000_euros'],
    [1_234_567.8, 'EUR', '1_234_567,80_eiro', '1_234_567,80_евро', '1,234,567.80_euros'],
    [70, 'percent', '70_%', '70_%', '70%'],
    [23.59, 'percent', '23,59_%', '23,59_%', '23.59%'],
    [0.2, 'percent', '0,2_%', '0,2_%', '0.2%'],
  ] as const)('writes %s %s as %s, %s, %s', (value, unit, lv, ru, en) => {
    const written = (['lv', 'ru', 'en'] as const).map((language) => formatFigure(value, unit, language))
    expect(written).toEqual([lv, ru, en].map((text) => text.replaceAll('_', '\u00a0')))
  })
})

describe('renderFigures', () => {
  const figures: Figures = new Map([
    ['vid.alga', wage],
    ['vid.nodeva', figure([{ value: 25.5, valid_from: '2020-01-01' }])],
  ])
  const list = '- Alga: {{vid.alga}}\n- Nodeva: {{ vid.nodeva }}\n- Bez summas'

  it('puts in the values of the date and tells which', () => {
    const { markdown, shown, expired } = renderFigures(list, figures, 'lv', '2026-01-01')
    expect(markdown).toBe('- Alga: 780\u00a0eiro\n- Nodeva: 25,50\u00a0eiro\n- Bez summas')
    expect(shown.map(({ reference, value }) => [reference, value.value, value.valid_from])).toEqual([
      ['vid.alga', 780, '2026-01-01'],
      ['vid.nodeva', 25.5, '2020-01-01'],
    ])
    expect(expired).toEqual([])
  })

  it('leaves out the line of an expired figure, and no other', () => {
    const { markdown, expired } = renderFigures(list, figures, 'lv', '2027-01-01')
    expect(markdown).toBe('- Nodeva: 25,50\u00a0eiro\n- Bez summas')
    expect(expired).toEqual(['vid.alga'])
  })

  it('leaves out a line whose second figure is expired, so that no half sentence stays', () => {
    expect(renderFigures('Nodeva {{vid.nodeva}}, alga {{vid.alga}}.\n\nVairāk – VID.', figures, 'lv', '2027-01-01').markdown).toBe(
      'Vairāk – VID.',
    )
  })

  it('treats a reference to nothing as expired, never showing braces', () => {
    const { markdown, shown, expired } = renderFigures('Maksā {{vid.nav-tada}}.\nZvaniet.', figures, 'lv', '2026-06-01')
    expect({ markdown, shown, expired }).toEqual({ markdown: 'Zvaniet.', shown: [], expired: ['vid.nav-tada'] })
  })
})
