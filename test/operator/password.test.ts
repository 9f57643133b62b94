import { describe, expect, it } from 'vitest'
import { generatePassword, hashPassword, noPassword, passwordFits, requireGoodPassword } from '../../src/operator/password.ts'

describe('a password that somebody chooses', () => {
  it.each(['zaļš-ezers-kalnā', 'Vasara Salacgrīvā', 'tēja ar medu un citronu', 'x9#kQ2!vLp', 'пароль из пяти слов'])(
    'may be %s',
    (password) => {
      expect(() => requireGoodPassword(password, 'anna')).not.toThrow()
    },
  )

  it.each([
    ['short', 'x9#kQ2!vL', 'at least 10'],
    ['endless', 'ab cd '.repeat(40), 'at most 200'],
    ['one letter', 'aaaaaaaaaaaa', 'different'],
    ['two letters', 'abababababab', 'different'],
    ['a common word with a year', 'Latvija2026!', 'guessed'],
    ['a common word with digits for letters', 'P4ssw0rd-123', 'guessed'],
    ['a common word with marks', 'Pārolē-12345', 'guessed'],
    ['digits only', '2911196017', 'guessed'],
    ['a row of the keyboard', 'qwertyuiop', 'guessed'],
    ['a row of digits', '1234567890', 'guessed'],
    ['a row backwards', '0987654321', 'guessed'],
    ['the user name and more', 'Anna-kalnu-iela', 'user name'],
  ])('may not be %s: %s', (_, password, why) => {
    expect(() => requireGoodPassword(password, 'anna', 'new')).toThrow(
      expect.objectContaining({ code: 'bad_request', field: 'new', message: expect.stringContaining(why) }),
    )
  })
})

it('generates passwords that differ, can be read out, and keep the rules', () => {
  const made = Array.from({ length: 200 }, generatePassword)
  expect(new Set(made).size).toBe(made.length)
  for (const password of made) {
    expect(password).toMatch(/^([a-km-np-z2-9]{5}-){3}[a-km-np-z2-9]{5}$/)
    expect(() => requireGoodPassword(password, 'anna')).not.toThrow()
  }
})

it('fits its own hash only, and an account without a password no password at all', { timeout: 30_000 }, async () => {
  const hash = await hashPassword('zaļš-ezers-kalnā')
  expect(hash).not.toBe(await hashPassword('zaļš-ezers-kalnā'))
  expect(await passwordFits('zaļš-ezers-kalnā', hash)).toBe(true)
  expect(await passwordFits('zaļš-ezers-kalna', hash)).toBe(false)
  expect(await passwordFits('', noPassword)).toBe(false)
  expect(await passwordFits('zaļš-ezers-kalnā', noPassword)).toBe(false)
})
