import { describe, expect, it } from 'vitest'
import { brandOf, contrast } from '../../../src/web/widget/contrast.ts'

describe('contrast', () => {
  // Figures of the WCAG definition's own examples and of WebAIM's contrast checker.
  it.each([
    ['#000000', '#ffffff', 21],
    ['#777777', '#ffffff', 4.48],
    ['#767676', '#ffffff', 4.54],
    ['#0000ff', '#ffffff', 8.59],
  ])('of %s and %s is %d', (a, b, ratio) => {
    expect(contrast(a, b)).toBeCloseTo(ratio, 2)
    expect(contrast(b, a)).toBeCloseTo(ratio, 2)
  })
})

describe("a page's colour", () => {
  it.each([
    // colour      text on it  as text in the light scheme   why
    ['#7d1935', '#ffffff', '#7d1935'], // dark: white text, and readable on white itself
    ['#ffd54a', '#1c2530', '#1c2530'], // bright: dark text; as text on white it would be unreadable
    ['#036', '#ffffff', '#003366'], // the short form
    ['#00573F', '#ffffff', '#00573F'],
  ])('%s gets the text %s', (colour, on, light) => {
    expect(brandOf(colour)).toMatchObject({ on, light })
  })

  it.each(['#7d8084', '#808080', 'red', '7d1935', '#7d19', '#7d1935;} *{', ''])('refuses %s', (colour) => {
    expect(brandOf(colour)).toBeUndefined()
  })

  it('is never given text that cannot be read, in either scheme', () => {
    for (let red = 0; red < 256; red += 15)
      for (let green = 0; green < 256; green += 15)
        for (let blue = 0; blue < 256; blue += 15) {
          const colour = `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`
          const brand = brandOf(colour)
          if (!brand) continue
          expect(contrast(brand.ground, brand.on), colour).toBeGreaterThanOrEqual(4.5)
          expect(contrast(brand.light, '#ffffff'), colour).toBeGreaterThanOrEqual(4.5)
          expect(contrast(brand.dark, '#20272f'), colour).toBeGreaterThanOrEqual(4.5)
        }
  })
})
