import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from '../src/config.ts'

function faultsOf(env: Record<string, string>): string {
  try {
    readConfig(env)
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError)
    return (error as ConfigError).message
  }
  throw new Error('the configuration was accepted')
}

it('needs nothing to be set', () => {
  expect(readConfig({})).toEqual({
    PORT: 3978,
    HOST: '127.0.0.1',
    DATA_DIR: './data',
    KNOWLEDGE_DIR: './knowledge',
    INTENTS_DIR: './intents',
    TZ_NAME: 'Europe/Riga',
    WIDGET_ORIGINS: [],
    OIDC_ROLE_CLAIM: 'role',
    RETENTION_TRANSCRIPTS_DAYS: 180,
    RETENTION_CONTACTS_DAYS: 30,
    RETENTION_NOTES_DAYS: 180,
    RETENTION_MAILS_DAYS: 30,
    OPERATING_POINT: 'safe',
    LLM_TOKENS_PER_DAY: 1_000_000,
    RATE_LIMIT: 'on',
    LOG_LEVEL: 'info',
  })
})

it('takes what is set, an empty variable as absent, and no notice of other variables', () => {
  const config = readConfig({
    PORT: '80',
    HOST: '',
    TZ_NAME: 'Europe/London',
    DATABASE_URL: 'postgresql://db/vpppd',
    REDIS_URL: 'rediss://redis:6379',
    DIRECTLINE_SECRET: '',
    WIDGET_ORIGINS: ' https://www.vsaa.gov.lv, https://latvija.lv,',
    PATH: '/usr/bin',
  })
  expect(config).toMatchObject({
    PORT: 80,
    HOST: '127.0.0.1',
    TZ_NAME: 'Europe/London',
    DATABASE_URL: 'postgresql://db/vpppd',
    REDIS_URL: 'rediss://redis:6379',
  })
  expect(config.WIDGET_ORIGINS).toEqual(['https://www.vsaa.gov.lv', 'https://latvija.lv'])
  expect(config).not.toHaveProperty('DIRECTLINE_SECRET')
  expect(config).not.toHaveProperty('PATH')
})

// Each value holds a mark that must not come back in a message.
const bad = {
  PORT: '3978-qqq',
  PUBLIC_URL: 'ftp://qqq.lv',
  DATABASE_URL: 'mysql://root:qqq@db',
  REDIS_URL: 'http://qqq',
  TZ_NAME: 'Europe/qqq',
  DIRECTLINE_SECRET: 'qqq',
  WIDGET_ORIGINS: 'https://latvija.lv, qqq.lv',
  BOOTSTRAP_ADMIN_PASSWORD: 'qqq',
  LLM_TOKENS_PER_DAY: '1000 qqq',
  RATE_LIMIT: 'qqq',
  LOG_LEVEL: 'qqq',
}

describe('a fault', () => {
  it.each(Object.entries(bad))('in %s stops the start, names the variable and hides the value', (name, value) => {
    const message = faultsOf({ [name]: value })
    expect(message).toMatch(new RegExp(`^The configuration has 1 fault\\(s\\):\n  ${name}: .+$`))
    expect(message).not.toContain('qqq')
  })

  it('is told together with all others, in one message', () => {
    const [heading, ...lines] = faultsOf({ ...bad, HOST: '0.0.0.0', DATA_DIR: './qqq' }).split('\n')
    expect(heading).toBe('The configuration has 11 fault(s):')
    expect(lines.map((line) => line.trim().split(':')[0])).toEqual(Object.keys(bad))
    expect(lines.join()).not.toContain('qqq')
  })

  it('hides secrets that are right beside one that is wrong', () => {
    expect(
      faultsOf({ PORT: '65536', DIRECTLINE_SECRET: 'a-secret-of-enough-letters', DATABASE_URL: 'postgres://u:p4ss@db/x' }),
    ).not.toMatch(/a-secret|p4ss/)
  })
})

describe('RATE_LIMIT off', () => {
  it.each([undefined, '', '127.0.0.1', '::1', 'localhost'])('is accepted on HOST %j', (HOST) => {
    expect(readConfig({ RATE_LIMIT: 'off', HOST }).RATE_LIMIT).toBe('off')
  })

  it.each(['0.0.0.0', '::', '192.168.1.5', 'assistant.gov.lv', 'localhost.gov.lv'])('is refused on HOST %s', (HOST) => {
    expect(faultsOf({ RATE_LIMIT: 'off', HOST })).toBe(
      'The configuration has 1 fault(s):\n  RATE_LIMIT: may be off only when HOST is a loopback address',
    )
    expect(readConfig({ RATE_LIMIT: 'on', HOST }).HOST).toBe(HOST)
  })

  it('is refused together with other faults', () => {
    expect(faultsOf({ RATE_LIMIT: 'off', HOST: '0.0.0.0', PORT: 'x' })).toMatch(
      /^The configuration has 2 fault\(s\):\n {2}PORT: .+\n {2}RATE_LIMIT: may be off only/,
    )
  })
})

describe('a language model', () => {
  const whole = { LLM_BASE_URL: 'http://qqq.example/v1', LLM_MODEL: 'qqq-model', LLM_API_KEY: 'qqq-key' }
  const names = Object.keys(whole)

  it('is taken when all three are set', () => {
    expect(readConfig({ ...whole, LLM_TOKENS_PER_DAY: '0' })).toMatchObject({ ...whole, LLM_TOKENS_PER_DAY: 0 })
  })

  it.each([1, 2, 3, 4, 5, 6])('that is half set stops the start; what is missing is named, no value shown (%i of 1–6)', (bits) => {
    const set = names.filter((_, bit) => bits & (1 << bit))
    const message = faultsOf(Object.fromEntries(Object.entries(whole).filter(([name]) => set.includes(name))))
    const missing = names.filter((name) => !set.includes(name)).join(', ')
    expect(message).toBe(`The configuration has 1 fault(s):\n  ${missing}: must be set too, or none of ${names.join(', ')}`)
  })

  it('with an empty key counts as half set', () => {
    expect(faultsOf({ ...whole, LLM_API_KEY: '' })).toMatch(/ {2}LLM_API_KEY: must be set too/)
  })

  it('is asked over HTTP only', () => {
    const message = faultsOf({ ...whole, LLM_BASE_URL: 'file:///etc/qqq' })
    expect(message).toMatch(/^The configuration has 1 fault\(s\):\n {2}LLM_BASE_URL: /)
    expect(message).not.toContain('qqq')
  })
})

describe('outgoing mail', () => {
  const whole = { MAIL_SMTP_URL: 'smtps://qqq:parole@mail.example:465', MAIL_FROM: 'VPPPD <qqq@vpppd.example>' }

  it.each([
    ['smtp://127.0.0.1:25', 'qqq@vpppd.example'],
    ['smtps://qqq:parole@mail.example:465', 'VPPPD palīdzība <qqq@vpppd.example>'],
  ])('is taken with %s and %s', (MAIL_SMTP_URL, MAIL_FROM) => {
    const mail = { MAIL_SMTP_URL, MAIL_FROM, MAIL_DUTY_TO: 'dezurants@vpppd.example' }
    expect(readConfig(mail)).toMatchObject(mail)
  })

  it.each([
    ['MAIL_SMTP_URL', { MAIL_FROM: whole.MAIL_FROM }],
    ['MAIL_FROM', { MAIL_SMTP_URL: whole.MAIL_SMTP_URL }],
  ])('that lacks %s stops the start', (missing, env) => {
    expect(faultsOf(env)).toBe(`The configuration has 1 fault(s):\n  ${missing}: must be set too, or none of MAIL_SMTP_URL, MAIL_FROM`)
  })

  it.each([
    { MAIL_SMTP_URL: 'https://qqq.example' },
    { MAIL_SMTP_URL: 'smtp://' },
    { MAIL_SMTP_URL: 'smtp://qqq:parole@mail.example:99999' },
    { MAIL_FROM: 'qqq' },
    { MAIL_FROM: 'VPPPD <qqq@vpppd.example>\r\nBcc: qqq@example.lv' },
    { MAIL_FROM: 'a@qqq.example, b@qqq.example' },
    { MAIL_DUTY_TO: 'qqq' },
  ])('with $MAIL_SMTP_URL$MAIL_FROM$MAIL_DUTY_TO stops the start, hiding the value', (change) => {
    const message = faultsOf({ ...whole, ...change })
    expect(message).toMatch(new RegExp(`^The configuration has 1 fault\\(s\\):\n  ${Object.keys(change)[0]}: .+$`))
    expect(message).not.toMatch(/qqq|parole/)
  })

  it('is needed to call whoever is on duty', () => {
    expect(faultsOf({ MAIL_DUTY_TO: 'dezurants@vpppd.example' })).toBe(
      'The configuration has 1 fault(s):\n  MAIL_DUTY_TO: needs MAIL_SMTP_URL and MAIL_FROM',
    )
  })
})

describe("sign-in with the organisation's accounts", () => {
  const whole = { OIDC_ISSUER: 'https://qqq.example/realm', OIDC_CLIENT_ID: 'qqq-client', OIDC_CLIENT_SECRET: 'qqq-secret' }
  const PUBLIC_URL = 'https://vpppd.example'

  it('is taken whole, with the address that people come back to', () => {
    expect(readConfig({ ...whole, PUBLIC_URL, OIDC_ROLE_CLAIM: 'realm_access.roles' })).toMatchObject({
      ...whole,
      OIDC_ROLE_CLAIM: 'realm_access.roles',
    })
  })

  it.each(Object.keys(whole))('that lacks %s stops the start', (missing) => {
    const message = faultsOf({ ...whole, PUBLIC_URL, [missing]: '' })
    expect(message).toBe(`The configuration has 1 fault(s):\n  ${missing}: must be set too, or none of ${Object.keys(whole).join(', ')}`)
  })

  it('needs PUBLIC_URL, and an issuer that nobody can listen to', () => {
    expect(faultsOf(whole)).toBe(
      'The configuration has 1 fault(s):\n  PUBLIC_URL: must be set with OIDC_ISSUER: the provider sends people back to it',
    )
    expect(faultsOf({ ...whole, PUBLIC_URL, OIDC_ISSUER: 'http://qqq.example' })).toMatch(
      /^.+:\n {2}OIDC_ISSUER: must be https, but on this machine$/,
    )
    expect(readConfig({ ...whole, PUBLIC_URL, OIDC_ISSUER: 'http://127.0.0.1:9000' }).OIDC_ISSUER).toBe('http://127.0.0.1:9000')
  })
})

describe('a time to keep', () => {
  it.each(['TRANSCRIPTS', 'CONTACTS', 'NOTES', 'MAILS'])('of %s is a number of days from 1 on', (kind) => {
    const name = `RETENTION_${kind}_DAYS` as const
    expect(readConfig({ [name]: '7' })).toMatchObject({ [name]: 7 })
    for (const wrong of ['0', '-1', '1.5', 'qqq', '10000'])
      expect(faultsOf({ [name]: wrong })).toBe(`The configuration has 1 fault(s):\n  ${name}: must be a number of days from 1 to 9999`)
  })
})

describe('ways to a person', () => {
  it.each([{ HELP_PHONE: '+371 67 000 000' }, { HELP_PHONE: '8000' }, { HELP_EMAIL: 'palidziba@vpppd.example' }])(
    '%j is taken',
    (given) => {
      expect(readConfig(given)).toMatchObject(given)
    },
  )

  it.each([{ HELP_PHONE: 'qqq' }, { HELP_PHONE: '67"><qqq' }, { HELP_EMAIL: 'qqq' }])('%j stops the start, hiding the value', (given) => {
    expect(faultsOf(given)).toMatch(new RegExp(`^The configuration has 1 fault\\(s\\):\n  ${Object.keys(given)[0]}: .+$`))
    expect(faultsOf(given)).not.toContain('qqq')
  })
})
