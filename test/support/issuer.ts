import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'

/** What a test changes about the next sign-in. */
export interface Vouch {
  claims: Record<string, unknown>
  nonce?: string
  audience?: string
  /** Seconds from now. */
  expiresIn?: number
  /** Signs with a key that is not published. */
  foreign?: boolean
}

const clientId = 'vpppd'
const clientSecret = 'a secret of the test'

/** An OpenID provider on this machine: code flow with PKCE, one use a code. It signs in whoever the test says. */
export async function startIssuer() {
  const keyPair = async (kid: string) => ({ kid, ...(await generateKeyPair('RS256', { extractable: true })) })
  let keys = await keyPair('key-1')
  const foreign = await keyPair('key-1')
  let vouch: Vouch = { claims: {} }
  let down = false
  const codes = new Map<string, { challenge: string; nonce: string; redirect: string }>()
  const asked: URLSearchParams[] = []

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', issuer)
    const json = (body: unknown, status = 200) =>
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
    if (down) return json({ error: 'server_error' }, 503)
    if (url.pathname === '/.well-known/openid-configuration')
      return json({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
        code_challenge_methods_supported: ['S256'],
      })
    if (url.pathname === '/keys') return json({ keys: [{ ...(await exportJWK(keys.publicKey)), kid: keys.kid, alg: 'RS256', use: 'sig' }] })
    if (url.pathname === '/authorize') {
      asked.push(url.searchParams)
      const code = `code-${asked.length}`
      const of = (name: string) => url.searchParams.get(name) ?? ''
      codes.set(code, { challenge: of('code_challenge'), nonce: of('nonce'), redirect: of('redirect_uri') })
      const back = new URL(of('redirect_uri'))
      back.search = new URLSearchParams({ code, state: of('state') }).toString()
      return response.writeHead(302, { Location: back.href }).end()
    }
    let body = ''
    for await (const chunk of request) body += chunk
    const form = new URLSearchParams(body)
    const code = codes.get(form.get('code') ?? '')
    codes.delete(form.get('code') ?? '')
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    const fits = form.get('client_id') === clientId && form.get('client_secret') === clientSecret
    if (!code || !fits || challenge !== code.challenge || form.get('redirect_uri') !== code.redirect)
      return json({ error: 'invalid_grant' }, 400)
    const now = Math.floor(Date.now() / 1000)
    const idToken = await new SignJWT({ nonce: vouch.nonce ?? code.nonce, ...vouch.claims })
      .setProtectedHeader({ alg: 'RS256', kid: keys.kid })
      .setIssuer(issuer)
      .setAudience(vouch.audience ?? clientId)
      .setIssuedAt(now - 120)
      .setExpirationTime(now + (vouch.expiresIn ?? 300))
      .sign(vouch.foreign ? foreign.privateKey : keys.privateKey)
    return json({ access_token: 'unused', token_type: 'Bearer', id_token: idToken })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    issuer,
    clientId,
    clientSecret,
    /** What was asked of the person's browser, sign-in by sign-in. */
    asked,
    vouchFor: (next: Vouch) => {
      vouch = next
    },
    rotateKeys: async () => {
      keys = await keyPair('key-2')
    },
    goDown: (isDown = true) => {
      down = isDown
    },
    stop: () => new Promise((resolve) => server.close(resolve)),
  }
}
