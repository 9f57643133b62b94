import { describe, expect, it } from 'vitest'
import { mask } from '../../src/privacy/mask.ts'

describe('leaks: a personal code that stays readable', () => {
  it.each([
    ['161175 - 19997', 'a hyphen between spaces'],
    ['161175 – 19997', 'a dash between spaces'],
    ['161175\u201119997', 'a no-break hyphen, which NFKC turns into U+2010'],
    ['161175\u201019997', 'a typographic hyphen'],
    ['161175\u221219997', 'a minus sign'],
    ['161175\u00ad-19997', 'a soft hyphen, as copied from a PDF'],
    ['161175-\u200b19997', 'a zero-width space, as copied from a page'],
    ['161175/19997', 'a slash'],
    ['161175_19997', 'an underscore'],
    ['161175  19997', 'two spaces'],
  ])('hides %s: %s', (code) => {
    expect(mask(`kods ${code}.`)).toBe('kods [personas kods].')
  })

  it.each([['pase nr. LV1234567'], ['mana eID karte PA1234567'], ['паспорт LV1234567'], ['passport number LV1234567']])(
    'hides the document number in "%s" (protocols.md 7.2)',
    (text) => {
      expect(mask(text)).not.toContain('1234567')
    },
  )

  it('hides an account number with hyphens', () => {
    expect(mask('LV80-BANK-0000-4351-9500-1')).toBe('[konts]')
  })
})

describe('wrong labels', () => {
  it.each(['+37126123456', '+371 26 123 456', '+371 64507020', '0037126123456', '00371 26123456', '371 26123456'])(
    'hides %s whole, as a phone number',
    (phone) => {
      expect(mask(`tel. ${phone}.`)).toBe('tel. [tālrunis].')
    },
  )
})

describe('harmless numbers', () => {
  it.each([
    ['2026-11-21', 'a date'],
    ['2025-2026', 'a school year'],
    ['2025 2026', 'two years'],
    ['25 000 000 eiro', 'a sum'],
    ['no 12.05.2024 150 eiro', 'a date before a sum'],
  ])('leaves %s: %s', (text) => {
    expect(mask(text)).toBe(text)
  })
})
