import { isLanguage, type Language } from '../languages.ts'
import type { Problem } from './problem.ts'

/** One way in which people ask, from a `.questions.md` file. */
export interface Question {
  language: Language
  text: string
  /** For near misses: the real service that is meant. */
  means: string | null
  file: string
  line: number
}

/** Headings `## lv`, `## ru`, `## en`, one list item a question. `{…}` at the end names the service that is meant. */
export function parseQuestions(source: string, file: string): { questions: Question[]; problems: Problem[] } {
  const questions: Question[] = []
  const problems: Problem[] = []
  let language: Language | undefined
  source.split(/\r?\n/).forEach((raw, index) => {
    const line = raw.trim()
    if (!line) return
    const heading = /^##\s+(\S+)$/.exec(line)
    if (heading) {
      language = isLanguage(heading[1]) ? heading[1] : undefined
      if (!language)
        problems.push({
          file,
          line: index + 1,
          problem: `unknown language "${heading[1]}"`,
          fix: 'Use ## lv, ## ru or ## en',
          level: 'error',
        })
      return
    }
    const item = /^[-*]\s+(.*?)(?:\s+\{([^{}]+)\})?$/.exec(line)
    if (!item?.[1] || !language) {
      problems.push({
        file,
        line: index + 1,
        problem: 'not a list item under a language',
        fix: 'Write "- question" under ## lv, ## ru or ## en',
        level: 'error',
      })
      return
    }
    questions.push({ language, text: item[1], means: item[2] ?? null, file, line: index + 1 })
  })
  return { questions, problems }
}
