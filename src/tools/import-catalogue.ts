import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CsvError, parse } from 'csv-parse/sync'
import { stringify } from 'yaml'
import { z } from 'zod'
import { type CatalogueEntry, joinCatalogue } from '../cards/join-catalogue.ts'
import { type KnownService, knownServices } from '../cards/known-service.ts'
import type { Knowledge } from '../cards/load-knowledge.ts'
import { writeWhole } from '../store/file-cache.ts'

export class ImportError extends Error {}

const row = z.object({ organisation: z.string().min(1), service_name: z.string().min(2) })

/**
 * Reads a catalogue export (tab- or comma-separated, with a header that has `organisation` and `service_name`) and writes
 * what it knows to knowledge/known-services.yaml. The same input gives the same file.
 *
 * @throws ImportError that names the line
 */
export function importCatalogue(
  file: string,
  knowledge: Knowledge,
  knowledgeFolder: string,
): { entries: number; joined: number; services: KnownService[] } {
  const entries = readEntries(file)
  const joined = joinCatalogue(entries, [...knowledge.cards.values()])
  const services = knownServices(joined)
  writeWhole(
    join(knowledgeFolder, 'known-services.yaml'),
    `# Written by "npm run cards -- import"; do not edit by hand.\n${stringify(services, { lineWidth: 0 })}`,
  )
  return { entries: entries.length, joined: joined.filter(({ card }) => card).length, services }
}

/** Tabs stand in the header of a TSV; exports of spreadsheets in Latvia separate by semicolons. */
function delimiterOf(header: string): string {
  return ['\t', ';', ','].find((mark) => header.includes(mark)) ?? ','
}

/** @throws ImportError that names the line */
export function readEntries(file: string): CatalogueEntry[] {
  const source = readFileSync(file, 'utf8')
  const delimiter = delimiterOf(source.split(/\r?\n/, 1)[0] ?? '')
  let records: { record: Record<string, string>; info: { lines: number } }[]
  try {
    records = parse(source, {
      bom: true,
      columns: true,
      delimiter,
      info: true,
      // A name may hold a single quotation mark; a TSV has no quoting at all.
      quote: delimiter === '\t' ? null : '"',
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as typeof records
  } catch (error) {
    if (error instanceof CsvError) throw new ImportError(`${file}:${error.lines ?? 0} ${error.message}`)
    throw error
  }
  return records.map(({ record, info }) => {
    const parsed = row.safeParse(record)
    const issue = parsed.error?.issues[0]
    if (!parsed.success)
      throw new ImportError(
        `${file}:${info.lines} ${issue?.path.join('.')}: ${issue?.message}; the header must have organisation and service_name`,
      )
    return { organisation: parsed.data.organisation, name: parsed.data.service_name }
  })
}
