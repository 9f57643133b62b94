import type { Card } from '../cards/card.ts'
import { renderFigures } from '../cards/figures.ts'
import type { Municipality } from '../cards/municipality.ts'
import { fill } from '../cards/wording.ts'
import type { Option } from '../channel.ts'
import type { Place } from '../detection/place.ts'
import type { Deps, Draft } from './draft.ts'

export interface MunicipalityNote {
  paragraphs: string[]
  /** Which municipality is meant, when a name is shared. */
  options: Option[]
}

/** For a service of municipalities: what holds in the person's own, or the question which one it is. */
export function municipalityNote(card: Card, draft: Draft, deps: Deps, date: string): MunicipalityNote {
  if (!card.municipal) return { paragraphs: [], options: [] }
  const wording = deps.knowledge.wordings[draft.language]
  const place = placeOf(draft, deps)
  if (!place) return { paragraphs: [`${wording.municipalNote} ${wording.municipalityAsk}`], options: [] }
  const [municipality] = place.municipalities
  if (place.municipalities.length > 1 || !municipality) {
    const options = place.municipalities.map(
      ({ name }): Option => ({
        label: name,
        text: name,
        choice: { kind: 'service', service: card.id, ...(draft.facets[0] && { facet: draft.facets[0] }), municipality: name },
      }),
    )
    return { paragraphs: [fill(wording.municipalityShared, { place: place.name })], options }
  }
  const link = municipality.url ? `[${municipality.name}](${municipality.url})` : municipality.name
  const moved = belongsToAnother(place.name, municipality)
  const own = card.municipalities.find(({ name }) =>
    [municipality.name, municipality.short, ...municipality.former].some((known) => known.startsWith(name)),
  )
  const differs = own && renderFigures(own.note[draft.language], deps.knowledge.figures, draft.language, date).markdown
  return {
    paragraphs: [
      moved
        ? fill(wording.municipalityMoved, { place: place.name, municipality: link })
        : fill(wording.municipalityFound, { municipality: link }),
      differs ? fill(wording.municipalityDiffers, { name: own.name, note: differs }) : wording.municipalNote,
    ],
    options: [],
  }
}

/** The name is not the municipality's own: a village, a parish or a former novads. */
function belongsToAnother(place: string, { name, short, ru, en }: Municipality): boolean {
  return ![name, short, ru, en].includes(place)
}

/** From the question, the page that the chat stands on, or what the person said before. */
function placeOf(draft: Draft, deps: Deps): Place | undefined {
  if (draft.heard?.place) return draft.heard.place
  const earlier = draft.context.filter(({ role }) => role === 'user').map(({ text }) => text.slice(0, 300))
  for (const text of [draft.municipality, ...earlier.reverse()]) {
    const place = text ? deps.understand(text, draft.language).place : undefined
    if (place) return place
  }
  return undefined
}
