/**
 * Hides personal identifiers before anything is stored, logged, counted or shown to a model. What looks like a
 * personal code is hidden whether or not its check digit fits: new codes are random (PMLP), and a wrong digit is
 * still somebody's code. Company registration numbers (first digit above 3) are public and stay.
 */
export function mask(text: string): string {
  return maskIdentifiers(text.normalize('NFKC').replace(internationalPhone, '[tālrunis]'))
    .replace(email, '[e-pasts]')
    .replace(phone, (found) => (isDateOrYears(found) ? found : '[tālrunis]'))
}

/**
 * Personal codes, accounts, payment cards and document numbers only: for what operators write, who must be able to
 * give a phone number or an address of an institution.
 */
export function maskIdentifiers(text: string): string {
  return text
    .normalize('NFKC')
    .replace(invisible, '')
    .replace(control, '')
    .replace(iban, '[konts]')
    .replace(paymentCard, (found) => (isLuhn(found) ? '[karte]' : found))
    .replace(personalCode, (found) => (isPersonalCode(found) ? '[personas kods]' : found))
    .replace(document, '[dokuments]')
}

/** Soft hyphens and zero-width characters come along when text is copied. */
const invisible = /[\u00ad\u200b-\u200d\u2060\ufeff]/g
/** PostgreSQL refuses a NUL, and no other control character is text either. */
const control = /(?![\t\n\r])\p{Cc}/gu
const email = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu
const iban = /\bLV[\s-]?\d{2}(?:[\s-]?[A-Z0-9]){17}\b/gi
const paymentCard = /(?<!\d)(?:\d[ -]?){12,18}\d(?!\d)/g
/** Six digits and five, the birth date perhaps spelt out, or all digits spaced out; up to three separators between the parts. */
const personalCode =
  /(?<!\d)(?:\d{6}|\d{2}[./-]\d{2}[./-]\d{2})[\s\-\u2010-\u2015\u2212._/]{0,3}\d{5}(?!\d)|(?<!\d)(?:\d[\s\-\u2010-\u2015\u2212.]){10}\d(?!\d)/g
const internationalPhone = /(?:\+|(?<!\d)00)\s?371(?:[\s-]?\d){8}(?!\d)|(?<!\d)371[\s-][26]\d{7}(?!\d)/g
/** Eight digits from 2 or 6, in one piece or grouped as people group them. */
const phone =
  /(?<![\d.,])[26](?:\d{7}|\d[\s-]\d{3}[\s-]\d{3}|\d{3}[\s-]\d{4}|\d[\s-]\d{2}[\s-]\d{2}[\s-]\d{2}|\d{2}[\s-]\d{5}|\d{3}[\s-]\d{2}[\s-]\d{2})(?!\d)/g
/** Passports and eID cards: two capitals and seven digits. */
const document = /(?<![\p{L}\p{N}])[A-Z]{2}\s?\d{7}(?!\d)/gu

/** Old codes begin with a day and a month, and the seventh digit is a century; new ones begin with 32–39. */
function isPersonalCode(found: string): boolean {
  const digits = found.replace(/\D/g, '')
  const first = Number(digits.slice(0, 2))
  if (first >= 32 && first <= 39) return true
  const month = Number(digits.slice(2, 4))
  return first >= 1 && first <= 31 && month >= 1 && month <= 12 && Number(digits[6]) <= 2
}

/** A date, two years, or a round sum, which are grouped like phone numbers. */
function isDateOrYears(found: string): boolean {
  return /^20\d{2}[\s-](20\d{2}|(0[1-9]|1[0-2])[\s-](0[1-9]|[12]\d|3[01]))$/.test(found) || /^\d{2}\s000\s000$/.test(found)
}

function isLuhn(found: string): boolean {
  const digits = found.replace(/\D/g, '')
  let sum = 0
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index])
    const doubled = index % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
