import { languages } from '../languages.ts'
import { commonRules, type FigureDefinition, type FigureGroup, figureGroups, groupNames } from './figure-definitions.ts'

const languageNames = { lv: 'Latviski', ru: 'По-русски', en: 'In English' }

/** The definitions of all figures as a page, drawn from the code. */
export function drawFigures(): string {
  return [
    '# The figures of the quality board',
    '',
    'Drawn from `src/reports/figure-definitions.ts` by `npm run draw`; a test compares the two. The board and the reports',
    '(`GET /api/v1/reports/quality`) show the same words. Every figure is counted from the event log; a test counts each one a',
    'second time, in another way, over generated logs.',
    '',
    '## Cases as money',
    '',
    '`GET /api/v1/reports/cases` gives the visits of a period by month, channel and centre (`assistant`: no operator took it;',
    '`none`: the operator belonged to no centre when taking it), with tests and abuse apart. Only what happened before the end of',
    'the period goes into it: a past period gives the same bytes at any later time. What becomes of its cases later (a centre takes',
    'one after all, one is closed as a test) is a correction of the period in which it happens. All periods together hold each case',
    'once, as it ended. `detail=cases` lists every case.',
    '',
    ...languages.flatMap((language) => [
      `## ${languageNames[language]}`,
      '',
      ...commonRules.map((rule) => `- ${rule[language]}`),
      '',
      ...(Object.keys(figureGroups) as FigureGroup[]).flatMap((group) => [
        `### ${groupNames[group][language]}`,
        '',
        ...Object.entries(figureGroups[group]).map(([id, figure]: [string, FigureDefinition]) => {
          const goal = figure.goal ? ` **${figure.goal.rule === 'at-least' ? '≥' : '>'} ${100 * figure.goal.value} %**` : ''
          return `- **${figure.name[language]}** (\`${id}\`)${goal}: ${figure.definition[language]}`
        }),
        '',
      ]),
    ]),
  ].join('\n')
}
