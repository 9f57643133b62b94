import type { FigureUnit } from '../../reports/figure-definitions.ts'
import type { BoardWords } from './board-words.ts'
import type { ConsoleLanguage } from './words.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** `40 s`, `3 min`, `1 h 20 min`, `2 d 3 h`: two units at most. */
export function duration(ms: number, { units }: BoardWords): string {
  if (ms < minute) return `${Math.round(ms / second)} ${units.s}`
  const minutes = Math.round(ms / minute)
  const parts: [number, string][] =
    ms < day
      ? [
          [Math.floor(minutes / 60), units.h],
          [minutes % 60, units.min],
        ]
      : [
          [Math.floor(ms / day), units.d],
          [Math.floor((ms % day) / hour), units.h],
        ]
  const shown = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`)
  return shown.join(' ') || `0 ${units.min}`
}

/** Cut, not rounded: 94.96 % must not look like the 95 % that it misses. */
export function percent(share: number, language: ConsoleLanguage): string {
  const cut = Math.floor(share * 1000 + 1e-9) / 1000
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(cut)
}

export function number(value: number, language: ConsoleLanguage, digits = 0): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: digits, minimumFractionDigits: digits }).format(value)
}

/** A value of a figure; undefined where there is none. */
export function figureText(value: number | null, unit: FigureUnit, language: ConsoleLanguage, words: BoardWords): string | undefined {
  if (value === null) return undefined
  if (unit === 'share') return percent(value, language)
  if (unit === 'time') return duration(value, words)
  return number(value, language, unit === 'score' ? 2 : 0)
}
