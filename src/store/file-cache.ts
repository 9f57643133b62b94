import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
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
