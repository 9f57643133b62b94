import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { ServiceError } from '../../src/errors.ts'
import { addOperator } from '../../src/operator/accounts.ts'
import { bootstrapAdmin, changePassword, findSession, signIn, signOut } from '../../src/operator/sign-in.ts'
import { everythingIn, sqliteRecord } from '../support/records.ts'

const minute = 60_000
const hour = 60 * minute
const start = Date.parse('2026-03-02T08:00:00Z')
const password = 'zaļš-ezers-kalnā'
const wrong = { code: 'not_signed_in', message: 'wrong name or password' }
const locked = { code: 'too_many' }

/** An empty record; time passes only where a test says so. */
async function signInWorld() {
  const record = await sqliteRecord()
  onTestFinished(() => record.remove())
  const store = record.nodes[0]
  await store.migrate()
  let now = start
  const clock = () => now
  return {
    ...record,
    store,
    clock,
    setTime: (time: number) => {
      now = time
    },
    addAnna: () => addOperator(store, { username: 'anna', name: 'Anna Ozola', role: 'operator', password }, clock),
    enter: (username: string, given: string) => signIn(store, username, given, clock),
    find: (secret: string) => findSession(store, secret, clock),
    eventTypes: async () => (await everythingIn(store)).events.map((event) => event.type),
  }
}

describe('signing in', { timeout: 60_000 }, () => {
  it('opens a session for the right password', async () => {
    const { addAnna, enter, find, eventTypes } = await signInWorld()
    await addAnna()
    const { secret, session: opened } = await enter('anna', password)
    expect(opened.operator).toMatchObject({ username: 'anna', name: 'Anna Ozola', role: 'operator' })
    expect(await find(secret)).toEqual(opened)
    expect(await find(`${secret}x`)).toBeUndefined()
    // At least 128 bits.
    expect(Buffer.from(secret, 'base64url').length).toBeGreaterThanOrEqual(16)
    expect((await enter('anna', password)).secret).not.toBe(secret)
    expect((await eventTypes()).sort()).toEqual(['operator-added', 'operator-signed-in', 'operator-signed-in'])
  })

  it('answers a wrong password and an unknown name alike, and opens no session', async () => {
    const { store, addAnna, enter } = await signInWorld()
    await addAnna()
    for (const [name, given] of [
      ['anna', 'nepareiza'],
      ['anna', ''],
      ['nezināms', password],
    ] as const) {
      const error = await enter(name, given).catch((reason) => reason)
      expect(error).toBeInstanceOf(ServiceError)
      expect(error).toMatchObject(wrong)
    }
    const { events, sessions } = await everythingIn(store)
    expect(sessions).toEqual([])
    expect(events.filter((event) => event.type === 'operator-sign-in-failed' && event.actor === 'anna')).toHaveLength(2)
  })

  it('locks the account for 15 minutes after 5 wrong passwords, also for the right one', async () => {
    const { addAnna, enter, setTime } = await signInWorld()
    await addAnna()
    for (let failure = 1; failure <= 5; failure++) await expect(enter('anna', 'nepareiza')).rejects.toMatchObject(wrong)
    await expect(enter('anna', password)).rejects.toMatchObject(locked)
    setTime(start + 15 * minute - 1)
    await expect(enter('anna', password)).rejects.toMatchObject(locked)
    setTime(start + 15 * minute)
    expect((await enter('anna', password)).session.operator.username).toBe('anna')
  })

  it('counts wrong passwords anew after a right one', async () => {
    const { addAnna, enter } = await signInWorld()
    await addAnna()
    for (let failure = 1; failure <= 4; failure++) await expect(enter('anna', 'nepareiza')).rejects.toMatchObject(wrong)
    await enter('anna', password)
    await expect(enter('anna', 'nepareiza')).rejects.toMatchObject(wrong)
    expect((await enter('anna', password)).session.operator.username).toBe('anna')
  })
})

describe('the first account', { timeout: 60_000 }, () => {
  it('gets a generated password that must be changed', async () => {
    const { store, clock, enter, find } = await signInWorld()
    const generated = (await bootstrapAdmin(store, undefined, clock)) ?? ''
    expect(generated.length).toBeGreaterThanOrEqual(16)
    const { secret, session: opened } = await enter('admin', generated)
    expect(opened).toMatchObject({ mustChange: true, operator: { role: 'administrator' } })

    await expect(changePassword(store, opened.operator, 'nepareiza', password, clock)).rejects.toMatchObject({
      code: 'not_signed_in',
      field: 'old',
    })
    expect(await find(secret)).toMatchObject({ mustChange: true })
    const other = await enter('admin', generated)
    await changePassword(store, opened.operator, generated, password, clock, secret)
    expect(await find(other.secret)).toBeUndefined()
    expect(await find(secret)).toMatchObject({ mustChange: false })
    await expect(enter('admin', generated)).rejects.toMatchObject(wrong)
    expect((await enter('admin', password)).session.mustChange).toBe(false)
  })

  it('keeps a password given by BOOTSTRAP_ADMIN_PASSWORD, which need not be changed and is not shown', async () => {
    const { store, clock, enter } = await signInWorld()
    expect(await bootstrapAdmin(store, password, clock)).toBeUndefined()
    expect((await enter('admin', password)).session.mustChange).toBe(false)
  })

  it('is left alone by the next start, unless a password is given: that one then opens it, locked or not', async () => {
    const { store, clock, enter } = await signInWorld()
    const generated = (await bootstrapAdmin(store, undefined, clock)) ?? ''
    expect(await bootstrapAdmin(store, undefined, clock)).toBeUndefined()
    expect((await enter('admin', generated)).session.mustChange).toBe(true)
    await store.db
      .updateTable('operators')
      .set({ lockedUntil: start + hour })
      .execute()
    await expect(enter('admin', generated)).rejects.toMatchObject(locked)
    expect(await bootstrapAdmin(store, password, clock)).toBeUndefined()
    expect((await enter('admin', password)).session.mustChange).toBe(false)
    expect((await everythingIn(store)).operators).toHaveLength(1)
  })
})

it('gives an added account a password that must be changed, and refuses a name that is taken', async () => {
  const { addAnna, enter } = await signInWorld()
  await addAnna()
  expect((await enter('anna', password)).session.mustChange).toBe(true)
  await expect(addAnna()).rejects.toMatchObject({ code: 'conflict', field: 'username' })
})

describe('a session', { timeout: 60_000 }, () => {
  async function signedIn() {
    const world = await signInWorld()
    await world.addAnna()
    return { ...world, ...(await world.enter('anna', password)) }
  }

  it('ends when nothing was asked for 8 hours', async () => {
    const { secret, find, setTime } = await signedIn()
    setTime(start + 8 * hour + 1)
    expect(await find(secret)).toBeUndefined()
    setTime(start + 8 * hour)
    expect(await find(secret)).toBeDefined()
    // That request counts: eight more hours from there.
    setTime(start + 15 * hour)
    expect(await find(secret)).toBeDefined()
  })

  it('ends 16 hours after the sign-in, however busy it was', async () => {
    const { secret, find, setTime } = await signedIn()
    for (let hours = 1; hours <= 16; hours++) {
      setTime(start + hours * hour)
      expect(await find(secret), `after ${hours} h`).toBeDefined()
    }
    setTime(start + 16 * hour + 1)
    expect(await find(secret)).toBeUndefined()
  })

  it('ends at sign-out, while another session of the same operator goes on', async () => {
    const { secret, find, store, clock, enter, eventTypes } = await signedIn()
    const other = await enter('anna', password)
    await signOut(store, secret, other.session.operator, clock)
    expect(await find(secret)).toBeUndefined()
    expect(await find(other.secret)).toBeDefined()
    expect(await eventTypes()).toContain('operator-signed-out')
  })

  it('leaves neither its secret nor the password on disk', async () => {
    const { secret, folder } = await signedIn()
    const disk = readdirSync(folder)
      .map((file) => readFileSync(join(folder, file)))
      .reduce((all, bytes) => Buffer.concat([all, bytes]))
    // What is stored openly is found, so what is not found is not there.
    expect(disk.includes('Anna Ozola')).toBe(true)
    expect(disk.includes(secret)).toBe(false)
    expect(disk.includes(password)).toBe(false)
  })
})
