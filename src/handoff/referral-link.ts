import { jwtVerify, SignJWT } from 'jose'
import { JOSEError, JWTExpired } from 'jose/errors'
import type { Clock } from '../clock.ts'

/** Links by which specialists answer without an account: whoever holds one may answer one question, once. */
export interface ReferralLinks {
  /** The same each time, so that it can be given out again. */
  linkTo(referral: { id: string; expiresAt: number }): Promise<string>
  check(token: string): Promise<{ ok: true; id: string } | { ok: false; why: 'invalid' | 'expired' }>
}

const audience = 'referral'

/** @param address of the service, as people outside reach it */
export function createReferralLinks(secret: string, clock: Clock, address: () => string): ReferralLinks {
  const key = new TextEncoder().encode(secret)
  return {
    async linkTo({ id, expiresAt }) {
      const token = await new SignJWT()
        .setProtectedHeader({ alg: 'HS256' })
        .setAudience(audience)
        .setSubject(id)
        .setExpirationTime(Math.floor(expiresAt / 1000))
        .sign(key)
      return new URL(`/referral/${token}`, address()).href
    },
    async check(token) {
      try {
        const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'], audience, currentDate: new Date(clock()) })
        return payload.sub === undefined ? { ok: false, why: 'invalid' } : { ok: true, id: payload.sub }
      } catch (error) {
        if (error instanceof JWTExpired) return { ok: false, why: 'expired' }
        if (error instanceof JOSEError) return { ok: false, why: 'invalid' }
        throw error
      }
    },
  }
}
