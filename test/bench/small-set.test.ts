import { describe, expect, it } from 'vitest'
import { asTheService, examplesFor, heldOutRounds, mistype, type SmallSetSettings, testRounds } from '../../src/bench/small-set.ts'
import { CrossValidation } from '../../src/bench/small-set-validation.ts'
import type { Example } from '../../src/detection/examples.ts'
import { generator } from '../../src/detection/random.ts'

const forFew: SmallSetSettings = {
  ...asTheService,
  training: { ...asTheService.training, minDocuments: { chars: 1, words: 1, concepts: 1 } },
}
const places = ['Rīgā', 'Liepājā', 'Jelgavā', 'Ventspilī', 'Cēsīs', 'Valkā', 'Tukumā', 'Bauskā', 'Talsos', 'Ogrē']
const questions = (text: string, label: string): Example[] =>
  places.map((place) => ({ text: `${text} ${place}?`, label: `intent:${label}` }))

describe('what is learnt of a small set', () => {
  const train = [...questions('Kad atiet autobuss', 'DepartureTime'), { text: 'Ierakstīt ekrānu', label: 'intent:None' as const }]

  it('is the questions and nothing else when no more is wanted', () => {
    expect(examplesFor(train, 'lv', forFew)).toEqual(train)
  })

  it('is each question with as many mistyped copies as are wanted, under its label', () => {
    const examples = examplesFor(train, 'lv', { ...forFew, copies: 2 })
    expect(examples.slice(0, train.length)).toEqual(train)
    expect(examples.map(({ label }) => label)).toEqual([...train, ...train, ...train].map(({ label }) => label))
    expect(examples.slice(train.length).filter(({ text }) => train.some((example) => example.text === text))).toEqual([])
  })

  it.each([
    ['lv', 'Atiešanas laiks'],
    ['ru', 'Время отправления'],
    ['en', 'Departure time'],
  ] as const)('is the name of an intent in %s, and no name of "None"', (language, name) => {
    const added = examplesFor(train, language, { ...forFew, names: true }).slice(train.length)
    expect(added).toEqual([{ label: 'intent:DepartureTime', text: name }])
  })

  it('is mistyped in other places than what it is measured on', () => {
    const copies = examplesFor(train, 'lv', { ...forFew, copies: 2 }).slice(train.length)
    const measured = new Set(
      [...testRounds, ...heldOutRounds].flatMap((round) => train.map(({ text }, index) => mistype(text, round, index))),
    )
    expect(copies.filter(({ text }) => measured.has(text)).length).toBeLessThan(copies.length / 10)
    expect(testRounds.filter((round) => heldOutRounds.includes(round))).toEqual([])
  })
})

describe('cross-validation', () => {
  it('finds questions right that are worded as the learnt ones are', async () => {
    const train = [...questions('Kad atiet autobuss', 'DepartureTime'), ...questions('Kāds ir īsākais ceļš', 'FindConnection')]
    expect((await new CrossValidation([train], 'lv', []).measure(forFew)).clean).toBe(1)
  })

  it('does not know what it holds out', async () => {
    // Labels that follow from nothing: whoever has seen a question knows its label, whoever has not can only guess.
    const random = generator(5)
    const word = () => Array.from({ length: 7 }, () => String.fromCharCode(97 + Math.floor(random() * 26))).join('')
    const train = Array.from(
      { length: 80 },
      (_, index): Example => ({ text: `${word()} ${word()}`, label: index % 2 ? 'intent:a' : 'intent:b' }),
    )
    const { clean } = await new CrossValidation([train], 'lv', []).measure(forFew)
    expect(clean).toBeGreaterThan(0.25)
    expect(clean).toBeLessThan(0.75)
  })

  it('measures each settings on their own', async () => {
    const train = [...questions('Kad atiet autobuss', 'DepartureTime'), ...questions('Kāds ir īsākais ceļš', 'FindConnection')]
    const validation = new CrossValidation([train], 'lv', [])
    const deaf = { ...forFew, training: { ...forFew.training, viewWeights: { chars: 0, words: 0, concepts: 0 } } }
    const before = await validation.measure(forFew)
    expect((await validation.measure(deaf)).clean).toBeLessThan(before.clean)
    expect(await validation.measure(forFew)).toEqual(before)
  })
})
