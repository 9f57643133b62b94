import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'

export interface ProviderSettings {
  issuer: string
  clientId: string
  clientSecret: string
  /** Where the provider sends people back to. */
  redirectUri: string
}

/** What is remembered in the person's browser while the provider asks who they are. */
export interface PendingSignIn {
  state: string
  nonce: string
  verifier: string
}

export type Claims = Readonly<Record<string, unknown>> & { sub: string }

/** The provider cannot be reached, or does not answer in time. */
export class ProviderUnavailable extends Error {}
/** What came back proves nothing: forged, expired, used before, or meant for somebody else. */
export class NotProved extends Error {}

/** The provider has so long for each answer, seconds. */
const patience = 5

/** Sign-in by code with PKCE, state and nonce. */
export interface IdentityProvider {
  /** @throws ProviderUnavailable */
  begin(): Promise<{ url: URL; pending: PendingSignIn }>
  /** @throws ProviderUnavailable, NotProved */
  finish(search: string, pending: PendingSignIn): Promise<Claims>
}

export function createIdentityProvider({ issuer, clientId, clientSecret, redirectUri }: ProviderSettings): IdentityProvider {
  /**
   * Asked anew for each sign-in: there are few, and keys that the provider has just changed are known at once. The
   * signature is checked although the token comes straight from the provider.
   */
  const discover = (): Promise<Configuration> =>
    reached(
      discovery(new URL(issuer), clientId, clientSecret, undefined, {
        timeout: patience,
        execute: [enableNonRepudiationChecks, ...(new URL(issuer).protocol === 'http:' ? [allowInsecureRequests] : [])],
      }),
    )
  return {
    async begin() {
      const provider = await discover()
      const pending = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() }
      const url = buildAuthorizationUrl(provider, {
        redirect_uri: redirectUri,
        scope: 'openid profile email',
        state: pending.state,
        nonce: pending.nonce,
        code_challenge: await calculatePKCECodeChallenge(pending.verifier),
        code_challenge_method: 'S256',
      })
      return { url, pending }
    },
    async finish(search, { state, nonce, verifier }) {
      const provider = await discover()
      // As the provider knows it: behind a proxy the request has another address.
      const here = new URL(redirectUri)
      here.search = search
      try {
        const tokens = await authorizationCodeGrant(provider, here, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        })
        return { ...tokens.claims() } as Claims
      } catch (error) {
        throw isUnreachable(error)
          ? new ProviderUnavailable(reason(error), { cause: error })
          : new NotProved(reason(error), { cause: error })
      }
    },
  }
}

async function reached<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    throw new ProviderUnavailable(reason(error), { cause: error })
  }
}

/** Nothing came back in time, or only that the provider itself is in trouble; what the library caught stands behind its error. */
function isUnreachable(error: unknown): boolean {
  if (error instanceof Response) return error.status >= 500
  if (!(error instanceof Error)) return false
  const { status = 0, code } = error as { status?: number; code?: string }
  // The last is what fetch throws when there is no connection.
  if (status >= 500 || code === 'OAUTH_TIMEOUT' || error.message === 'fetch failed') return true
  return isUnreachable(error.cause)
}

/** Codes of the library and of the provider; values of tokens are in none of them. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const { code, error: said } = error as { code?: string; error?: string }
  return [error.message, code, said].filter((part) => typeof part === 'string').join(' / ')
}
