import type { Knowledge } from '../cards/load-knowledge.ts'
import type { Problem } from '../cards/problem.ts'
import { ConceptMatcher } from './concepts.ts'
import { Analyser } from './features.ts'
import type { Model } from './model.ts'
import { Lemmatiser } from './words.ts'

const file = 'intents/concepts.yaml'
/** A meaning heard in more than this share of all questions tells none from another. */
const tooOften = 0.2

/** Meanings of the lexicon that no question holds, and such as nearly every one does. */
export function conceptUse(
  { concepts, questions }: Pick<Knowledge, 'concepts' | 'questions'>,
  { lemmas }: Pick<Model, 'lemmas'>,
): Problem[] {
  const lemmatiser = new Lemmatiser(lemmas)
  const analyser = new Analyser(lemmatiser, new ConceptMatcher(concepts, lemmatiser), lemmas)
  const heard = new Map<string, number>()
  const texts = [...questions.values()].flat()
  for (const { text } of texts) for (const id of analyser.analyse(text).concepts) heard.set(id, (heard.get(id) ?? 0) + 1)
  return concepts.flatMap(({ id }): Problem[] => {
    const count = heard.get(id) ?? 0
    const problem = (text: string, fix: string): Problem => ({ file, line: 0, problem: text, fix, level: 'warning' })
    if (count === 0) return [problem(`concept "${id}" occurs in no question`, 'Add questions that use its words, or remove it')]
    if (count > texts.length * tooOften)
      return [
        problem(
          `concept "${id}" is heard in ${Math.round((count / texts.length) * 100)} % of all questions`,
          'Take out its broadest words',
        ),
      ]
    return []
  })
}
