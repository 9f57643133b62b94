import type { Knowledge } from '../cards/load-knowledge.ts'
import type { Question } from '../cards/questions.ts'
import type { Language } from '../languages.ts'
import type { QuestionPool } from './month-citizens.ts'
import type { Dice } from './month-random.ts'

/** Of a hundred questions so many are about services, small talk, out of scope, near misses. */
const kinds = ['service', 'smalltalk', 'out-of-scope', 'near-miss'] as const
const kindWeights = [90, 5, 3, 2]

/** People's questions of all cards, and the lists of other messages. */
export function questionPool({ questions }: Knowledge): QuestionPool {
  const listOf = (wanted: (label: string) => boolean, language: Language) =>
    [...questions].flatMap(([label, list]) => (wanted(label) ? list.filter((question) => question.language === language) : []))
  const lists = new Map<string, Question[]>()
  const remembered = (name: string, language: Language, wanted: (label: string) => boolean) => {
    const key = `${name} ${language}`
    const list = lists.get(key) ?? listOf(wanted, language)
    lists.set(key, list)
    return list
  }
  const pick = (dice: Dice, name: string, language: Language, wanted: (label: string) => boolean) =>
    dice.pick(remembered(name, language, wanted)).text
  return {
    ask(dice, language, taxes) {
      const kind = kinds[dice.weighted(kindWeights)] ?? 'service'
      if (kind !== 'service') return pick(dice, kind, language, (label) => label === kind)
      return taxes
        ? pick(dice, 'taxes', language, (label) => label.startsWith('service:vid-'))
        : pick(dice, 'services', language, (label) => label.startsWith('service:'))
    },
    wantsPerson: (dice, language) => pick(dice, 'human', language, (label) => label === 'human'),
  }
}
