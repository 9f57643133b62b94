import { type Brand, brandOf } from './contrast.ts'
import type { Language } from './words.ts'

/** What a page sets by attributes: on our element, or as `data-…` on the script. docs/widget.md lists them. */
export interface Settings {
  origin: string
  /** The page's language; the person may choose another. */
  language: Language
  institution: string | undefined
  municipality: string | undefined
  topic: string | undefined
  brand: Brand | undefined
  /** `left`; else right. */
  position: string | undefined
  /** While nobody is at work: `notice` says so, `hide` hides the launcher; else nothing changes. */
  closed: string | undefined
  /** Seconds until the invitation; undefined: none. */
  invite: number | undefined
  /** A text of the page's own, in this language or for all; undefined: ours. */
  text(name: 'heading' | 'greeting' | 'button', language: Language): string | undefined
}

const longest = 300

/** @param warn is told of a colour that cannot be used, for the page's maker; ours is used then */
export function readSettings(element: Element, warn: (message: string) => void): Settings {
  const get = (name: string) => element.getAttribute(name)?.slice(0, longest) || undefined
  const colour = get('color')
  const brand = colour && brandOf(colour)
  if (colour && !brand) warn(`color="${colour}" is no #rrggbb on which text has a contrast of 4.5:1`)
  const invite = Number(get('invite') ?? 'off')
  return {
    origin: get('origin') ?? location.origin,
    language: languageOf(get('language') ?? document.documentElement.lang),
    institution: get('institution'),
    municipality: get('municipality'),
    topic: get('topic'),
    brand: brand || undefined,
    position: get('position'),
    closed: get('closed'),
    invite: invite >= 0 ? invite : undefined,
    text: (name, language) => get(`${name}-${language}`) ?? get(name),
  }
}

function languageOf(tag: string): Language {
  const primary = tag.slice(0, 2).toLowerCase()
  return primary === 'ru' || primary === 'en' ? primary : 'lv'
}
