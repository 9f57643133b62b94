import type { Language } from '../languages.ts'

const latvianLetters = /[āčēģīķļņšūž]/i
const cyrillic = /\p{Script=Cyrillic}/gu
const latin = /\p{Script=Latin}/gu
/** Letters that Latvian does not have; what they weigh against it, in margins. */
const foreignLetters = /[qwxy]/i
const foreignWeight = 0.6
/** By so much the best language must lead before it overrules the language of the conversation, in margins. */
const clearLead = 0.25
/** Russian in Latin letters must be plain: a few Latvian words look alike. */
const plainlyRussian = 0.2

/**
 * The language of a message. Script and Latvian letters decide where they can; the classifier decides the rest; what
 * says too little is in the language of the conversation.
 *
 * @param scores margins of the classifier for each language; for `ru` it knows Latin letters only
 */
export function detectLanguage(text: string, expected: Language, scores: Record<Language, number>): Language {
  const letters = text.match(latin)?.length ?? 0
  const russian = text.match(cyrillic)?.length ?? 0
  if (letters + russian === 0) return expected
  if (russian > letters) return 'ru'
  if (latvianLetters.test(text)) return 'lv'
  const lv = scores.lv - (foreignLetters.test(text) ? foreignWeight : 0)
  if (scores.ru > Math.max(lv, scores.en, plainlyRussian)) return 'ru'
  if (Math.abs(lv - scores.en) < clearLead && expected !== 'ru') return expected
  return lv >= scores.en ? 'lv' : 'en'
}
