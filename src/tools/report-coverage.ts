import { readFileSync } from 'node:fs'
import { sectionKeys } from '../cards/facets.ts'
import type { Knowledge } from '../cards/load-knowledge.ts'
import { languages } from '../languages.ts'

/** How much of what people ask for the knowledge base covers. @param demandFile knowledge/demand.tsv */
export function reportCoverage(knowledge: Knowledge, demandFile: string): string {
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
  lines.push(...demandCovered(knowledge, demandFile))
  return `${lines.join('\n')}\n`
}

/** For each table of the demand study, the share of what was counted that falls on services with a card. */
function demandCovered(knowledge: Knowledge, file: string): string[] {
  const tables = new Map<string, { covered: number; counted: number }>()
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [table = '', , , , count = '', id = ''] = line.split('\t')
    const number = Number(count)
    if (!/^\d+$/.test(table) || Number.isNaN(number) || id === 'total') continue
    const sums = tables.get(table) ?? { covered: 0, counted: 0 }
    sums.counted += number
    if (knowledge.cards.has(id)) sums.covered += number
    tables.set(table, sums)
  }
  const known = knowledge.knownServices.filter(({ card }) => !card)
  return [
    'Demand covered (2019–2020, knowledge/demand.tsv)',
    ...[...tables].map(
      ([table, { covered, counted }]) =>
        `  table ${table.padEnd(16)}  ${counted === 0 ? '–' : `${((100 * covered) / counted).toFixed(1)} %`} of ${counted}`,
    ),
    `Known services without a card  ${known.length}`,
  ]
}
