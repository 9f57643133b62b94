/** The text colours of the widget; on a page's own colour the better of the two is used. */
export const white = '#ffffff'
export const ink = '#1c2530'
/** What text stands on in the dark scheme. */
const darkPaper = '#20272f'
/** WCAG 1.4.3: the least contrast of text. */
const least = 4.5

export interface Brand {
  ground: string
  /** Text on the ground. */
  on: string
  /** The colour as text in the light and in the dark scheme: itself where it can be read, else the usual text. */
  light: string
  dark: string
}

/** The colours that follow from one (`#abc` or `#aabbcc`); undefined when it is none, or no text can be read on it. */
export function brandOf(colour: string): Brand | undefined {
  if (!/^#([0-9a-f]{3}){1,2}$/i.test(colour)) return undefined
  const ground = colour.length === 4 ? colour.replace(/[^#]/g, '$&$&') : colour
  const on = contrast(ground, white) >= contrast(ground, ink) ? white : ink
  if (contrast(ground, on) < least) return undefined
  return {
    ground,
    on,
    light: contrast(ground, white) < least ? ink : ground,
    dark: contrast(ground, darkPaper) < least ? white : ground,
  }
}

/** WCAG 2.2, definition of contrast ratio. */
export function contrast(a: string, b: string): number {
  const [one, other] = [luminance(a) + 0.05, luminance(b) + 0.05]
  return Math.max(one / other, other / one)
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
