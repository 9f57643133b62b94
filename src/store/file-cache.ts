import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** What was written under this version; an empty list when there is none or it cannot be read: a cache may always vanish. */
export function readCache<T extends unknown[]>(file: string, version: string): T | [] {
  try {
    const cache = JSON.parse(readFileSync(file, 'utf8')) as { version: string; value: T }
    return cache.version === version ? cache.value : []
  } catch {
    return []
  }
}

/** Replaces the file in one step, so that a reader never sees half of it. */
export function writeCache(file: string, version: string, value: unknown[]): void {
  writeWhole(file, JSON.stringify({ version, value }))
}

export function writeWhole(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true })
  const temporary = `${file}.${process.pid}.tmp`
  writeFileSync(temporary, content)
  renameSync(temporary, file)
}

/** Milliseconds after which a temporary file of a process that writes into the cache is nobody's any more. */
export const leftOverAfter = 3600_000

/** Milliseconds since it was written; 0 when it has gone. */
export function ageOf(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false })
  return found ? Date.now() - found.mtimeMs : 0
}
