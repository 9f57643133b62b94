import type { Context } from 'hono'
import { type SheetTask, writeSheets } from '../reports/workbook.ts'

const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** A report as a file to download. */
export async function sendSheets(c: Context, name: string, task: SheetTask): Promise<Response> {
  return c.body(await writeSheets(task), 200, {
    'Content-Type': types[task.format],
    'Content-Disposition': `attachment; filename="${name}.${task.format}"`,
  })
}
