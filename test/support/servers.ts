import { Redis } from 'ioredis'
import pg from 'pg'

/** Addresses of real servers for tests; tests that need one are skipped where it cannot be reached. */
export const postgresUrl = process.env.TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres'
export const redisUrl = process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379'

/** Set by .ci/run: a missing server is a failure there, not a reason to skip. */
const required = process.env.REQUIRE_SERVERS === '1'

async function reachable(name: string, url: string, connect: () => Promise<void>): Promise<boolean> {
  try {
    await connect()
    return true
  } catch (error) {
    const reason = `${name} at ${url} cannot be reached (${error instanceof Error ? error.message : error})`
    if (required) throw new Error(`${reason}, and REQUIRE_SERVERS=1 asks for it`)
    process.stdout.write(`${reason}: the tests that need it are skipped\n`)
    return false
  }
}

export const hasPostgres = await reachable('PostgreSQL', postgresUrl, async () => {
  const client = new pg.Client({ connectionString: postgresUrl, connectionTimeoutMillis: 2000 })
  await client.connect()
  await client.end()
})

export const hasRedis = await reachable('Redis', redisUrl, async () => {
  const client = new Redis(redisUrl, { lazyConnect: true, connectTimeout: 2000, maxRetriesPerRequest: 0, retryStrategy: () => null })
  client.on('error', () => {})
  try {
    await client.connect()
  } finally {
    client.disconnect()
  }
})

/** An empty database of its own, dropped afterwards. */
export async function withDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `vpppd_test_${process.pid}_${Math.random().toString(36).slice(2, 8)}`
  const admin = new pg.Client({ connectionString: postgresUrl })
  await admin.connect()
  await admin.query(`create database ${name}`)
  const url = new URL(postgresUrl)
  url.pathname = `/${name}`
  return {
    url: url.href,
    async drop() {
      await admin.query(`drop database ${name} with (force)`)
      await admin.end()
    },
  }
}
