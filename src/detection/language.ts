import { eld } from 'eld/small'
import { isLanguage, type Language } from '../languages.ts'

eld.setLanguageSubset(['lv', 'ru', 'en'])

const latvianLetters = /[āčēģīķļņšūž]/i
const cyrillic = /\p{Script=Cyrillic}/gu
const latin = /\p{Script=Latin}/gu

/**
 * The language of a message. Script and Latvian letters decide where they can; a detector decides longer text;
 * one or two plain words say too little, so there the conversation's language holds.
 */
export function detectLanguage(text: string, expected: Language): Language {
  const letters = text.match(latin)?.length ?? 0
  const russian = text.match(cyrillic)?.length ?? 0
  if (letters + russian === 0) return expected
  if (russian > letters) return 'ru'
  if (latvianLetters.test(text)) return 'lv'
  const fromWords = commonWords(text)
  if (fromWords) return fromWords
  if (letters < 12) return expected === 'ru' ? 'lv' : expected
  const guess = eld.detect(text).language
  return isLanguage(guess) && guess !== 'ru' ? guess : expected === 'ru' ? 'lv' : expected
}

const latvianWords = new Set(
  'ka kas kur kad cik vai es man mani mans mana mes mums ir nav bija but par pie ar no uz un bet lai jau vel tik loti ludzu paldies gribu vajag var varu kads kada kadi kadus sveiki labdien pabalsts pabalstu pensija pase'.split(
    ' ',
  ),
)
const englishWords = new Set(
  'the and for how what where when who which is are am do does did can could would should my your we our you have has had with from this that there please thanks hello need want get much many long if not it of to'.split(
    ' ',
  ),
)

/** Words that only one of the two Latin-script languages has; undefined when they say nothing. */
function commonWords(text: string): Language | undefined {
  let balance = 0
  for (const word of text.toLowerCase().split(/[^\p{L}]+/u)) {
    if (latvianWords.has(word)) balance++
    if (englishWords.has(word)) balance--
  }
  return balance > 0 ? 'lv' : balance < 0 ? 'en' : undefined
}
