/** Something wrong in a content file, said so that an editor can mend it. */
export interface Problem {
  file: string
  /** From 1; 0 when the whole file is meant. */
  line: number
  problem: string
  fix: string
  level: 'error' | 'warning'
}

export function formatProblem({ file, line, problem, fix, level }: Problem): string {
  return `${level === 'error' ? 'error  ' : 'warning'} ${file}${line > 0 ? `:${line}` : ''}  ${problem}\n        → ${fix}`
}
