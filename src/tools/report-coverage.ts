import { sectionKeys } from '../cards/facets.ts'
import type { Knowledge } from '../cards/load-knowledge.ts'
import { languages } from '../languages.ts'

/** How much of what people ask for the knowledge base covers. */
export function reportCoverage(knowledge: Knowledge): string {
  const cards = [...knowledge.cards.values()]
  const lines = [`Services with a card      ${cards.length}`]
  for (const language of languages) lines.push(`  in ${language}                    ${cards.filter((card) => card.texts[language]).length}`)
  lines.push('Sections')
  for (const key of sectionKeys) lines.push(`  ${key.padEnd(22)}  ${cards.filter((card) => card.texts.lv.sections[key]).length}`)
  lines.push('Questions people ask')
  const questions = [...knowledge.questions].filter(([label]) => label.startsWith('service:')).flatMap(([, list]) => list)
  for (const language of languages)
    lines.push(`  ${language.padEnd(22)}  ${questions.filter((question) => question.language === language).length}`)
  lines.push(
    `Life events               ${knowledge.lifeEvents.size}`,
    `Social groups             ${knowledge.socialGroups.size}`,
    `Figures                   ${knowledge.figures.size}`,
  )
  lines.push('Confidence of the facts')
  for (const level of ['high', 'medium', 'low'])
    lines.push(`  ${level.padEnd(22)}  ${cards.filter((card) => card.confidence === level).length}`)
  return `${lines.join('\n')}\n`
}
