import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { createIdentityProvider } from '../../src/operator/identity-provider.ts'
import { appWorld, Person } from '../support/app-world.ts'
import { startIssuer } from '../support/issuer.ts'
import { everythingIn, postgresRecord } from '../support/records.ts'
import { hasPostgres } from '../support/servers.ts'
import { adminPassword } from '../support/service.ts'

const publicUrl = 'https://vpppd.example'
const callback = '/api/v1/session/oidc/callback'
const ilze = { sub: 'person-17', name: 'Ilze Kalniņa', preferred_username: 'Ilze.Kalniņa@vpppd.lv', email: 'ilze@vpppd.lv', role: 'lead' }

let issuer: Awaited<ReturnType<typeof startIssuer>>
beforeAll(async () => {
  issuer = await startIssuer()
})
beforeEach(() => {
  issuer.goDown(false)
  issuer.vouchFor({ claims: ilze })
})
afterAll(() => issuer.stop())

async function world(change: { url?: string; roleClaim?: string; open?: typeof postgresRecord } = {}) {
  const config = readConfig({
    RATE_LIMIT: 'off',
    PUBLIC_URL: publicUrl,
    OIDC_ISSUER: change.url ?? issuer.issuer,
    OIDC_CLIENT_ID: issuer.clientId,
    OIDC_CLIENT_SECRET: issuer.clientSecret,
  })
  const provider = createIdentityProvider({
    issuer: change.url ?? issuer.issuer,
    clientId: issuer.clientId,
    clientSecret: issuer.clientSecret,
    redirectUri: `${publicUrl}${callback}`,
  })
  const oidc = {
    provider,
    issuer: change.url ?? issuer.issuer,
    roleClaim: change.roleClaim ?? 'role',
    secret: 'a secret of the test for states',
  }
  return appWorld({ config, oidc }, change.open)
}

/** To the provider and back, as far as the redirect to the service. */
async function comeBack(person: Person): Promise<string> {
  const there = await person.request('GET', '/api/v1/session/oidc')
  expect(there.status).toBe(302)
  const back = await fetch(there.headers.get('location') ?? '', { redirect: 'manual' })
  const location = new URL(back.headers.get('location') ?? '')
  expect(location.origin + location.pathname).toBe(publicUrl + callback)
  return location.pathname + location.search
}

const endOf = async (person: Person, path: string) => (await person.request('GET', path)).headers.get('location')

describe("signing in with the organisation's account", { timeout: 60_000 }, () => {
  it('makes the account at the first sign-in, and finds it by its subject afterwards', async () => {
    const { app, store } = await world()
    const person = new Person(app)
    const returned = await person.request('GET', await comeBack(person))
    expect(returned.headers.get('location')).toBe('/console')
    const [session = ''] = returned.headers.getSetCookie().filter((cookie) => cookie.startsWith('__Host-vpppd='))
    expect(session).toMatch(/HttpOnly/)
    expect(session).toMatch(/Secure/)
    expect(session).toMatch(/SameSite=Strict/)
    expect(await person.json('GET', '/api/v1/session')).toMatchObject({
      username: 'ilze.kalnina',
      name: 'Ilze Kalniņa',
      role: 'lead',
      mustChange: false,
    })

    // Another name, another address, another role at the provider: still the same person with the role she has here.
    issuer.vouchFor({ claims: { ...ilze, name: 'Ilze Ozola', preferred_username: 'ozola', email: 'ozola@vpppd.lv', role: 'operator' } })
    const again = new Person(app)
    expect(await endOf(again, await comeBack(again))).toBe('/console')
    expect(await again.json('GET', '/api/v1/session')).toMatchObject({ username: 'ilze.kalnina', role: 'lead' })
    const { operators, events } = await everythingIn(store)
    expect(operators.map(({ username, subject }) => [username, subject])).toEqual(
      expect.arrayContaining([
        ['admin', null],
        ['ilze.kalnina', `${issuer.issuer} person-17`],
      ]),
    )
    expect(operators).toHaveLength(2)
    expect(events.map(({ type, actor, dataJson }) => [type, actor, JSON.parse(dataJson)])).toEqual([
      ['operator-added', 'identity provider', { account: 'ilze.kalnina', role: 'lead', signsIn: 'oidc' }],
      ['operator-signed-in', 'ilze.kalnina', { by: 'oidc' }],
      ['operator-signed-in', 'ilze.kalnina', { by: 'oidc' }],
    ])
  })

  it('asks for a code with PKCE, state and nonce, each time others, and remembers them in a Lax cookie', async () => {
    const { app } = await world()
    const first = await new Person(app).request('GET', '/api/v1/session/oidc')
    const [cookie = ''] = first.headers.getSetCookie()
    expect(cookie).toMatch(/^__Host-vpppd-oidc=.*; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
    const asked = [first, await new Person(app).request('GET', '/api/v1/session/oidc')].map(
      (response) => new URL(response.headers.get('location') ?? '').searchParams,
    )
    for (const name of ['state', 'nonce', 'code_challenge']) {
      const values = asked.map((search) => search.get(name) ?? '')
      expect(new Set(values).size, name).toBe(2)
      for (const value of values) expect(value.length, name).toBeGreaterThanOrEqual(43)
    }
    expect(asked[0]?.get('code_challenge_method')).toBe('S256')
    expect(asked[0]?.get('response_type')).toBe('code')
  })

  it.each([
    ['another state', (path: string) => path.replace(/state=[^&]+/, 'state=another')],
    ['no state', (path: string) => path.replace(/&?state=[^&]+/, '')],
    ['a code that the provider never gave', (path: string) => path.replace(/code=[^&]+/, 'code=guessed')],
    ['an error of the provider', (path: string) => `${path.replace(/code=[^&]+/, 'error=access_denied')}`],
  ])('refuses %s', async (_, change) => {
    const { app, store } = await world()
    const person = new Person(app)
    expect(await endOf(person, change(await comeBack(person)))).toBe('/console?sign-in=failed')
    expect((await person.request('GET', '/api/v1/session')).status).toBe(401)
    expect((await everythingIn(store)).operators).toHaveLength(1)
  })

  it.each([
    ['another nonce', { nonce: 'another' }],
    ['an expired token', { expiresIn: -60 }],
    ['a token that somebody else signed', { foreign: true }],
    ['a token for another client', { audience: 'somebody-else' }],
  ])('refuses %s', async (_, change) => {
    const { app, store } = await world()
    issuer.vouchFor({ claims: ilze, ...change })
    const person = new Person(app)
    expect(await endOf(person, await comeBack(person))).toBe('/console?sign-in=failed')
    expect((await person.request('GET', '/api/v1/session')).status).toBe(401)
    expect((await everythingIn(store)).operators).toHaveLength(1)
  })

  it('takes a code once: not from another browser, not again, and not with a state that was tampered with', async () => {
    const { app } = await world()
    const person = new Person(app)
    const path = await comeBack(person)
    const kept = new Map(person.cookies)
    expect(await endOf(new Person(app), path)).toBe('/console?sign-in=failed') // no cookie: another browser
    expect(await endOf(person, path)).toBe('/console')
    expect(person.cookies.has('__Host-vpppd-oidc')).toBe(false)
    expect(await endOf(person, path)).toBe('/console?sign-in=failed')

    const replaying = new Person(app)
    for (const [name, value] of kept) replaying.cookies.set(name, value)
    expect(await endOf(replaying, path)).toBe('/console?sign-in=failed')
    expect((await replaying.request('GET', '/api/v1/session')).status).toBe(401)

    const forger = new Person(app)
    const forged = await comeBack(forger)
    for (const [name, value] of forger.cookies) forger.cookies.set(name, `${value.slice(0, -4)}AAAA`)
    expect(await endOf(forger, forged)).toBe('/console?sign-in=failed')
  })

  it('knows keys that the provider has just changed', async () => {
    const { app } = await world()
    const before = new Person(app)
    expect(await endOf(before, await comeBack(before))).toBe('/console')
    await issuer.rotateKeys()
    const after = new Person(app)
    expect(await endOf(after, await comeBack(after))).toBe('/console')
  })

  it('lets nobody in without a role that is known here, at the first sign-in or later, and not who is disabled', async () => {
    const { app, store, admin } = await world()
    const enter = async (claims: Record<string, unknown>) => {
      issuer.vouchFor({ claims: { ...ilze, ...claims } as typeof ilze })
      const person = new Person(app)
      return endOf(person, await comeBack(person))
    }
    for (const role of [undefined, 'root', '', ['guest'], { operator: true }, 7])
      expect(await enter({ role })).toBe('/console?sign-in=role')
    expect((await everythingIn(store)).operators).toHaveLength(1)
    expect(await enter({ role: ['guest', 'editor'] })).toBe('/console')
    expect(await enter({ role: [] })).toBe('/console?sign-in=role')
    await (await admin()).json('PATCH', '/api/v1/operators/ilze.kalnina', { disabled: true })
    expect(await enter({ role: 'editor' })).toBe('/console?sign-in=disabled')
    const failures = (await everythingIn(store)).events.filter(({ type }) => type === 'operator-sign-in-failed')
    expect(failures.map(({ actor, dataJson }) => [actor, JSON.parse(dataJson).why])).toEqual([
      ...Array.from({ length: 6 }, () => ['unknown', 'role']),
      ['ilze.kalnina', 'role'],
      ['ilze.kalnina', 'disabled'],
    ])
  })

  it.each([
    ['vpppd_role', { vpppd_role: 'analyst' }],
    ['https://vpppd.example/role', { 'https://vpppd.example/role': 'analyst' }],
    ['realm_access.roles', { realm_access: { roles: ['offline_access', 'analyst'] } }],
  ])('reads the role from the claim %s', async (roleClaim, claims) => {
    const { app } = await world({ roleClaim })
    issuer.vouchFor({ claims: { ...ilze, ...claims } })
    const person = new Person(app)
    expect(await endOf(person, await comeBack(person))).toBe('/console')
    expect(await person.json('GET', '/api/v1/session')).toMatchObject({ role: 'analyst' })
  })

  it('gives nobody the account of another by its name', async () => {
    const { app, store } = await world()
    issuer.vouchFor({ claims: { ...ilze, preferred_username: 'admin' } })
    const person = new Person(app)
    expect(await endOf(person, await comeBack(person))).toBe('/console')
    const { username, role } = await person.json('GET', '/api/v1/session')
    expect(username).toMatch(/^admin-[0-9a-f]{6}$/)
    expect(role).toBe('lead')
    expect((await everythingIn(store)).operators).toHaveLength(2)
  })

  it('says that the provider is away, while local accounts still work', async () => {
    const { app } = await world()
    const person = new Person(app)
    const path = await comeBack(person)
    issuer.goDown()
    expect(await endOf(person, path)).toBe('/console?sign-in=unavailable')
    expect(await endOf(new Person(app), '/api/v1/session/oidc')).toBe('/console?sign-in=unavailable')
    await person.signIn('admin', adminPassword)
    expect(await person.json('GET', '/api/v1/session')).toMatchObject({ username: 'admin' })
  })

  it('gives up on a provider that does not answer', async () => {
    const silent = createServer(() => {})
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void silent.close())
    const { app } = await world({ url: `http://127.0.0.1:${(silent.address() as AddressInfo).port}` })
    expect(await endOf(new Person(app), '/api/v1/session/oidc')).toBe('/console?sign-in=unavailable')
  })

  it('is offered only when it is set up', async () => {
    const { app } = await world()
    expect(await new Person(app).json('GET', '/api/v1/session/ways')).toEqual({ password: true, oidc: true })
    const local = await appWorld()
    expect(await new Person(local.app).json('GET', '/api/v1/session/ways')).toEqual({ password: true, oidc: false })
    expect((await new Person(local.app).request('GET', '/api/v1/session/oidc')).status).toBe(404)
  })
})

it.skipIf(!hasPostgres)('makes one account for a person who signs in twice at once (PostgreSQL)', { timeout: 60_000 }, async () => {
  const { app, store } = await world({ open: postgresRecord })
  issuer.vouchFor({ claims: ilze })
  const people = Array.from({ length: 5 }, () => new Person(app))
  const paths: string[] = []
  for (const person of people) paths.push(await comeBack(person))
  const ends = await Promise.all(people.map((person, index) => endOf(person, paths[index] as string)))
  expect(ends).toEqual(Array.from({ length: 5 }, () => '/console'))
  expect((await everythingIn(store)).operators).toHaveLength(2)
})
