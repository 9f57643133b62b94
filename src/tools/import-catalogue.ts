import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { z } from 'zod'
import { type CatalogueEntry, joinCatalogue } from '../cards/join-catalogue.ts'
import { type KnownService, knownServices } from '../cards/known-service.ts'
import type { Knowledge } from '../cards/load-knowledge.ts'
import { writeWhole } from '../store/file-cache.ts'

export class ImportError extends Error {}

const row = z.object({ organisation: z.string().min(1), service_name: z.string().min(2) })

/**
 * Reads a catalogue export (tab-separated, with a header that has `organisation` and `service_name`) and writes what it
 * knows to knowledge/known-services.yaml. The same input gives the same file.
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

export function readEntries(file: string): CatalogueEntry[] {
  const [header = '', ...lines] = readFileSync(file, 'utf8').split(/\r?\n/)
  const columns = header.replace(/^\ufeff/, '').split('\t')
  return lines.flatMap((line, index): CatalogueEntry[] => {
    if (!line.trim()) return []
    const cells = line.split('\t')
    const parsed = row.safeParse(Object.fromEntries(columns.map((column, position) => [column, cells[position]?.trim()])))
    if (!parsed.success)
      throw new ImportError(
        `${file}:${index + 2} ${parsed.error.issues[0]?.path.join('.')}: ${parsed.error.issues[0]?.message}; the header must have organisation and service_name`,
      )
    return [{ organisation: parsed.data.organisation, name: parsed.data.service_name }]
  })
}
