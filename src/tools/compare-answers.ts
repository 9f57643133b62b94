import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, relative, resolve } from 'node:path'
import type { Knowledge } from '../cards/load-knowledge.ts'
import { parseQuestions } from '../cards/questions.ts'
import type { Progress } from '../detection/build-model.ts'
import { readQuestionFile } from '../evaluation/question-file.ts'
import type { Language } from '../languages.ts'
import { answer } from '../turn/answer.ts'
import type { Deps } from '../turn/draft.ts'
import type { Outcome } from '../turn/outcome.ts'

export class CompareError extends Error {}

interface Asked {
  text: string
  language: Language
  /** Where the question stands. */
  where: string
}

interface Folders {
  knowledge: string
  intents: string
}

/**
 * The content folders as they were at a git commit, in a new temporary folder; the caller removes it.
 *
 * @throws CompareError when git does not know the commit or the folders
 */
export function checkoutContent(ref: string, folders: Folders): { folders: Folders; root: string; changed: string[] } {
  const git = (args: string[], cwd: string, input?: Buffer) =>
    execFileSync('git', args, { cwd, maxBuffer: 1 << 30, stdio: ['pipe', 'pipe', 'pipe'], ...(input && { input }) })
  // A name that begins with a dash would be read as an option.
  if (ref.startsWith('-')) throw new CompareError(`--against: ${ref} is no commit`)
  const root = mkdtempSync(join(tmpdir(), 'vpppd-against-'))
  try {
    const top = git(['rev-parse', '--show-toplevel'], folders.knowledge).toString().trim()
    const names = { knowledge: relative(top, resolve(folders.knowledge)), intents: relative(top, resolve(folders.intents)) }
    const archive = git(['archive', '--format=tar', ref, '--', names.knowledge, names.intents], top)
    execFileSync('tar', ['-x', '-C', root], { input: archive })
    const changed = git(['diff', '--name-only', ref, '--', names.knowledge, names.intents], top).toString().split('\n').filter(Boolean)
    return { root, folders: { knowledge: join(root, names.knowledge), intents: join(root, names.intents) }, changed }
  } catch (error) {
    rmSync(root, { recursive: true, force: true })
    const reason = (error as { stderr?: Buffer }).stderr?.toString().trim() || (error as Error).message
    throw new CompareError(`--against: ${reason}`)
  }
}

/** The questions of a file: labelled (`.jsonl`), a `.questions.md`, or plain text with one question a line. */
export function readAsked(file: string): Asked[] {
  if (!existsSync(file)) throw new CompareError(`${file} cannot be read`)
  if (file.endsWith('.jsonl')) return readQuestionFile(file).map(({ text, lang, id }) => ({ text, language: lang, where: id }))
  const source = readFileSync(file, 'utf8')
  if (file.endsWith('.md'))
    return parseQuestions(source, file).questions.map(({ text, language, line }) => ({
      text,
      language,
      where: `${basename(file)}:${line}`,
    }))
  return source
    .split('\n')
    .flatMap((text, index) =>
      text.trim() ? [{ text: text.trim(), language: 'lv' as const, where: `${basename(file)}:${index + 1}` }] : [],
    )
}

/** The questions of every card one of whose files changed. */
export function questionsOfChanged(changed: readonly string[], knowledge: Knowledge): Asked[] {
  const ids = new Set(changed.map((file) => basename(file).replace(/\.(lv|ru|en|questions)\.md$|\.yaml$/, '')))
  return [...ids].flatMap((id) =>
    (knowledge.questions.get(`service:${id}`) ?? []).map(({ text, language, file, line }) => ({
      text,
      language,
      where: `${basename(file)}:${line}`,
    })),
  )
}

export interface ChangedAnswer {
  question: Asked
  before: Outcome
  after: Outcome
}

/** The questions that get another answer now: another decision, service, part of the card, or other words. */
export function compareAnswers(questions: readonly Asked[], before: Deps, after: Deps, onProgress: Progress): ChangedAnswer[] {
  const ask = ({ text, language }: Asked, deps: Deps) => answer({ text, expected: language, context: [] }, deps).outcome
  return questions.flatMap((question, index): ChangedAnswer[] => {
    const change = { question, before: ask(question, before), after: ask(question, after) }
    if (index % 50 === 49 || index === questions.length - 1) onProgress(index + 1, questions.length)
    return subject(change.before) === subject(change.after) && change.before.text === change.after.text ? [] : [change]
  })
}

const subject = ({ decision, reason, services, facet, lifeEvents, socialGroups }: Outcome) =>
  [
    `${decision}${reason ? `:${reason}` : ''}`,
    decision === 'plan' ? (lifeEvents[0]?.id ?? socialGroups[0]?.id ?? '') : (services[0]?.id ?? ''),
    decision === 'answer' ? (facet ?? 'summary') : '',
  ]
    .filter(Boolean)
    .join(' ')

/** One changed answer as lines of text: what it was, what it is. */
export function describeChange({ question, before, after }: ChangedAnswer): string {
  const [old, now] = [subject(before), subject(after)]
  const head = `${question.where} ${question.language}  ${question.text}`
  if (old !== now) return `${head}\n  - ${old}\n  + ${now}`
  const lines = (text: string) => text.split('\n').filter((line) => line.trim())
  const gone = lines(before.text).filter((line) => !lines(after.text).includes(line))
  const come = lines(after.text).filter((line) => !lines(before.text).includes(line))
  return [head, `  = ${now}`, ...gone.map((line) => `  - ${line}`), ...come.map((line) => `  + ${line}`)].join('\n')
}
