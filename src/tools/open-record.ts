import { existsSync } from 'node:fs'
import type { Clock } from '../clock.ts'
import { type Config, readConfig } from '../config.ts'
import { type AskedQuestion, askedQuestions } from '../reports/asked-questions.ts'
import { periodOf } from '../reports/period.ts'
import { openStore, sqliteFile } from '../store/open-store.ts'

export interface RecordOfPeriod {
  asked: AskedQuestion[]
  firstDay: string
  lastDay: string
}

/** Questions of a period from the record that the configuration names; undefined when nothing was ever recorded here. */
export async function readRecord(
  dates: { from?: string | undefined; to?: string | undefined },
  clock: Clock,
  config: Config = readConfig(process.env),
): Promise<RecordOfPeriod | undefined> {
  // Opening a SQLite file makes it; a tool that only reads leaves nothing behind.
  if (!config.DATABASE_URL && !existsSync(sqliteFile(config))) return undefined
  const store = openStore(config, (error) => process.stderr.write(`a database connection broke: ${error.message}\n`))
  try {
    await store.migrate()
    const { firstDay, lastDay, ...period } = periodOf(dates.from, dates.to, clock(), config.TZ_NAME)
    return { asked: await askedQuestions(store.db, period), firstDay, lastDay }
  } finally {
    await store.close()
  }
}
