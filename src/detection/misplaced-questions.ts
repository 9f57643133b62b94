import type { Knowledge } from '../cards/load-knowledge.ts'
import type { Problem } from '../cards/problem.ts'
import type { Model } from './model.ts'

/** Questions that would be taken for another card's, had the classifier not learnt them as this card's. */
export function misplacedQuestions(knowledge: Knowledge, { doubtful }: Pick<Model, 'doubtful'>): Problem[] {
  const byText = new Map(doubtful.map((example) => [`${example.label} ${example.text}`, example]))
  return [...knowledge.questions].flatMap(([label, list]) =>
    label.startsWith('service:')
      ? list.flatMap(({ text, file, line }): Problem[] => {
          const doubt = byText.get(`${label} ${text}`)
          // A broad situation and its main service share their words; two cards should not.
          if (!doubt?.other.startsWith('service:')) return []
          return [
            {
              file,
              line,
              problem: `this question fits ${doubt.other.replace(/^service:/, '')} better: "${text.slice(0, 80)}"`,
              fix: 'Move it there, reword it, or say in it what makes it this service',
              level: 'warning',
            },
          ]
        })
      : [],
  )
}
