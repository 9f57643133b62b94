import readSheets from 'read-excel-file/node'
import { expect, it } from 'vitest'
import { writeSheets } from '../../src/reports/workbook.ts'

const sheets = [
  {
    name: 'Rādītāji',
    columns: ['Nosaukums', 'Skaits'],
    rows: [
      ['=1+1', 3],
      ['Žagare & <b>"ābele"</b>', 0.95],
      [null, -2],
    ],
  },
  { name: 'Otrā', columns: ['A'], rows: [['@SUM(A1)']] },
] as const

it('an XLSX holds every sheet, and formulas are only text', async () => {
  const read = await readSheets(Buffer.from(await writeSheets({ format: 'xlsx', sheets })))
  expect(read.map(({ sheet }) => sheet)).toEqual(['Rādītāji', 'Otrā'])
  expect(read[0]?.data).toEqual([
    ['Nosaukums', 'Skaits'],
    ['=1+1', 3],
    ['Žagare & <b>"ābele"</b>', 0.95],
    [null, -2],
  ])
  expect(read[1]?.data).toEqual([['A'], ['@SUM(A1)']])
})

it('a CSV holds the first sheet, says that it is UTF-8 and escapes what a spreadsheet would compute', async () => {
  const csv = Buffer.from(await writeSheets({ format: 'csv', sheets })).toString('utf8')
  expect(csv).toBe(`\uFEFFNosaukums,Skaits\n'=1+1,3\n"Žagare & <b>""ābele""</b>",0.95\n,-2\n`)
})

it('a report without rows is a file all the same', async () => {
  const empty = [{ name: 'Tukšs', columns: ['A', 'B'], rows: [] }]
  const [read] = await readSheets(Buffer.from(await writeSheets({ format: 'xlsx', sheets: empty })))
  expect(read?.data).toEqual([['A', 'B']])
})

it('no file tells when it was made, so that the same report has the same bytes', async () => {
  const bytes = Buffer.from(await writeSheets({ format: 'xlsx', sheets }))
  // Time and date of the first local file header (APPNOTE 4.3.7): midnight of 1 January 1980.
  expect([bytes.readUInt16LE(10), bytes.readUInt16LE(12)]).toEqual([0, (1 << 5) | 1])
  expect(Buffer.from(await writeSheets({ format: 'xlsx', sheets })).equals(bytes)).toBe(true)
})
