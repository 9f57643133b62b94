import type { Facet } from '../cards/facets.ts'
import type { Language } from '../languages.ts'
import type { Place } from './place.ts'

/** What kind of message it is: the classifier's labels without their ids. */
export type Kind = 'service' | 'life-event' | 'social-group' | 'human' | 'smalltalk' | 'unsafe' | 'crisis' | 'out-of-scope' | 'near-miss'

export interface Scored {
  id: string
  /** Margin of the classifier: above 0 it says yes. */
  score: number
}

/** What was heard in a message. Nothing is decided yet. */
export interface Understanding {
  language: Language
  /** The kind of the best label. */
  kind: Kind
  /** The best margin of each kind, made comparable. */
  kinds: Record<Kind, number>
  services: Scored[]
  lifeEvents: Scored[]
  socialGroups: Scored[]
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
