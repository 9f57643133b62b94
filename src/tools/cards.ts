import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { checkKnowledge } from '../cards/check-cards.ts'
import { formatProblem } from '../cards/problem.ts'
import { dateIn, systemClock } from '../clock.ts'
import { conceptUse } from '../detection/concept-use.ts'
import { loadModel } from '../detection/load-model.ts'
import { misplacedQuestions } from '../detection/misplaced-questions.ts'
import { QuestionFileError } from '../evaluation/question-file.ts'
import { progressBar } from '../progress-bar.ts'
import { type PreviewedAnswer, previewCard } from '../reports/preview-card.ts'
import { CompareError, checkoutContent, compareAnswers, describeChange, questionsOfChanged, readAsked } from './compare-answers.ts'
import { ImportError, importCatalogue } from './import-catalogue.ts'
import { listQuestions } from './list-questions.ts'
import { listStale } from './list-stale.ts'
import { folders, loadKnowledge, openAssistant, wrongUse } from './open-assistant.ts'
import { readRecord } from './open-record.ts'
import { reportCoverage } from './report-coverage.ts'

const usage = `Use: npm run cards -- check            problems with file, line and fix; exit 1 when there is an error
     npm run cards -- check --against <git-ref> [<questions>]
                                      which questions get another answer than at that commit: of a file (.jsonl,
                                      .questions.md, or one a line), or of the cards that changed
     npm run cards -- stale [--on DATE]  what is due for review, by owner; exit 1 when something is overdue
     npm run cards -- preview <id>       what the assistant answers, for each section and language
     npm run cards -- import <export>    a catalogue export (TSV or CSV: organisation, service_name) into known-services.yaml
     npm run cards -- questions <id> [--from DATE] [--to DATE]
                                      what people asked that this card answered, answered badly or should have answered
     npm run cards -- report [--from DATE] [--to DATE]
                                      coverage: services, sections, questions, demand; which cards drive handoffs`

function readArguments() {
  try {
    const date = { type: 'string' } as const
    return parseArgs({ allowPositionals: true, options: { on: date, from: date, to: date, against: { type: 'string' } } })
  } catch (error) {
    return wrongUse(`${error instanceof Error ? error.message : error}\n${usage}`)
  }
}

const { values, positionals } = readArguments()
const [command, id] = positionals
const { config, knowledge: knowledgeFolder } = folders()
const today = dateIn(config.TZ_NAME, systemClock())
for (const name of ['on', 'from', 'to'] as const) {
  const value = values[name]
  if (value !== undefined && (!/^\d{4}-\d{2}-\d{2}$/.test(value) || Number.isNaN(Date.parse(value))))
    wrongUse(`--${name}: must be a date such as 2027-03-01\n${usage}`)
}
const print = (text: string) => process.stdout.write(`${text}\n`)

switch (command) {
  case 'check':
    process.exit(values.against === undefined ? await check() : await checkAgainst(values.against, id))
    break
  case 'stale':
    process.exit(listStale(loadKnowledge(), values.on ?? today, print))
    break
  case 'preview': {
    if (!id) wrongUse(usage)
    const deps = await openAssistant()
    if (!deps.knowledge.cards.has(id)) wrongUse(`there is no card ${id}`)
    for (const answer of previewCard(id, deps)) print(describeAnswer(answer))
    print(
      `As a page: ${config.PUBLIC_URL ?? `http://localhost:${config.PORT}`}/console/content/${id} (while the service runs; it follows the file)`,
    )
    break
  }
  case 'import': {
    if (!id) wrongUse(usage)
    try {
      const result = importCatalogue(id, loadKnowledge(), knowledgeFolder)
      print(
        `${result.entries} entries: ${result.joined} joined to cards, ${result.services.filter(({ card }) => !card).length} known services without a card`,
      )
    } catch (error) {
      if (error instanceof ImportError || (error as NodeJS.ErrnoException).code === 'ENOENT') wrongUse((error as Error).message)
      throw error
    }
    break
  }
  case 'questions': {
    if (!id) wrongUse(usage)
    if (!loadKnowledge().cards.has(id)) wrongUse(`there is no card ${id}`)
    const record = await readRecord(values, systemClock, config)
    print(
      record
        ? listQuestions(id, record)
        : `Nothing has been asked here yet (no record in ${config.DATA_DIR}; DATABASE_URL names another one).`,
    )
    break
  }
  case 'report':
    process.stdout.write(
      reportCoverage(loadKnowledge(), join(knowledgeFolder, 'demand.tsv'), await readRecord(values, systemClock, config)),
    )
    break
  default:
    wrongUse(usage)
}

async function check(): Promise<number> {
  const knowledge = loadKnowledge()
  const model = await loadModel(knowledge, folders().cache, progressBar('Training the classifier'))
  const problems = [...checkKnowledge(knowledge, today), ...misplacedQuestions(knowledge, model), ...conceptUse(knowledge, model)]
  for (const problem of problems) print(formatProblem(problem))
  const errors = problems.filter(({ level }) => level === 'error').length
  print(`${knowledge.cards.size} cards checked: ${errors} error(s), ${problems.length - errors} warning(s)`)
  return errors > 0 ? 1 : 0
}

async function checkAgainst(ref: string, file: string | undefined): Promise<number> {
  const { knowledge, intents, cache } = folders()
  let root: string | undefined
  try {
    const asked = file === undefined ? undefined : readAsked(file)
    const old = checkoutContent(ref, { knowledge, intents })
    root = old.root
    const after = await openAssistant()
    const before = await openAssistant({ content: { ...old.folders, cache: join(cache, 'against') } })
    const questions = asked ?? questionsOfChanged(old.changed, after.knowledge)
    const changes = compareAnswers(questions, before, after, progressBar('Asking'))
    for (const change of changes) print(`${describeChange(change)}\n`)
    print(`${changes.length} of ${questions.length} questions get another answer than at ${ref} (${old.changed.length} files changed)`)
    return 0
  } catch (error) {
    if (!(error instanceof CompareError || error instanceof QuestionFileError)) throw error
    process.stderr.write(`${error.message}\n`)
    return 2
  } finally {
    if (root) rmSync(root, { recursive: true, force: true })
  }
}

function describeAnswer({ language, facet, text, options }: PreviewedAnswer): string {
  return `── ${language} · ${facet ?? 'summary'} ${'─'.repeat(40)}\n\n${text}\n\n${options.map((label) => `[${label}]`).join(' ')}\n`
}
