import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { systemClock } from '../clock.ts'
import { ConfigError, readConfig } from '../config.ts'
import { countDue, cutoff, purge, retentionDays } from '../retention/purge.ts'
import { retained, retainedNames } from '../retention/retained.ts'
import { openStore, sqliteFile } from '../store/open-store.ts'
import { wrongUse } from './open-assistant.ts'

const usage = `Use: npm run retention                deletes at once what has had its time; the service does it once a day by itself
     npm run retention -- --dry-run   says what would go, and changes nothing`

function readArguments(): { dryRun: boolean } {
  try {
    const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean', default: false } } })
    return { dryRun: values['dry-run'] }
  } catch (error) {
    return wrongUse(`${error instanceof Error ? error.message : error}\n${usage}`)
  }
}

function configured() {
  try {
    return readConfig(process.env)
  } catch (error) {
    if (error instanceof ConfigError) return wrongUse(error.message)
    throw error
  }
}

const { dryRun } = readArguments()
const config = configured()
// Opening a SQLite file makes it.
if (!config.DATABASE_URL && !existsSync(sqliteFile(config))) {
  process.stdout.write(`Nothing is stored in ${sqliteFile(config)}.\n`)
  process.exit(0)
}
const store = openStore(config, (error) => process.stderr.write(`a database connection broke: ${error.message}\n`))
try {
  await store.migrate()
  const days = retentionDays(config)
  const at = systemClock()
  const purged = dryRun ? undefined : await purge({ store, clock: systemClock }, days, { actor: 'npm run retention' })
  const counts = purged ?? (await countDue(store.db, days, at))
  process.stdout.write(`${dryRun ? 'Would be deleted (nothing was changed)' : 'Deleted'}:\n`)
  for (const name of retainedNames) {
    const before = new Date(cutoff(name, days, at)).toISOString().slice(0, 10)
    process.stdout.write(
      `  ${name.padEnd(10)} ${String(counts[name]).padStart(7)}   kept ${days[retained[name].category]} days, since ${before}\n`,
    )
  }
} finally {
  await store.close()
}
