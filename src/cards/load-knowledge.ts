import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { type WorkingHours, workingHoursSchema } from '../handoff/calendar.ts'
import { isLanguage, type Language, languages } from '../languages.ts'
import { readCache, writeCache } from '../store/file-cache.ts'
import type { Card, CardFrontMatter } from './card.ts'
import { type Figure, type Figures, figuresSchema } from './figures.ts'
import { type Concept, conceptsSchema, type Institution, type Intent, institutionsSchema, intentSchema } from './intent.ts'
import { type KnownService, knownServicesSchema } from './known-service.ts'
import { type Municipality, municipalitiesSchema } from './municipality.ts'
import { type ParsedCardFile, parseCardFile } from './parse-card.ts'
import type { Problem } from './problem.ts'
import { parseQuestions, type Question } from './questions.ts'
import { type Wording, type Wordings, wordingSchema } from './wording.ts'
import { parseYaml } from './yaml.ts'

/** One consistent state of everything the editors own. Never changed, only replaced. */
export interface Knowledge {
  cards: ReadonlyMap<string, Card>
  /** Services for which people's questions exist, also those whose card is missing or broken. */
  questions: ReadonlyMap<string, Question[]>
  figures: Figures
  institutions: ReadonlyMap<string, Institution>
  municipalities: readonly Municipality[]
  /** Services of the catalogue, most of them without a card. */
  knownServices: readonly KnownService[]
  lifeEvents: ReadonlyMap<string, Intent>
  socialGroups: ReadonlyMap<string, Intent>
  concepts: readonly Concept[]
  wordings: Wordings
  workingHours: WorkingHours
  problems: readonly Problem[]
}

/**
 * What a list of example messages teaches: `service:<id>`, `life-event:<id>`, `social-group:<id>`, or a kind
 * of message (`human`, `smalltalk`, `unsafe`, `out-of-scope`, `near-miss`), or `facet:<facet>`.
 */
export type Label = string

type Parsed =
  | { kind: 'card'; value: ParsedCardFile }
  | { kind: 'questions'; label: Label; value: Question[] }
  | { kind: 'figures'; value: Figure[] }
  | { kind: 'institutions'; value: Institution[] }
  | { kind: 'municipalities'; value: Municipality[] }
  | { kind: 'known'; value: KnownService[] }
  | { kind: 'intent'; value: Intent }
  | { kind: 'concepts'; value: Concept[] }
  | { kind: 'hours'; value: WorkingHours }
  | { kind: 'wording'; language: Language; value: Wording }

interface FileState {
  /** Changes whenever the file does: when it was written, its size, and which file it is. */
  stamp: string
  hash: string
  problems: Problem[]
  lastGood: Parsed | undefined
}

/** The content lacks what nothing can be said without. The message names files and lines. */
export class UnusableContent extends Error {}

export class KnowledgeLoader {
  readonly #folders: { path: string; name: string }[]
  readonly #files: Map<string, FileState>
  readonly #cacheFile: string | undefined
  #changed = false

  /** With a cache folder, what was parsed before need not be parsed again at the next start. */
  constructor(folders: { knowledge: string; intents: string }, cacheFolder?: string) {
    this.#folders = [
      { path: folders.knowledge, name: 'knowledge' },
      { path: folders.intents, name: 'intents' },
    ]
    this.#cacheFile = cacheFolder && join(cacheFolder, 'knowledge.json')
    this.#files = new Map(this.#cacheFile ? readCache<[string, FileState][]>(this.#cacheFile, parserVersion) : [])
  }

  /**
   * Reads what changed since the last call. A broken file is reported and its last good version stays in use.
   * Throws when a folder or a wording file is missing: without them there is nothing to say.
   */
  load(onProgress: (done: number, total: number) => void = () => {}): Knowledge {
    const seen = new Map<string, string>()
    for (const { path, name } of this.#folders) {
      if (!existsSync(path))
        throw new UnusableContent(`folder ${path} does not exist; KNOWLEDGE_DIR and INTENTS_DIR say where the content is`)
      for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) {
        // Mounted configuration comes as links to files.
        if (!(entry.isFile() || entry.isSymbolicLink()) || entry.name.startsWith('.') || entry.name.endsWith('~')) continue
        const file = join(entry.parentPath, entry.name)
        const shown = join(name, relative(path, file))
        seen.set(shown, file)
      }
    }
    let done = 0
    for (const [shown, file] of seen) {
      this.#read(file, shown)
      if (++done % 500 === 0 || done === seen.size) onProgress(done, seen.size)
    }
    for (const file of [...this.#files.keys()]) if (!seen.has(file)) this.#changed = this.#files.delete(file)
    if (this.#changed && this.#cacheFile) writeCache(this.#cacheFile, parserVersion, [...this.#files])
    this.#changed = false
    return assemble([...this.#files.values()])
  }

  #read(path: string, shown: string): void {
    const before = this.#files.get(shown)
    const stamp = stampOf(path)
    // Reading every file at every start would take longer than all the rest of it.
    if (stamp === undefined || before?.stamp === stamp) return
    const source = readIfThere(path)
    if (source === undefined) return
    this.#changed = true
    const hash = createHash('sha1').update(source).digest('base64')
    if (before?.hash === hash) {
      this.#files.set(shown, { ...before, stamp })
      return
    }
    const { parsed, problems } = parseFile(source, shown)
    this.#files.set(shown, { stamp, hash, problems, lastGood: parsed ?? before?.lastGood })
  }
}

/** Undefined when the file has vanished since it was listed. A link is what it points to. */
function stampOf(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false, bigint: true })
  return found && `${found.mtimeNs} ${found.ctimeNs} ${found.size} ${found.ino}`
}

/** The text of a file; undefined when it vanished since it was listed, or is a link to something else. */
function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (['ENOENT', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
  }
}

/**
 * Changes whenever the code that parses changes, so that a cache of an older version is not read. Taken when this code
 * is loaded: a process that runs on while the files change must not pass off what it parsed as the new code's.
 */
const parserVersion = readdirSync(import.meta.dirname)
  .sort()
  .reduce((hash, name) => hash.update(readFileSync(join(import.meta.dirname, name))), createHash('sha1'))
  .digest('base64')

function parseFile(source: string, file: string): { parsed?: Parsed | undefined; problems: Problem[] } {
  const name = basename(file)
  const card = /^([a-z0-9-]+)\.(lv|ru|en)\.md$/.exec(name)
  if (file.startsWith('knowledge') && card) {
    const result = parseCardFile(source, file, card[2] as Language)
    if (result.card && result.card.frontMatter.id !== card[1]) {
      return {
        problems: [
          ...result.problems,
          {
            file,
            line: 2,
            problem: `id "${result.card.frontMatter.id}" is not the file's name`,
            fix: `Write id: ${card[1]}`,
            level: 'error',
          },
        ],
      }
    }
    return { parsed: result.card && { kind: 'card', value: result.card }, problems: result.problems }
  }
  if (name.endsWith('.questions.md')) {
    const { questions, problems } = parseQuestions(source, file)
    const label = labelOfQuestionFile(file)
    if (label) return { parsed: { kind: 'questions', label, value: questions }, problems }
  }
  const wording = /^wording\.(\w+)\.yaml$/.exec(name)
  if (wording && isLanguage(wording[1])) {
    const { value, problems } = parseYaml(source, wordingSchema, file)
    return { parsed: value && { kind: 'wording', language: wording[1], value }, problems }
  }
  if (/^knowledge.figures/.test(file) && name.endsWith('.yaml')) {
    const { value, problems } = parseYaml(source, figuresSchema, file)
    return {
      parsed: value && { kind: 'figures', value: value.map((figure) => ({ ...figure, file, line: lineOf(source, `id: ${figure.id}`) })) },
      problems,
    }
  }
  if (name === 'institutions.yaml') {
    const { value, problems } = parseYaml(source, institutionsSchema, file)
    return { parsed: value && { kind: 'institutions', value }, problems }
  }
  if (name === 'working-hours.yaml') {
    const { value, problems } = parseYaml(source, workingHoursSchema, file)
    return { parsed: value && { kind: 'hours', value }, problems }
  }
  if (name === 'known-services.yaml') {
    const { value, problems } = parseYaml(source, knownServicesSchema, file)
    return { parsed: value && { kind: 'known', value }, problems }
  }
  if (name === 'municipalities.yaml') {
    const { value, problems } = parseYaml(source, municipalitiesSchema, file)
    return { parsed: value && { kind: 'municipalities', value: value.municipalities }, problems }
  }
  if (name === 'concepts.yaml') {
    const { value, problems } = parseYaml(source, conceptsSchema, file)
    return { parsed: value && { kind: 'concepts', value }, problems }
  }
  if (/^intents.(life-events|social-groups)/.test(file) && name.endsWith('.yaml')) {
    const { value, problems } = parseYaml(source, intentSchema, file)
    return { parsed: value && { kind: 'intent', value }, problems }
  }
  // Figures of demand, read by `cards report`.
  if (/README/i.test(name) || name === 'demand.tsv') return { problems: [] }
  return {
    problems: [
      {
        file,
        line: 0,
        problem: 'nothing reads a file of this name',
        fix: 'Rename it as docs/editing.md says, or move it away',
        level: 'warning',
      },
    ],
  }
}

function labelOfQuestionFile(file: string): Label | undefined {
  const id = basename(file).slice(0, -'.questions.md'.length)
  if (file.startsWith('knowledge')) return `service:${id}`
  if (/life-events/.test(file)) return `life-event:${id}`
  if (/social-groups/.test(file)) return `social-group:${id}`
  if (/facets/.test(file)) return `facet:${id}`
  return /phrases/.test(file) ? id : undefined
}

function lineOf(source: string, text: string): number {
  const index = source.indexOf(text)
  return index < 0 ? 0 : source.slice(0, index).split('\n').length
}

function assemble(files: FileState[]): Knowledge {
  const problems = files.flatMap((file) => file.problems)
  const good = files.flatMap((file) => (file.lastGood ? [file.lastGood] : []))
  const of = <K extends Parsed['kind']>(kind: K) => good.filter((parsed): parsed is Extract<Parsed, { kind: K }> => parsed.kind === kind)

  const cardFiles = of('card').map((parsed) => parsed.value)
  const cards = new Map<string, Card>()
  for (const original of cardFiles.filter((file) => file.language === 'lv')) {
    const frontMatter = original.frontMatter as CardFrontMatter
    cards.set(frontMatter.id, { ...frontMatter, texts: { lv: original.text } })
  }
  for (const { frontMatter, language, text } of cardFiles) {
    const card = cards.get(frontMatter.id)
    if (card) card.texts[language] = text
  }
  const wordings = Object.fromEntries(of('wording').map((parsed) => [parsed.language, parsed.value])) as Record<Language, Wording>
  const missing = languages.filter((language) => !wordings[language])
  if (missing.length > 0) {
    const reasons = problems
      .filter((problem) => problem.file.includes('wording'))
      .map((problem) => `\n  ${problem.file}:${problem.line} ${problem.problem}`)
    throw new UnusableContent(`no usable wording for ${missing.join(', ')}${reasons.join('')}`)
  }
  const [hours] = of('hours')
  if (!hours) {
    const reasons = problems
      .filter(({ file }) => file.includes('working-hours'))
      .map(({ file, line, problem }) => `\n  ${file}:${line} ${problem}`)
    throw new UnusableContent(`no usable intents/working-hours.yaml${reasons.join('')}`)
  }
  const figures = new Map<string, Figure>()
  for (const { value } of of('figures')) for (const figure of value) figures.set(`${basename(figure.file, '.yaml')}.${figure.id}`, figure)
  const intents = of('intent').map((parsed) => parsed.value)
  return {
    cards: new Map([...cards].sort(([a], [b]) => (a < b ? -1 : 1))),
    questions: new Map(
      of('questions')
        .map(({ label, value }): [Label, Question[]] => [label, value])
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
    figures,
    institutions: new Map(of('institutions').flatMap(({ value }) => value.map((institution) => [institution.id, institution] as const))),
    knownServices: of('known').flatMap(({ value }) => value),
    municipalities: of('municipalities').flatMap(({ value }) => value),
    lifeEvents: new Map(intents.filter(({ kind }) => kind === 'life-event').map((intent) => [intent.id, intent])),
    socialGroups: new Map(intents.filter(({ kind }) => kind === 'social-group').map((intent) => [intent.id, intent])),
    concepts: of('concepts').flatMap(({ value }) => value),
    wordings,
    workingHours: hours.value,
    problems,
  }
}
