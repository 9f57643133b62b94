import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openConversation } from '../../src/store/conversations.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { appendTurn } from '../../src/store/turns.ts'
import { everythingIn } from '../support/records.ts'

const day = 24 * 3600_000

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vpppd-retention-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

async function run(folder: string, args: string[], env: Record<string, string> = {}) {
  const started = promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', resolve(import.meta.dirname, '../../src/tools/retention.ts'), ...args],
    { env: { PATH: process.env.PATH ?? '', DATA_DIR: folder, ...env }, cwd: resolve(import.meta.dirname, '../..') },
  )
  return started.then(
    ({ stdout }) => ({ code: 0, stdout, stderr: '' }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  )
}

describe('npm run retention', { timeout: 60_000 }, () => {
  it('says with --dry-run what would go, and deletes it without', async () => {
    const folder = emptyFolder()
    const open = async <T>(use: (store: ReturnType<typeof openSqlite>) => Promise<T>) => {
      const store = openSqlite(join(folder, 'vpppd.sqlite'))
      await store.migrate()
      const result = await use(store)
      await store.close()
      return result
    }
    const at = Date.now() - 11 * day
    await open(async ({ db }) => {
      const { conversation } = await openConversation(db, { channel: 'webchat', id: 'c1' }, 'lv', at)
      await appendTurn(db, conversation.id, { speaker: 'client', at, language: 'lv', text: 'Labdien!', handledAt: at })
    })
    expect((await run(folder, ['--dry-run'])).stdout).toMatch(/turns +0 +kept 180 days/)
    const short = { RETENTION_TRANSCRIPTS_DAYS: '10' }
    const before = await open(everythingIn)
    const dry = await run(folder, ['--dry-run'], short)
    expect(dry.stdout).toMatch(
      /^Would be deleted \(nothing was changed\):\n {2}turns +1 +kept 10 days, since \d{4}-\d\d-\d\d\n {2}addresses +1 /,
    )
    expect(await open(everythingIn)).toEqual(before)
    expect((await run(folder, [], short)).stdout).toMatch(/^Deleted:\n {2}turns +1 /)
    const { turns, events } = await open(everythingIn)
    expect(turns.map(({ text }) => text)).toEqual([''])
    expect(events.map(({ type, actor }) => [type, actor])).toContainEqual(['retention-purged', 'npm run retention'])
  })

  it('makes no record where there is none, and refuses what it does not know', async () => {
    const folder = emptyFolder()
    expect(await run(folder, [])).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing is stored') })
    expect(readdirSync(folder)).toEqual([])
    expect(await run(folder, ['--now'])).toMatchObject({ code: 2, stderr: expect.stringContaining('npm run retention') })
    expect(await run(folder, [], { RETENTION_NOTES_DAYS: '0' })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('RETENTION_NOTES_DAYS'),
    })
  })
})
