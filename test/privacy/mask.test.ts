import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mask } from '../../src/privacy/mask.ts'

describe('personal codes', () => {
  it.each([
    ['161175-19997', 'old, with the right check digit'],
    ['161175-19998', 'old, with a wrong check digit: still the code of somebody'],
    ['310299-01234', 'old, with a day that the month does not have: a slip of the pen'],
    ['328673-00679', 'new'],
    ['390000-00000', 'new, the last of its range'],
    ['16117519997', 'without a hyphen'],
    ['161175 19997', 'with a space'],
    ['161175\u00a019997', 'with a no-break space'],
    ['161175–19997', 'with a dash'],
    ['161175—19997', 'with a long dash'],
    ['161175.19997', 'with a full stop'],
    ['16.11.75-19997', 'with the birth date spelt out'],
    ['1 6 1 1 7 5 1 9 9 9 7', 'spaced out'],
    ['1-6-1-1-7-5-1-9-9-9-7', 'spaced out with hyphens'],
    ['１６１１７５－１９９９７', 'in full-width digits'],
  ])('hides %s: %s', (code) => {
    expect(mask(`mans kods ir ${code}, lūdzu`)).toBe('mans kods ir [personas kods], lūdzu')
  })

  it('hides every one of several, also those that touch words', () => {
    expect(mask('p.k.161175-19997 un meitai328673-00679(dz.)\n161175-19997')).toBe(
      'p.k.[personas kods] un meitai[personas kods](dz.)\n[personas kods]',
    )
  })

  const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`))
  const two = (from: number, to: number) => fc.integer({ min: from, max: to }).map((number) => String(number).padStart(2, '0'))
  const oldCode = fc.tuple(two(1, 31), two(1, 12), digits(2), fc.constantFrom('0', '1', '2'), digits(4)).map((parts) => parts.join(''))
  const newCode = fc.tuple(two(32, 39), digits(9)).map((parts) => parts.join(''))

  it('hides every code that was or can be issued, with any one separator', () => {
    fc.assert(
      fc.property(fc.oneof(oldCode, newCode), fc.constantFrom('-', '–', '—', ' ', '.', ''), (code, separator) => {
        expect(mask(`Kods: ${code.slice(0, 6)}${separator}${code.slice(6)}.`)).toBe('Kods: [personas kods].')
      }),
    )
  })

  it('leaves every company registration number, which begins with 4 to 9', () => {
    fc.assert(
      fc.property(fc.integer({ min: 40_000_000_000, max: 99_999_999_999 }), (number) => {
        expect(mask(`SIA, reģ. nr. ${number}.`)).toBe(`SIA, reģ. nr. ${number}.`)
      }),
    )
  })
})

it.each([
  ['LV80BANK0000435195001', '[konts]'],
  ['LV80 BANK 0000 4351 9500 1', '[konts]'],
  ['lv80 bank 0000 4351 9500 1', '[konts]'],
  ['LV 80 HABA 0551 0001 2345 6', '[konts]'],
  ['4111111111111111', '[karte]'],
  ['5555 5555 5555 4444', '[karte]'],
  ['3782-822463-10005', '[karte]'],
  ['4222222222222', '[karte]'],
  ['4000000000000000006', '[karte]'],
  ['janis.berzins@inbox.lv', '[e-pasts]'],
  ['JĀNIS+pase@bērziņš.lv', '[e-pasts]'],
  ['anna@vid.gov.lv', '[e-pasts]'],
  ['26123456', '[tālrunis]'],
  ['26 123 456', '[tālrunis]'],
  ['2612-3456', '[tālrunis]'],
  ['67209400', '[tālrunis]'],
])('hides %s as %s', (found, shown) => {
  expect(mask(`raksti: ${found}, paldies`)).toBe(`raksti: ${shown}, paldies`)
})

it('hides what stands together, each by its kind', () => {
  expect(mask('Anna, 161175-19997, tel. 26123456, anna@inbox.lv, LV80BANK0000435195001, karte 4111 1111 1111 1111')).toBe(
    'Anna, [personas kods], tel. [tālrunis], [e-pasts], [konts], karte [karte]',
  )
})

it.each([
  ['40003521600', 'a company number that passes the check of personal codes'],
  ['LV40003521600', 'a VAT number'],
  ['161375-19997', 'a thirteenth month: no personal code'],
  ['161175-39997', 'a century that never was'],
  ['4111111111111112', 'a card number with a wrong check digit'],
  ['01000920123', 'a cadastral number'],
  ['2 500 000 eiro', 'a sum'],
  ['1 234 567,80 eiro', 'a sum with cents'],
  ['21.11.2026', 'a date'],
  ['no 01.01.2026. līdz 31.12.2026.', 'a period'],
  ['2025./2026. mācību gads', 'a school year'],
  ['MK 22.12.2015. noteikumi Nr. 787', 'a regulation'],
  ['Puškina iela 14, Rīga, LV-1050', 'an address'],
  ['112, 116123, 8989', 'short numbers'],
  ['80205100', 'a free number of a service'],
  ['plkst. 8.00–18.00', 'hours'],
  ['a @ b, @vpppd', 'signs that are no e-mail address'],
])('leaves %s: %s', (text) => {
  expect(mask(text)).toBe(text)
})
