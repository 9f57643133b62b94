import type { Counted } from './month-recount.ts'

/** What is used of `GET /api/v1/reports/quality`. */
export interface QualityAnswer {
  figures: (Counted & { id: string; unit: string })[]
}

/** What is used of `GET /api/v1/reports/cases`. */
export interface CasesAnswer {
  total: Record<string, number>
  cases: CaseRow[]
  corrections: CaseRow[]
}

interface CaseRow {
  month: string
  channel: string
  centre: string
  kind: string
  cases: number
}

/** A figure as the board shows it beside the recount. */
export interface Compared {
  what: string
  board: string
  recount: string
  equal: boolean
}

/** Every figure of either side. */
export function compareFigures({ figures }: QualityAnswer, own: ReadonlyMap<string, Counted>): Compared[] {
  const units = new Map(figures.map(({ id, unit }) => [id, unit]))
  const board = new Map(figures.map((figure): [string, Counted] => [figure.id, figure]))
  return [...new Set([...board.keys(), ...own.keys()])].map((id) => {
    const [a, b] = [board.get(id), own.get(id)]
    const same =
      a !== undefined && b !== undefined && close(a.value, b.value) && a.numerator === b.numerator && a.denominator === b.denominator
    return { what: id, board: shown(a, units.get(id)), recount: shown(b, units.get(id)), equal: same }
  })
}

/** Shares are quotients of the same whole numbers. */
function close(a: number | null, b: number | null): boolean {
  return a === b || (a !== null && b !== null && Math.abs(a - b) < 1e-9)
}

function shown(figure: Counted | undefined, unit: string | undefined): string {
  if (!figure) return 'missing'
  const { value, numerator, denominator } = figure
  if (value === null) return `– (of ${denominator})`
  if (unit === 'time') return `${duration(value)} (of ${denominator})`
  if (unit === 'count') return `${value}`
  return `${unit === 'score' ? value.toFixed(3) : `${(100 * value).toFixed(2)} %`} (${numerator} / ${denominator})`
}

/** `1 h 05 min`, `4 min 10 s` */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000)
  const two = (value: number) => String(value).padStart(2, '0')
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`
  if (seconds < 100 * 3600) return `${Math.floor(seconds / 3600)} h ${two(Math.floor((seconds % 3600) / 60))} min`
  return `${(seconds / 86_400).toFixed(1)} days`
}

/** Each row of the export, and what became of earlier cases, against the ledger. */
export function compareCases(
  { cases, corrections }: CasesAnswer,
  own: { cases: ReadonlyMap<string, number>; before: ReadonlyMap<string, number>; after: ReadonlyMap<string, number> },
): Compared[] {
  const changes = new Map([...own.after].map(([key, count]) => [key, count - (own.before.get(key) ?? 0)]))
  for (const [key, count] of own.before) if (!own.after.has(key)) changes.set(key, -count)
  for (const [key, change] of changes) if (change === 0) changes.delete(key)
  return [...compareRows('cases', cases, own.cases), ...compareRows('correction', corrections, changes)]
}

function compareRows(what: string, rows: readonly CaseRow[], own: ReadonlyMap<string, number>): Compared[] {
  const exported = new Map(rows.map(({ month, channel, centre, kind, cases }) => [`${month} ${channel} ${centre} ${kind}`, cases]))
  return [...new Set([...exported.keys(), ...own.keys()])].sort().map((key) => {
    const [a = 0, b = 0] = [exported.get(key), own.get(key)]
    return { what: `${what}: ${key}`, board: String(a), recount: String(b), equal: a === b }
  })
}
