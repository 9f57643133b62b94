/**
 * Hides personal identifiers before anything is stored, logged, counted or shown to a model. What looks like a
 * personal code is hidden whether or not its check digit fits: new codes are random (PMLP), and a wrong digit is
 * still somebody's code. Company registration numbers (first digit above 3) are public and stay.
 */
export function mask(text: string): string {
  return text
    .normalize('NFKC')
    .replace(email, '[e-pasts]')
    .replace(iban, '[konts]')
    .replace(paymentCard, (found) => (isLuhn(found) ? '[karte]' : found))
    .replace(personalCode, (found) => (isPersonalCode(found) ? '[personas kods]' : found))
    .replace(phone, '[tālrunis]')
}

const email = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu
const iban = /\bLV\s?\d{2}(?:\s?[A-Z0-9]){17}\b/gi
const paymentCard = /(?<!\d)(?:\d[ -]?){12,18}\d(?!\d)/g
const personalCode = /(?<!\d)(?:\d[\s\-–—.]?){10}\d(?!\d)/g
const phone = /(?<!\d)(?:(?:\+|00)?371[\s-]?)?[26]\d(?:[\s-]?\d){6}(?!\d)/g

/** Old codes begin with a day and a month, and the seventh digit is a century; new ones begin with 32–39. */
function isPersonalCode(found: string): boolean {
  const digits = found.replace(/\D/g, '')
  const first = Number(digits.slice(0, 2))
  if (first >= 32 && first <= 39) return true
  const month = Number(digits.slice(2, 4))
  return first >= 1 && first <= 31 && month >= 1 && month <= 12 && Number(digits[6]) <= 2
}

function isLuhn(found: string): boolean {
  const digits = found.replace(/\D/g, '')
  let sum = 0
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index])
    const doubled = index % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return digits.length >= 13 && sum % 10 === 0
}
