import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { ServiceError } from '../errors.ts'

const derive = promisify(scrypt) as (password: string, salt: Buffer, length: number, options: object) => Promise<Buffer>
/** OWASP's minimum for scrypt: N = 2^17, r = 8, p = 1 (128 MiB for a moment). */
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 }

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  return `${salt.toString('base64url')}.${(await derive(password, salt, 32, cost)).toString('base64url')}`
}

/** Fits no password at all: of accounts that sign in elsewhere. */
export const noPassword = ''

export async function passwordFits(password: string, hash: string): Promise<boolean> {
  const [salt = '', expected = ''] = hash.split('.')
  const derived = await derive(password, Buffer.from(salt, 'base64url'), 32, cost)
  const wanted = Buffer.from(expected, 'base64url')
  return derived.length === wanted.length && timingSafeEqual(derived, wanted)
}

/** To be read out or typed once: 100 random bits, without letters that look alike. */
export function generatePassword(): string {
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789'
  const chosen = [...randomBytes(20)].map((byte) => letters[byte % letters.length])
  return [0, 5, 10, 15].map((start) => chosen.slice(start, start + 5).join('')).join('-')
}

export const minPassword = 10
export const maxPassword = 200

/** What people choose when ten characters are asked for; written without the changes that `plain` takes back. */
const common = new Set(
  `administrators administrator adminadmin adminadminadmin administracija changeme changemenow correcthorsebatterystaple
  football iloveyou iloveyouiloveyou latvija latvijalatvija letmein mansparole manaparole mypassword operators operatorsoperators
  parole paroleparole password passwordpassword parolite qwerty qwertyqwerty qwertyuiop qwertyuiopas asdfghjkl asdfghjklz
  zxcvbnm zxcvbnmasd qazwsxedc qazwsxedcrfv welcome welcomewelcome secret secretsecret sunshine princess dragon monkey
  superman valstsparole vpppd vpppdvpppd riga rigariga slepeni`.split(/\s+/),
)

/** Digits for letters and a tail of digits or signs make no new word. */
function plain(password: string): string {
  const unadorned = password
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  const digits: Record<string, string> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's' }
  return unadorned.replace(/[013457@$]/g, (sign) => digits[sign] ?? sign).replace(/[^\p{L}\p{N}]/gu, '')
}

/** Neighbours on the keyboard or in the row of digits, in either direction. */
const rows = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  '1q2w3e4r5t6y7u8i9o0p',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
]

function isRow(password: string): boolean {
  const lower = password.toLowerCase()
  const backwards = [...lower].reverse().join('')
  return rows.some((row) => row.includes(lower) || row.includes(backwards))
}

/**
 * The rules for a password that somebody chooses: long enough, and none that is guessed first. Signs and capitals are
 * not asked for: they make passwords hard to remember and no harder to guess (NIST SP 800-63B).
 *
 * @throws ServiceError `bad_request` with what to choose instead
 */
export function requireGoodPassword(password: string, username: string, field = 'password'): void {
  const refuse = (why: string): never => {
    throw new ServiceError('bad_request', `${field}: ${why}`, { field })
  }
  if ([...password].length < minPassword) refuse(`must have at least ${minPassword} characters`)
  if (password.length > maxPassword) refuse(`must have at most ${maxPassword} characters`)
  if (new Set(password.toLowerCase()).size < 4) refuse('must have at least 4 different characters')
  const word = plain(password)
  if (word === '' || common.has(word) || isRow(password)) refuse('is one of those that are guessed first; choose some words of your own')
  if (username.length > 2 && password.toLowerCase().includes(username.toLowerCase())) refuse('must not contain the user name')
}
