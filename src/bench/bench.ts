/** One measured figure; `baseline` names what it is compared with in the same run. */
export interface Figure {
  name: string
  value: number
  unit: string
  /** value ÷ baseline's value, where there is one. */
  ratio?: number
  baseline?: string
  /** What the issue or contract asks for, as text. */
  goal?: string
}

export interface BenchContext {
  /** The whole size, of what is smaller otherwise. */
  full: boolean
  /** A progress bar for long work. */
  progress(what: string): (done: number, total: number) => void
  /** Removed at the end of the run. */
  temporaryFolder(): string
}

/** A benchmark; throws BenchSkipped when what it needs is not there. */
export type Bench = (context: BenchContext) => Promise<Figure[]>

/** Something that only some machines have is missing; the message says what. */
export class BenchSkipped extends Error {}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** `name: value unit (× baseline)` as the contract has it. */
export function formatFigure({ name, value, unit, ratio, baseline, goal }: Figure): string {
  const shown = Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(3)
  const against = ratio === undefined || baseline === undefined ? '' : ` (× ${ratio.toFixed(2)} ${baseline})`
  return `${name}: ${shown}${unit ? ` ${unit}` : ''}${against}${goal ? `   [goal ${goal}]` : ''}`
}
