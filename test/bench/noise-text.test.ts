import { describe, expect, it } from 'vitest'
import { addNoise } from '../../src/bench/noise-text.ts'

const seeds = Array.from({ length: 200 }, (_, seed) => seed)
const sentence = 'Cik maksā jauna pase un kā pieteikties uz dzīvesvietas deklarēšanu?'

describe('text without marks', () => {
  it.each([
    ['āčēģīķļņšūž', 'acegiklnsuz', 'Latvian small letters'],
    ['ĀČĒĢĪĶĻŅŠŪŽ', 'ACEGIKLNSUZ', 'Latvian capitals'],
    ['Kā mainīt dzīvesvietu?', 'Ka mainit dzivesvietu?', 'a sentence'],
    ['ёлка, Ёлка', 'елка, Елка', 'ё becomes е'],
    ['мой Йошкар', 'мой Йошкар', 'й stays й'],
    ['pa\u0304rcelties', 'parcelties', 'a mark that is a character of its own'],
    ['2,50 € — jā!', '2,50 € — ja!', 'what is no letter stays'],
    ['', '', 'nothing'],
  ])('"%s" → "%s": %s', (text, plain) => {
    expect(addNoise(text, 1, { strip: true })).toBe(plain)
  })

  it('keeps й in one piece, as the classifier learnt it', () => {
    expect(addNoise('и\u0306', 1, { strip: true })).toBe('\u0439')
  })

  it('is left as it was when no noise is wanted', () => {
    expect(addNoise('Kā mainīt ёлка?', 1, {})).toBe('Kā mainīt ёлка?')
  })
})

describe('text with typing errors', () => {
  it('is the same for the same seed', () => {
    for (const seed of seeds) expect(addNoise(sentence, seed, { typoEvery: 10 })).toBe(addNoise(sentence, seed, { typoEvery: 10 }))
  })

  it('differs from seed to seed', () => {
    const written = new Set(seeds.map((seed) => addNoise(sentence, seed, { typoEvery: 10 })))
    expect(written.size).toBeGreaterThan(seeds.length / 2)
  })

  it('has at most one change in a stretch', () => {
    const stretch = 'abcdefghij'
    const kinds = new Set<string>()
    for (const seed of seeds) {
      const typed = addNoise(stretch, seed, { typoEvery: stretch.length })
      kinds.add(changeBetween(stretch, typed))
    }
    expect([...kinds].sort()).toEqual(['left out', 'other letter', 'swapped', 'typed both'])
  })

  it('has one change in each full stretch and none in what is left over', () => {
    // Stretches that share no letter, so that each change can be told to be in its own.
    const stretches = ['qwert', 'asdfg', 'zxcvb']
    for (const seed of seeds) {
      const typed = addNoise(`${stretches.join('')}йцу`, seed, { typoEvery: 5 })
      expect(typed.endsWith('йцу')).toBe(true)
      expect(typed).not.toBe(`${stretches.join('')}йцу`)
      // Three changes of one letter each: the length moves by three at most.
      expect(Math.abs(typed.length - 18)).toBeLessThanOrEqual(3)
    }
  })

  it.each([
    ['', 'nothing'],
    ['pase', 'shorter than a stretch'],
    ['12345 67890 12345', 'no letter'],
  ])('"%s" stays as it is: %s', (text) => {
    for (const seed of seeds) expect(addNoise(text, seed, { typoEvery: 5 })).toBe(text)
  })

  it('mistypes letters only', () => {
    for (const seed of seeds) {
      const typed = addNoise('2,50 € a 31.12.', seed, { typoEvery: 15 })
      for (const digit of '2501')
        expect([...typed].filter((sign) => sign === digit)).toHaveLength([...'2,50 € a 31.12.'].filter((sign) => sign === digit).length)
    }
  })

  it('types a neighbour in the same case, on the same keyboard', () => {
    const typed = seeds.map((seed) => addNoise('Я', seed, { typoEvery: 1 })).join('')
    expect(typed.length).toBeGreaterThan(0)
    // Beside Я on a Russian keyboard: Ч right, Ф above.
    expect([...typed].filter((letter) => !'ЯЧФ'.includes(letter))).toEqual([])
  })

  it('makes a word of one letter no longer than two', () => {
    for (const seed of seeds) {
      const typed = addNoise('a', seed, { typoEvery: 1 })
      expect(typed).toMatch(/^(a?|[qsz]|a[qsz])$/)
    }
  })

  it('keeps letters that take two code units whole', () => {
    for (const seed of seeds) expect(addNoise('😀😀😀😀', seed, { typoEvery: 2 })).toBe('😀😀😀😀')
  })
})

/** What one change did; throws when more than one letter was touched. */
function changeBetween(before: string, after: string): string {
  let start = 0
  while (start < before.length && before[start] === after[start]) start++
  let end = 0
  while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end)) end++
  const gone = before.slice(start, before.length - end)
  const come = after.slice(start, after.length - end)
  if (gone.length === 1 && come.length === 0) return 'left out'
  if (gone.length === 0 && come.length === 1) return 'typed both'
  if (gone.length === 1 && come.length === 1) return 'other letter'
  if (gone.length === 2 && come === `${gone[1]}${gone[0]}`) return 'swapped'
  throw new Error(`"${before}" → "${after}": more than one change`)
}
