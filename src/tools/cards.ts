import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { checkKnowledge } from '../cards/check-cards.ts'
import { formatProblem } from '../cards/problem.ts'
import { dateIn, systemClock } from '../clock.ts'
import { misplacedQuestions } from '../detection/misplaced-questions.ts'
import { ImportError, importCatalogue } from './import-catalogue.ts'
import { listStale } from './list-stale.ts'
import { knowledgeFolder, loadKnowledge, openAssistant, wrongUse } from './open-assistant.ts'
import { previewCard } from './preview-card.ts'
import { reportCoverage } from './report-coverage.ts'

const usage = `Use: npm run cards -- check            problems with file, line and fix; exit 1 when there is an error
     npm run cards -- stale [--on DATE]  what is due for review, by owner; exit 1 when something is overdue
     npm run cards -- preview <id>       what the assistant answers, for each section and language
     npm run cards -- import <export>    a catalogue export (TSV: organisation, service_name) into known-services.yaml
     npm run cards -- report             coverage: services, sections, questions, demand`

function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options: { on: { type: 'string' } } })
  } catch (error) {
    return wrongUse(`${error instanceof Error ? error.message : error}\n${usage}`)
  }
}

const { values, positionals } = readArguments()
const [command, id] = positionals
const today = dateIn(process.env.TZ_NAME || 'Europe/Riga', systemClock())
const on = values.on ?? today
if (!/^\d{4}-\d{2}-\d{2}$/.test(on)) wrongUse(`--on: must be a date such as 2027-03-01\n${usage}`)

switch (command) {
  case 'check':
    process.exit(await check())
    break
  case 'stale':
    process.exit(listStale(loadKnowledge(), on, (line) => process.stdout.write(`${line}\n`)))
    break
  case 'preview': {
    if (!id) wrongUse(usage)
    const deps = await openAssistant()
    if (!deps.knowledge.cards.has(id)) wrongUse(`there is no card ${id}`)
    process.stdout.write(previewCard(id, deps))
    break
  }
  case 'import': {
    if (!id) wrongUse(usage)
    try {
      const result = importCatalogue(id, loadKnowledge(), knowledgeFolder())
      process.stdout.write(
        `${result.entries} entries: ${result.joined} joined to cards, ${result.services.filter(({ card }) => !card).length} known services without a card\n`,
      )
    } catch (error) {
      if (error instanceof ImportError || (error as NodeJS.ErrnoException).code === 'ENOENT') wrongUse((error as Error).message)
      throw error
    }
    break
  }
  case 'report':
    process.stdout.write(reportCoverage(loadKnowledge(), join(knowledgeFolder(), 'demand.tsv')))
    break
  default:
    wrongUse(usage)
}

async function check(): Promise<number> {
  const deps = await openAssistant()
  const problems = [...checkKnowledge(deps.knowledge, today), ...misplacedQuestions(deps.knowledge, deps.understand)]
  for (const problem of problems) process.stdout.write(`${formatProblem(problem)}\n`)
  const errors = problems.filter(({ level }) => level === 'error').length
  process.stdout.write(`${deps.knowledge.cards.size} cards checked: ${errors} error(s), ${problems.length - errors} warning(s)\n`)
  return errors > 0 ? 1 : 0
}
