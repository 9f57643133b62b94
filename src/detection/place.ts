import type { Municipality } from '../cards/municipality.ts'
import { fold, splitWords } from './words.ts'

/** A place that was named, and the municipalities that it may belong to today: more than one when the name is shared. */
export interface Place {
  name: string
  municipalities: Municipality[]
}

/** Endings of place names in all cases, folded: Carnikava, Carnikavā, Ādažos, Рига, в Риге. */
const ending = /(iem|ai|ei|am|as|os|is|us|es|um|em|om|a|e|i|u|s|o|ой|ом|ам|ах|а|у|е|ы|и|я|ю)$/
/** A shorter stem than this could be the beginning of anything. */
const minStem = 3

function stem(word: string): string {
  const cut = word.replace(ending, '')
  return cut.length >= minStem ? cut : word
}

interface Entry {
  name: string
  stems: string[]
  municipality: Municipality
  /** Needs the word "pagasts" or "novads" after it. */
  unit: 'pagast' | 'novad' | undefined
}

/** Finds the place that a message names; the longest name wins, and today's units go before former ones. */
export function createPlaceFinder(municipalities: readonly Municipality[]): (text: string) => Place | undefined {
  const byFirst = new Map<string, Entry[]>()
  const add = (name: string, municipality: Municipality) => {
    const words = splitWords(fold(name))
    const last = words.at(-1) ?? ''
    const unit = last.startsWith('pagast') ? 'pagast' : last.startsWith('novad') ? 'novad' : undefined
    const stems = (unit ? words.slice(0, -1) : words).map(stem)
    const first = stems[0]
    if (!first) return
    const entries = byFirst.get(first) ?? []
    byFirst.set(first, [...entries, { name, stems, municipality, unit }])
  }
  for (const municipality of municipalities) {
    const skipped = new Set([...municipality.unconfirmed, ...municipality.common_words])
    const exonyms = Object.values(municipality.exonyms).flatMap(({ ru, en }) => [ru, en])
    const bare = [municipality.short, municipality.ru, municipality.en, ...municipality.towns, ...municipality.places, ...exonyms]
    const units = [municipality.name, ...municipality.former, ...municipality.parishes]
    for (const name of new Set([...bare, ...units])) if (name && !skipped.has(name)) add(name, municipality)
    // "Dzīvoju Carnikavas novadā" and, of towns and former novadi, also plainly "Carnikavā".
    for (const former of municipality.former) if (!skipped.has(former)) add(former.replace(/ novads$/, ''), municipality)
  }
  return (text) => {
    const words = splitWords(fold(text))
    const stems = words.map(stem)
    const hits = words.flatMap((_, start) =>
      (byFirst.get(stems[start] as string) ?? []).filter(
        ({ stems: wanted, unit }) =>
          wanted.every((part, offset) => stems[start + offset] === part) &&
          (unit === undefined || (words[start + wanted.length] ?? '').startsWith(unit)),
      ),
    )
    if (hits.length === 0) return undefined
    const size = (entry: Entry) => entry.stems.length + (entry.unit ? 1 : 0)
    const longest = Math.max(...hits.map(size))
    const best = hits.filter((entry) => size(entry) === longest)
    // A municipality of that very name goes before a village that shares it.
    const own = best.filter(({ name, municipality }) => name === municipality.short || name === municipality.name)
    // Of several places the first is meant; one name in several municipalities stays open.
    const first = (own[0] ?? best[0]) as Entry
    const same = (own.length > 0 ? own : best).filter(({ stems: parts }) => parts.join(' ') === first.stems.join(' '))
    return { name: first.name, municipalities: [...new Set(same.map(({ municipality }) => municipality))] }
  }
}
