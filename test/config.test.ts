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
