import type { Language } from '../languages.ts'

/** A date, or a number with its decimals and perhaps a percent sign. */
const number = /\d{1,2}\.\d{1,2}\.\d{4}|\d+(?:[.,]\d+)?(?:\s?%)?/g

/** Numbers of a text in one spelling, in their order: "1 234,50" is 1234.5, in English "1,234.50" too; a date is one of them. */
export function numbersOf(text: string, language: Language): string[] {
  const grouped = text.replace(/(?<=\d)[\s\u00a0\u202f](?=\d{3}(?!\d))/g, '')
  const joined = language === 'en' ? grouped.replace(/(?<=\d),(?=\d{3}(?!\d))/g, '') : grouped
  return (joined.match(number) ?? []).map(spelling)
}

function spelling(found: string): string {
  if (/\d\.\d+\.\d/.test(found)) return found.split('.').map(Number).join('.')
  return String(Number(found.replace(',', '.').replace(/\s?%/, ''))) + (found.endsWith('%') ? '%' : '')
}
