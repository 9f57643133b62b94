import type { Facet } from '../cards/facets.ts'
import type { Language } from '../languages.ts'
import type { Kind, KindViews } from './kinds.ts'
import type { Place } from './place.ts'
import type { LabelViews } from './ranking.ts'

export interface Scored {
  id: string
  /** Views weighed together, on the scale of the linear classifier's margins. */
  score: number
}

/** A label with what each view said of it. */
export interface Ranked extends Scored {
  views: LabelViews
}

export interface FacetViews {
  id: Facet | 'none'
  whole: LabelViews
  asking: LabelViews
}

/** What was heard in a message. Nothing is decided yet. */
export interface Understanding {
  language: Language
  /** The kind of the best label. */
  kind: Kind
  /** Each kind on the services' scale. */
  kinds: Record<Kind, number>
  kindViews: Record<Kind, KindViews>
  /** All of them, best first. */
  services: Ranked[]
  lifeEvents: Scored[]
  socialGroups: Scored[]
  /** What the classifiers say of each part of a card, of the whole message and of the sentence that asks. */
  facetViews: FacetViews[]
  /** Parts of a card that are asked for, the plainest first. */
  facets: Facet[]
  concepts: string[]
  /** Services that are called by one of their names. */
  named: string[]
  /** The place that is named, with its municipality. */
  place: Place | undefined
  /** Services of the turns before, the latest first. */
  spokenOf: string[]
  /** Number of words: one or two say little. */
  length: number
}
