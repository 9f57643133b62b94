import type { Knowledge } from '../cards/load-knowledge.ts'
import type { Problem } from '../cards/problem.ts'
import type { Understand } from './understand.ts'

/** By so much the other service must fit better before it is worth an editor's time, in margins. */
const clearly = 0.4

/** Questions that fit another service better than their own, although the classifier has learnt them. */
export function misplacedQuestions(knowledge: Knowledge, understand: Understand): Problem[] {
  return [...knowledge.questions].flatMap(([label, list]) => {
    const [kind, id] = label.split(':')
    if (kind !== 'service') return []
    return list.flatMap(({ text, language, file, line }): Problem[] => {
      const { services } = understand(text, language)
      const best = services[0]
      const own = services.find((service) => service.id === id)
      if (!best || best.id === id || best.score - (own?.score ?? -1.5) < clearly) return []
      return [
        {
          file,
          line,
          problem: `this question fits ${best.id} better: "${text.slice(0, 80)}"`,
          fix: 'Move it there, reword it, or say in it what makes it this service',
          level: 'warning',
        },
      ]
    })
  })
}
