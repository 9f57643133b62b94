import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPostgres } from '../../src/store/postgres.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import type { Store } from '../../src/store/store.ts'
import { withDatabase } from './servers.ts'

/** An empty record of its own, not migrated yet. */
export interface TestRecord {
  /** All nodes that share it; one alone where the record belongs to one process. */
  nodes: readonly [Store, ...Store[]]
  /** Closes every node and opens the record again, as a new process would. */
  restart(): Promise<Store>
  remove(): Promise<void>
}

export async function sqliteRecord(): Promise<TestRecord & { folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'vpppd-record-'))
  return {
    folder,
    ...recordOf(
      () => openSqlite(join(folder, 'vpppd.sqlite')),
      1,
      () => rm(folder, { recursive: true }),
    ),
  }
}

export async function postgresRecord(): Promise<TestRecord> {
  const { url, drop } = await withDatabase()
  // A closed pool still hears how the server ends its connections when the database is dropped.
  let dropping = false
  const broken = (error: Error) => {
    if (!dropping) throw error
  }
  return recordOf(
    () => openPostgres(url, broken),
    2,
    () => {
      dropping = true
      return drop()
    },
  )
}

function recordOf(open: () => Store, count: number, drop: () => Promise<void>): TestRecord {
  const nodes: [Store, ...Store[]] = [open(), ...Array.from({ length: count - 1 }, open)]
  let current: readonly Store[] = nodes
  const closeAll = () => Promise.all(current.map((store) => store.close()))
  return {
    nodes,
    async restart() {
      await closeAll()
      const store = open()
      current = [store]
      return store
    },
    async remove() {
      await closeAll()
      await drop()
    },
  }
}

/** Everything that is stored, to compare before and after. */
export async function everythingIn({ db }: Store) {
  return {
    conversations: await db.selectFrom('conversations').selectAll().orderBy('id').execute(),
    turns: await db.selectFrom('turns').selectAll().orderBy('conversationId').orderBy('seq').execute(),
    cases: await db.selectFrom('cases').selectAll().orderBy('id').execute(),
    notes: await db.selectFrom('notes').selectAll().orderBy('id').execute(),
    events: await db.selectFrom('events').selectAll().orderBy('id').execute(),
    operators: await db.selectFrom('operators').selectAll().orderBy('id').execute(),
    sessions: await db.selectFrom('sessions').selectAll().orderBy('idHash').execute(),
    settings: await db.selectFrom('settings').selectAll().orderBy('key').execute(),
  }
}
