import { isLanguage, type Language } from '../languages.ts'
import { type Facet, isFacet } from './facets.ts'
import type { Problem } from './problem.ts'

/** One way in which people ask, from a `.questions.md` file. */
export interface Question {
  language: Language
  text: string
  /** Which part of the card is asked for, the main one first; `none` when no part is. Empty: nobody has said yet. */
  facets: (Facet | 'none')[]
  /** For near misses: the real service that is meant. */
  means: string | null
  file: string
  line: number
}

/**
 * Headings `## lv`, `## ru`, `## en`, one list item a question. `{fee}` or `{deadline, fee}` at the end names the parts
 * of the card that are asked for; other words there name the service that is meant.
 */
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
    const facets = facetsOf(item[2])
    questions.push({ language, text: item[1], facets, means: facets.length > 0 ? null : (item[2] ?? null), file, line: index + 1 })
  })
  return { questions, problems }
}

function facetsOf(mark: string | undefined): Question['facets'] {
  const words = (mark ?? '').split(',').map((word) => word.trim())
  return words.every((word): word is Facet | 'none' => word === 'none' || isFacet(word)) ? words : []
}
