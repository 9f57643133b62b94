import type { Language } from '../languages.ts'
import { type FigureUnit, figureDefinitions, groupNames } from './figure-definitions.ts'
import type { QualityReport } from './quality.ts'
import { type SplitName, splitFigures, splitNames } from './quality-parts.ts'
import { type SheetWord, sheetWords } from './sheet-words.ts'
import type { Sheet } from './sheets.ts'
import type { Value } from './tally.ts'

type Row = (string | number | null)[]

/** Minutes for people; the CSV keeps milliseconds. */
const shown = ({ value }: Value, unit: FigureUnit) => (value !== null && unit === 'time' ? Math.round(value / 6000) / 10 : value)
const units: Record<FigureUnit, string> = { share: '0–1', count: '', time: 'min', score: '1–5' }

/** The report as a workbook, in words of a language. */
export function qualitySheets(report: QualityReport, language: Language): Sheet[] {
  const t = (word: SheetWord) => sheetWords[word][language]
  const sheet = (name: SheetWord, columns: SheetWord[], rows: Row[]): Sheet => ({ name: t(name), columns: columns.map(t), rows })
  const reasons = report.reasons.map(({ reason }) => reason)
  return [
    sheet(
      'figures',
      ['group', 'figure', 'value', 'unit', 'numerator', 'denominator', 'goal', 'met', 'definition'],
      report.figures.map((figure) => [
        groupNames[figure.group][language],
        figure.name[language],
        shown(figure, figure.unit),
        units[figure.unit],
        figure.numerator,
        figure.denominator,
        figure.goal && `${figure.goal.rule === 'at-least' ? '≥' : '>'} ${figure.goal.value}`,
        figure.met === null ? null : t(figure.met ? 'yes' : 'no'),
        figure.definition[language],
      ]),
    ),
    {
      name: t('trend'),
      columns: [t('time'), ...(['visits', 'answered', 'handoffs'] as const).map((id) => figureDefinitions[id].name[language]), ...reasons],
      rows: report.trend.points.map(({ key, visits, answered, handoffs }) => [
        key,
        visits,
        answered.value,
        Object.values(handoffs).reduce((sum, count) => sum + count, 0),
        ...reasons.map((reason) => handoffs[reason] ?? 0),
      ]),
    },
    sheet(
      'load',
      ['weekday', 'hour', 'count', 'open'],
      report.load.week.flatMap((day, index) =>
        day.map(({ visits, open }, hour) => [index + 1, `${hour}:00`, visits, t(open ? 'yes' : 'no')]),
      ),
    ),
    sheet(
      'reasons',
      ['reason', 'count'],
      report.reasons.map(({ reason, count }) => [reason, count]),
    ),
    sheet(
      'satisfaction',
      ['score', 'count'],
      report.scores.map((count, index) => [index + 1, count]),
    ),
    sheet(
      'comments',
      ['time', 'score', 'solved', 'comment'],
      report.comments.map(({ at, score, solved, comment }) => [at, score, solved === null ? null : t(solved ? 'yes' : 'no'), comment]),
    ),
    ...splitNames.map((name) => splitSheet(report, name, language)),
  ]
}

function splitSheet({ splits }: QualityReport, name: SplitName, language: Language): Sheet {
  const headings = splitFigures.map((id) => {
    const { unit, name: figure } = figureDefinitions[id]
    return unit === 'time' ? `${figure[language]}, min` : figure[language]
  })
  return {
    name: sheetWords[name][language],
    columns: [sheetWords[name][language], sheetWords.name[language], ...headings],
    rows: splits[name].map(({ key, name: named, figures }) => [
      key,
      named?.[language] ?? null,
      ...splitFigures.map((id) => shown(figures[id], figureDefinitions[id].unit)),
    ]),
  }
}

/** Everything in one long table for programs: one value a line, names that do not change. */
export function qualityTable({ figures, trend, load, reasons, scores, splits }: QualityReport): Sheet {
  const value = (part: string, key: string | number, figure: string, { value, numerator, denominator }: Value): Row => [
    part,
    key,
    figure,
    value,
    numerator,
    denominator,
  ]
  const count = (part: string, key: string | number, figure: string, number: number): Row =>
    value(part, key, figure, { value: number, numerator: number, denominator: null })
  return {
    name: 'quality',
    columns: ['part', 'key', 'figure', 'value', 'numerator', 'denominator', 'goal', 'met'],
    rows: [
      ...figures.map(
        (figure): Row => [
          ...value('total', '', figure.id, figure),
          figure.goal && `${figure.goal.rule} ${figure.goal.value}`,
          figure.met === null ? null : String(figure.met),
        ],
      ),
      ...trend.points.flatMap(({ key, visits, answered, handoffs }): Row[] => [
        count(trend.step, key, 'visits', visits),
        value(trend.step, key, 'answered', answered),
        ...Object.entries(handoffs).map(([reason, number]) => count(trend.step, key, `handoffs-${reason}`, number)),
      ]),
      ...load.week.flatMap((day, index) =>
        day.map(({ visits }, hour) => count('load', `${index + 1}-${String(hour).padStart(2, '0')}`, 'visits', visits)),
      ),
      ...reasons.map(({ reason, count: number }) => count('reason', reason, 'handoffs', number)),
      ...scores.map((number, index) => count('score', index + 1, 'ratings', number)),
      ...splitNames.flatMap((name) =>
        splits[name].flatMap(({ key, figures: own }) => splitFigures.map((id) => value(name, key, id, own[id]))),
      ),
    ].map((row) => [...row, ...Array(8 - row.length).fill(null)]),
  }
}
