import { readFileSync } from 'node:fs'
import { eld } from 'eld/medium'
import { detect } from 'tinyld'
import { type Language, languages } from '../languages.ts'
import { openAssistant } from '../tools/open-assistant.ts'
import type { Bench, Figure } from './bench.ts'
import { evalPath } from './eval-folder.ts'
import { addNoise } from './noise-text.ts'

/** The English side of the Latvian pairs; the other pairs' English sides say much the same. */
const files: Record<Language, string> = { lv: 'tatoeba.lvs-eng.lvs', ru: 'tatoeba.rus-eng.rus', en: 'tatoeba.lvs-eng.eng' }
/** Longer sentences are easy for everyone. */
const maxLength = 40

interface Sentence {
  text: string
  language: Language
}

/** Share of sentences whose language is found; sentences from everyday talk, not from the field of the service. */
export const bench: Bench = async () => {
  const sentences = languages.flatMap(readSentences)
  const { understand } = await openAssistant()
  eld.setLanguageSubset([...languages])
  const eldFinds = ({ text, language }: Sentence) => Number(eld.detect(text).language === language)
  const tinyldFinds = ({ text, language }: Sentence) => Number(detect(text, { only: [...languages] }) === language)
  const findsAfter = (expected: Language, { text, language }: Sentence) => Number(understand(text, expected).language === language)
  /** The conversation was in this language before. */
  const findsExpected = (sentence: Sentence) => findsAfter(sentence.language, sentence)
  /** It was in one of the two others. */
  const findsUnexpected = (sentence: Sentence) => {
    const others = languages.filter((other) => other !== sentence.language)
    return mean(others.map((other) => findsAfter(other, sentence)))
  }
  return [
    { how: 'clean', goal: '≥ 99.9 %', asked: sentences },
    {
      how: 'without diacritics',
      goal: '≥ 99.8 %',
      asked: sentences.map(({ text, language }) => ({ language, text: addNoise(text, 0, { strip: true }) })),
    },
  ].flatMap(({ how, goal, asked }): Figure[] => {
    const ofEld = mean(asked.map(eldFinds))
    const ours = (name: string, finds: (sentence: Sentence) => number): Figure[] => {
      const all = mean(asked.map(finds))
      const each = languages.map((language) => {
        const some = asked.filter((sentence) => sentence.language === language)
        return { name: `${how}, ${name}, ${language} (${some.length})`, value: 100 * mean(some.map(finds)), unit: '%' }
      })
      return [
        { name: `${how}, ${name}, all (${asked.length})`, value: 100 * all, unit: '%', ratio: all / ofEld, baseline: 'eld', goal },
        ...each,
      ]
    }
    return [
      ...ours('conversation in that language', findsExpected),
      ...ours('conversation in another language', findsUnexpected),
      { name: `${how}, eld/medium of three languages`, value: 100 * ofEld, unit: '%' },
      // It was trained on Tatoeba: its figures are flattered.
      { name: `${how}, tinyld of three languages`, value: 100 * mean(asked.map(tinyldFinds)), unit: '%' },
    ]
  })
}

function readSentences(language: Language): Sentence[] {
  const lines = readFileSync(evalPath('public/tatoeba-laser', files[language]), 'utf8').split('\n')
  return [...new Set(lines)].filter((text) => text && text.length <= maxLength).map((text) => ({ text, language }))
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
