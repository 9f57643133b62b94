import { isNode, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import type { Problem } from './problem.ts'

/**
 * Parses YAML and checks it against a schema; every fault gets its line. `yaml` knows no executable types,
 * and aliases are refused, so a file cannot grow when it is read.
 */
export function parseYaml<T>(
  source: string,
  schema: z.ZodType<T>,
  file: string,
  firstLine = 1,
): { value: T; problems: [] } | { value: undefined; problems: Problem[] } {
  const hostile = tooDeep(source)
  if (hostile !== undefined) {
    const line = firstLine + source.slice(0, hostile).split('\n').length - 1
    return {
      value: undefined,
      problems: [{ file, line, problem: 'too large or nested too deeply', fix: 'Use plain fields and lists', level: 'error' }],
    }
  }
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines, uniqueKeys: true, prettyErrors: false })
  const at = (offset: number | undefined) => (offset === undefined ? firstLine : lines.linePos(offset).line + firstLine - 1)
  if (document.errors.length > 0) {
    return {
      value: undefined,
      problems: document.errors.map((error) => ({
        file,
        line: at(error.pos[0]),
        problem: `not valid YAML: ${error.message}`,
        fix: 'Mend this line; a text with ": " or a leading special character goes in quotes',
        level: 'error' as const,
      })),
    }
  }
  let data: unknown
  try {
    data = document.toJS({ maxAliasCount: 0 })
  } catch {
    return {
      value: undefined,
      problems: [
        {
          file,
          line: at(source.search(/(^|[\s[,])\*\w/)),
          problem: 'YAML aliases (*name) are not allowed',
          fix: 'Write the value out',
          level: 'error',
        },
      ],
    }
  }
  const parsed = schema.safeParse(data)
  if (parsed.success) return { value: parsed.data, problems: [] }
  return {
    value: undefined,
    problems: parsed.error.issues.map((issue) => {
      const path = issue.path.filter((part): part is string | number => typeof part !== 'symbol')
      return {
        file,
        line: at(offsetOf(document, issue.code === 'unrecognized_keys' ? [...path, issue.keys[0] ?? ''] : path)),
        problem: `${path.join('.') || 'the file'}: ${issue.message}`,
        fix:
          issue.code === 'unrecognized_keys' ? 'Remove it or correct its spelling' : 'Correct the value; docs/editing.md lists the fields',
        level: 'error' as const,
      }
    }),
  }
}

/** The lexicon is the largest file by far. */
const maxLength = 1_000_000
const maxBrackets = 12

/**
 * Where a file begins to be hostile: some kilobytes of brackets or keys inside keys bring a YAML parser to its knees,
 * so they are refused before it sees them. Undefined when the file is harmless.
 */
function tooDeep(source: string): number | undefined {
  if (source.length > maxLength) return 0
  const nested = /^[\s-]*\?(\s|$)|^\s*(?:-\s+){6}/m.exec(source)
  if (nested) return nested.index
  let depth = 0
  for (let index = 0; index < source.length; index++) {
    const character = source[index]
    if (character === '[' || character === '{') depth++
    else if (character === ']' || character === '}') depth = Math.max(0, depth - 1)
    if (depth > maxBrackets) return index
  }
  return undefined
}

/** Where the value of a path starts; the nearest parent when the value is missing. */
function offsetOf(document: ReturnType<typeof parseDocument>, path: (string | number)[]): number | undefined {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return node.range[0]
  }
  return undefined
}
