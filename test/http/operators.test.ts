import { describe, expect, it } from 'vitest'
import { appWorld, Person } from '../support/app-world.ts'

describe('the accounts API', { timeout: 60_000 }, () => {
  it('takes a new colleague from the first sign-in with the shown password to the own one', async () => {
    const { app, admin } = await appWorld()
    const boss = await admin()
    const { username, password } = await boss.json('POST', '/api/v1/operators', {
      username: 'anna',
      name: 'Anna Ozola',
      role: 'operator',
      languages: ['lv'],
      institutions: ['pmlp'],
      maxChats: 2,
      email: 'anna@vpppd.lv',
    })
    expect(username).toBe('anna')
    const { operators, choices } = await boss.json('GET', '/api/v1/operators')
    expect(operators.find((account: { username: string }) => account.username === 'anna')).toMatchObject({
      name: 'Anna Ozola',
      maxChats: 2,
      mustChange: true,
    })
    expect(JSON.stringify(operators)).not.toMatch(/hash|passwordHash|subject/i)
    expect(choices.institutions).toContainEqual({
      id: 'pmlp',
      short: 'PMLP',
      name: expect.objectContaining({ lv: 'Pilsonības un migrācijas lietu pārvalde' }),
    })

    const anna = new Person(app)
    await anna.signIn('anna', password)
    expect((await anna.request('GET', '/api/v1/cases')).status).toBe(403)
    const bad = await anna.request('POST', '/api/v1/password', { old: password, new: 'anna-un-anna' })
    expect([bad.status, (await bad.json()).error.field]).toEqual([400, 'new'])
    expect((await anna.request('POST', '/api/v1/password', { old: password, new: 'zaļš ezers kalnā' })).status).toBe(204)
    expect((await anna.request('GET', '/api/v1/cases')).status).toBe(200)
  })

  it.each([
    ['username', { username: 'a b', name: 'Anna', role: 'operator' }],
    ['name', { username: 'anna', name: ' ', role: 'operator' }],
    ['role', { username: 'anna', name: 'Anna', role: 'root' }],
    ['languages.0', { username: 'anna', name: 'Anna', role: 'operator', languages: ['de'] }],
    ['institutions', { username: 'anna', name: 'Anna', role: 'operator', institutions: ['pmpl'] }],
    ['maxChats', { username: 'anna', name: 'Anna', role: 'operator', maxChats: 0 }],
    ['email', { username: 'anna', name: 'Anna', role: 'operator', email: 'anna' }],
    ['password', { username: 'anna', name: 'Anna', role: 'operator', password: '1234567890' }],
  ])('names the field %s at fault', async (field, account) => {
    const { admin, store } = await appWorld()
    const response = await (await admin()).request('POST', '/api/v1/operators', account)
    expect([response.status, (await response.json()).error.field]).toEqual([400, field])
    expect(await store.db.selectFrom('operators').select('username').execute()).toEqual([{ username: 'admin' }])
  })

  it('refuses a field that it does not know, an account that is not there, and a name that is taken', async () => {
    const { admin } = await appWorld()
    const boss = await admin()
    expect((await boss.request('PATCH', '/api/v1/operators/admin', { passwordHash: 'x' })).status).toBe(400)
    expect((await boss.request('PATCH', '/api/v1/operators/nobody', { name: 'No Body' })).status).toBe(404)
    expect((await boss.request('POST', '/api/v1/operators', { username: 'admin', name: 'Another', role: 'operator' })).status).toBe(409)
    expect((await boss.request('PATCH', '/api/v1/operators/admin', { role: 'operator' })).status).toBe(409)
  })

  it.each([
    ['disabled', { disabled: true }],
    ['given a role without cases', { role: 'analyst' }],
  ])('ends the live stream of whoever is %s, at once', async (_, change) => {
    const { admin, person } = await appWorld()
    const boss = await admin()
    const anna = await person('operator', 'anna')
    const stream = (await anna.request('GET', '/api/v1/events')).body?.getReader()
    expect(new TextDecoder().decode((await stream?.read())?.value)).toContain('event: cases')
    await boss.json('PATCH', '/api/v1/operators/anna', { name: 'Anna Ozola' }) // says nothing about what she may see
    await boss.json('PATCH', '/api/v1/operators/anna', change)
    expect(await stream?.read()).toEqual({ done: true, value: undefined })
    expect((await anna.request('GET', '/api/v1/cases')).status).toBe('disabled' in change ? 401 : 403)
  })
})
