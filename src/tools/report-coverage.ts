import { readFileSync } from 'node:fs'
import { sectionKeys } from '../cards/facets.ts'
import type { Knowledge } from '../cards/load-knowledge.ts'
import { languages } from '../languages.ts'
import type { AskedQuestion } from '../reports/asked-questions.ts'
import type { RecordOfPeriod } from './open-record.ts'

/**
 * How much of what people ask for the knowledge base covers, and which cards drive handoffs.
 *
 * @param demandFile knowledge/demand.tsv
 * @param record what was asked here; undefined when nothing was recorded yet
 */
export function reportCoverage(knowledge: Knowledge, demandFile: string, record: RecordOfPeriod | undefined): string {
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
  lines.push(...demandCovered(knowledge, demandFile), ...handoffDrivers(record))
  return `${lines.join('\n')}\n`
}

const maxDrivers = 15

/** The cards whose questions went to a person most often, with the reasons. */
function handoffDrivers(record: RecordOfPeriod | undefined): string[] {
  if (!record) return ['Handoffs                  nothing is recorded yet']
  const handed = record.asked.filter(({ decision }) => decision === 'handoff')
  const share = record.asked.length === 0 ? '' : ` (${((100 * handed.length) / record.asked.length).toFixed(1)} %)`
  const byService = new Map<string, AskedQuestion[]>()
  for (const question of handed) {
    const id = question.services[0]?.id ?? 'no service'
    byService.set(id, [...(byService.get(id) ?? []), question])
  }
  return [
    `Handoffs ${record.firstDay} to ${record.lastDay}  ${handed.length} of ${record.asked.length} questions${share}`,
    ...[...byService]
      .sort(([, a], [, b]) => b.length - a.length)
      .slice(0, maxDrivers)
      .map(([id, questions]) => {
        const reasons = [...new Set(questions.map(({ reason }) => reason ?? ''))].map(
          (reason) => `${reason} ${questions.filter((question) => question.reason === reason).length}`,
        )
        return `  ${id.padEnd(36)}  ${String(questions.length).padStart(4)}  ${reasons.join(', ')}`
      }),
  ]
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
