import { jwtVerify, SignJWT } from 'jose'
import { JOSEError, JWTExpired } from 'jose/errors'

/** Seconds; clients renew while a token lives, never after. */
export const tokenLife = 1800
/** For so long after its end a token still brings back its own conversation (a page opened again the next morning). */
export const resumeLife = 24 * 3600
/** A stream address is opened at once or not at all. */
export const streamLife = 60

export interface TokenClaims {
  /** The one conversation that the token opens. */
  conversation: string
  /** The id that turns are said under; `dl_…` marks it as given by us. */
  user: string
  purpose: 'chat' | 'stream'
}

export type TokenCheck = { ok: true; claims: TokenClaims } | { ok: false; code: 'MissingToken' | 'BadToken' | 'TokenExpired' }

export class Tokens {
  readonly #key: Uint8Array
  readonly #clock: () => number

  constructor(secret: string | Uint8Array, clock: () => number) {
    this.#key = typeof secret === 'string' ? new TextEncoder().encode(secret) : secret
    this.#clock = clock
  }

  issue(claims: TokenClaims): Promise<string> {
    const now = Math.floor(this.#clock() / 1000)
    return new SignJWT({ conv: claims.conversation, user: claims.user, use: claims.purpose })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuedAt(now)
      .setExpirationTime(now + (claims.purpose === 'stream' ? streamLife : tokenLife))
      .sign(this.#key)
  }

  /** The claims of a chat token that has expired, but not longer ago than `grace` seconds. */
  async checkExpired(token: string, grace: number): Promise<TokenClaims | undefined> {
    const past = new Tokens(this.#key, () => this.#clock() - grace * 1000)
    const checked = await past.check(token, 'chat')
    return checked.ok ? checked.claims : undefined
  }

  async check(token: string | undefined, purpose: TokenClaims['purpose']): Promise<TokenCheck> {
    if (!token) return { ok: false, code: 'MissingToken' }
    try {
      const { payload } = await jwtVerify(token, this.#key, { algorithms: ['HS256'], currentDate: new Date(this.#clock()) })
      const { conv, user, use } = payload
      if (typeof conv !== 'string' || typeof user !== 'string' || use !== purpose) return { ok: false, code: 'BadToken' }
      return { ok: true, claims: { conversation: conv, user, purpose } }
    } catch (error) {
      if (error instanceof JWTExpired) return { ok: false, code: 'TokenExpired' }
      if (error instanceof JOSEError) return { ok: false, code: 'BadToken' }
      throw error
    }
  }
}

export function bearer(header: string | undefined): string | undefined {
  return /^Bearer\s+(\S+)$/i.exec(header ?? '')?.[1]
}
