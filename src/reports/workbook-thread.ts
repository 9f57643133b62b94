import { parentPort, workerData } from 'node:worker_threads'
import { stringify } from 'csv-stringify/sync'
import { unzipSync, zipSync } from 'fflate'
import writeWorkbook from 'write-excel-file/node'
import type { Sheet } from './sheets.ts'
import type { SheetTask } from './workbook.ts'

/** The first day that a zip file can name: the same sheets give the same bytes at any time. */
const noTime = new Date(1980, 0, 1)

const { sheets, format } = workerData as SheetTask
const bytes = format === 'xlsx' ? await xlsx(sheets) : csv(sheets)
parentPort?.postMessage(bytes)

async function xlsx(all: readonly Sheet[]): Promise<Uint8Array> {
  const workbook = await writeWorkbook(
    all.map(({ name, columns, rows }) => ({
      sheet: name,
      data: [columns.map((value) => ({ value, fontWeight: 'bold' as const })), ...rows.map((row) => [...row])],
      columns: columns.map((column, index) => ({ width: widthOf([column, ...rows.slice(0, 100).map((row) => row[index] ?? null)]) })),
      stickyRowsCount: 1,
    })),
  ).toBuffer()
  return zipSync(unzipSync(workbook), { mtime: noTime })
}

function widthOf(cells: readonly (string | number | null)[]): number {
  return Math.min(60, Math.max(...cells.map((cell) => String(cell ?? '').length)) + 2)
}

/** The first sheet; the mark at the beginning tells spreadsheets that it is UTF-8. */
function csv([first]: readonly Sheet[]): Uint8Array {
  if (!first) return new Uint8Array()
  return Buffer.from(stringify([[...first.columns], ...first.rows.map((row) => [...row])], { bom: true, escape_formulas: true }))
}
