import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Speller } from '../../src/detection/spelling.ts'

const often = (text: string) => [text, `${text}!`, `vai ${text}?`]
const speller = new Speller([
  ...often('slimības pabalsts jāgaida'),
  ...often('bērna reģistrācija'),
  ...often('регистрация ребёнка'),
  ...often('register'),
  'retumis',
  ...often('pabalsta'),
  ...often('pabalsta'),
])

describe('mending mistyped words', () => {
  it.each([
    ['slimbas', 'slimibas'], // a letter left out
    ['slimibbas', 'slimibas'], // one too many
    ['slimiabs', 'slimibas'], // two swapped
    ['slinibas', 'slimibas'], // the key beside
    ['regstracjia', 'registracija'], // two slips in a long word
    ['регистраця', 'регистрация'],
    ['regiter', 'register'],
  ])('%s → %s', (typed, meant) => {
    expect(speller.mend(typed)).toBe(meant)
  })

  it.each([
    ['pabalsts', 'a known word'],
    ['ber', 'too short to know'],
    ['ratumis', 'near only to a word that nearly nobody uses'],
    ['2026', 'a number'],
    ['automasina', 'near nothing'],
    ['gaaaida', 'two slips in a short word'],
  ])('leaves %s: %s', (typed) => {
    expect(speller.mend(typed)).toBe(typed)
  })

  it('takes the more frequent of two equally near words', () => {
    expect(speller.mend('pabalstx')).toBe('pabalsta')
  })

  it('mends any single slip in a word of six letters and more that has no other word so near', () => {
    const letters = [...'abcdefghijklmnoprstuvz']
    fc.assert(
      fc.property(
        fc.constantFrom('slimibas', 'registracija'),
        fc.nat(),
        fc.constantFrom(...letters),
        fc.constantFrom('out', 'in', 'other'),
        (word, place, letter, slip) => {
          const at = place % word.length
          const typed =
            slip === 'out' ? word.slice(0, at) + word.slice(at + 1) : word.slice(0, at) + letter + word.slice(slip === 'in' ? at : at + 1)
          expect(speller.mend(typed)).toBe(word)
        },
      ),
    )
  })
})
