/** A way to reach somebody. */
export interface Contact {
  kind: 'email' | 'phone'
  value: string
}

const email = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/u
/** Latvian numbers (eight digits from 2 or 6), and any with a plus before it (ITU-T E.164: at most 15 digits). */
const phone = /\+\d(?:[\s-]?\d){6,13}|(?<!\d)(?:371[\s-]?)?[26](?:[\s-]?\d){7}(?!\d)/

/** The e-mail address or the phone number in a text; read before the text is masked. */
export function contactIn(text: string): Contact | undefined {
  const address = text.match(email)?.[0]
  if (address && address.length <= 254) return { kind: 'email', value: address }
  const number = text.match(phone)?.[0].replace(/[\s-]/g, '')
  if (!number) return undefined
  return { kind: 'phone', value: number.startsWith('+') ? number : `+371${number.slice(-8)}` }
}
