import { describe, expect, it } from 'vitest'
import type { Concept } from '../../src/cards/intent.ts'
import { ConceptMatcher } from '../../src/detection/concepts.ts'
import { Analyser } from '../../src/detection/features.ts'
import { asLatvian, Lemmatiser } from '../../src/detection/words.ts'

const concepts: Concept[] = [
  concept('benefit', { lv: ['pabalsts'], ru: ['пособие'], en: ['benefit'] }),
  concept('tow', { lv: ['evak*'] }),
  concept('kindergarten', { lv: ['bērnudārzs'] }),
  concept('lost', { lv: ['pazaudēt pasi'] }),
  concept('year', { lv: ['gads'] }),
  concept('forest', { lv: ['mežs', 'lapa'] }),
]
const lemmatiser = new Lemmatiser()
const analyser = new Analyser(lemmatiser, new ConceptMatcher(concepts, lemmatiser), new Map())
const heard = (text: string) => analyser.analyse(text).concepts

describe('meanings heard in Latvian', () => {
  it.each([
    ['Cik liels ir pabalsts?', ['benefit'], 'the word itself'],
    ['bez pabalsta', ['benefit'], 'in another case'],
    ['bernudarzs', ['kindergarten'], 'without diacritics'],
    ['evakuators', ['tow'], 'by its beginning'],
    ['pazaudēju vakar savu pasi', ['lost'], 'a phrase with two other words between'],
    ['pazaudēju vakar tur kaut kur pasi', [], 'a phrase with more words between'],
    ['pasi pazaudēju', [], 'a phrase the other way round'],
    ['pabalsts un pabalsti', ['benefit'], 'said twice, heard once'],
    ['evakuators un pabalsts', ['tow', 'benefit'], 'in order of appearance'],
    ['', [], 'nothing'],
  ])('"%s" → %j: %s', (text, ids) => {
    expect(heard(text)).toEqual(ids)
  })
})

describe('Latvian words in Russian letters', () => {
  it.each([
    ['эвак', ['tow'], 'by its beginning'],
    ['мне нужен эвакуаторс', ['tow'], 'among Russian words'],
    ['пабалстс', ['benefit'], 'the word itself'],
    ['дайте пабалсту', ['benefit'], 'in another case'],
    ['Пабалстс', ['benefit'], 'with a capital'],
    ['пособие', ['benefit'], 'a Russian word is still a Russian word'],
    ['бернударзс', ['kindergarten'], 'without the marks that Russian letters cannot show'],
  ])('"%s" → %j: %s', (text, ids) => {
    expect(heard(text)).toEqual(ids)
  })

  it.each([
    ['эва', 'three letters that begin the Latvian word'],
    ['па', 'two letters'],
  ])('"%s" is too short to be taken for one: %s', (text) => {
    expect(heard(text)).toEqual([])
    expect(analyser.analyse(text).tokens[0]?.latin).toBeUndefined()
  })

  it('takes a word of four letters for one, of three not', () => {
    const short = new Analyser(lemmatiser, new ConceptMatcher([concept('short', { lv: ['zem', 'zeme'] })], lemmatiser), new Map())
    expect(short.analyse('зем').concepts).toEqual([])
    expect(short.analyse('земе').concepts).toEqual(['short'])
  })

  it('does not write Latin words in other letters', () => {
    expect(analyser.analyse('pabalsts').tokens[0]?.latin).toBeUndefined()
  })

  it.each([
    ['эвак', 'evak'],
    ['щука', 'scuka'],
    ['юрмала', 'jurmala'],
    ['объект', 'obekt'],
    ['pase', 'pase'],
  ])('writes %s as %s', (cyrillic, latin) => {
    expect(asLatvian(cyrillic)).toBe(latin)
  })
})

function concept(id: string, phrases: Partial<Pick<Concept, 'lv' | 'ru' | 'en'>>): Concept {
  return { id, group: 'thing', lv: [], ru: [], en: [], ...phrases }
}
