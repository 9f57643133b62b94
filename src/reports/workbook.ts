import { Worker } from 'node:worker_threads'
import type { Sheet } from './sheets.ts'

export interface SheetTask {
  sheets: readonly Sheet[]
  format: 'csv' | 'xlsx'
}

/** Node 20 does not pass the TypeScript loader on to threads: each registers it itself. */
const threadCode = `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(new URL('./workbook-thread.ts', import.meta.url).href)}) })`

/** A file for spreadsheets: all sheets as XLSX, or the first as CSV; made in a thread, since a year has many rows. */
export function writeSheets(task: SheetTask): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(threadCode, { eval: true, workerData: task })
    worker.once('message', (bytes: Uint8Array<ArrayBuffer>) => resolve(bytes))
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`the thread that writes spreadsheets ended with ${code} and no file`)))
  })
}
