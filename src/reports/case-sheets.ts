import type { Language } from '../languages.ts'
import type { CaseCount, CaseExport, CaseLine } from './case-export.ts'
import { type SheetWord, sheetWords } from './sheet-words.ts'
import type { Sheet } from './sheets.ts'

const rowOf = ({ month, channel, centre, kind, cases }: CaseCount) => [month, channel, centre, kind, cases]

/** The export as a workbook: what began in the period, what was corrected and, when wanted, every case. */
export function caseSheets({ cases, corrections }: CaseExport, lines: readonly CaseLine[] | undefined, language: Language): Sheet[] {
  const t = (word: SheetWord) => sheetWords[word][language]
  const columns = (['month', 'channel', 'centre', 'kind', 'cases'] as const).map(t)
  return [
    { name: t('cases'), columns, rows: cases.map(rowOf) },
    { name: t('corrections'), columns, rows: corrections.map(rowOf) },
    ...(lines
      ? [
          {
            name: t('lines'),
            columns: ['id', ...(['time', 'month', 'channel', 'centre', 'kind'] as const).map(t)],
            rows: lines.map(lineOf),
          },
        ]
      : []),
  ]
}

/** The same in one table for programs; with `lines` one case a line. */
export function caseTable({ cases, corrections }: CaseExport, lines: readonly CaseLine[] | undefined): Sheet {
  if (lines) return { name: 'cases', columns: ['id', 'at', 'month', 'channel', 'centre', 'kind'], rows: lines.map(lineOf) }
  return {
    name: 'cases',
    columns: ['part', 'month', 'channel', 'centre', 'kind', 'cases'],
    rows: [...cases.map((row) => ['begun', ...rowOf(row)]), ...corrections.map((row) => ['correction', ...rowOf(row)])],
  }
}

function lineOf({ id, at, month, channel, centre, kind }: CaseLine) {
  return [id, at, month, channel, centre, kind]
}
