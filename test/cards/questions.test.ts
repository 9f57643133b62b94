import { expect, it } from 'vitest'
import { parseQuestions } from '../../src/cards/questions.ts'

const file = 'knowledge/pmlp/pmlp-pase.questions.md'

it.each([
  ['Unix', '\n'],
  ['Windows', '\r\n'],
])('reads each list item as a question of its language, with its line (%s line ends)', (_, lineEnd) => {
  const source = [
    '## lv',
    '',
    '- Cik maksā pase?  {fee}',
    '* vajag pasi – ātri ',
    '',
    '## ru',
    '- сколько стоит паспорт',
    '## en',
    '',
    '- passport fee and deadline {deadline, fee}',
    '',
  ].join(lineEnd)
  expect(parseQuestions(source, file)).toEqual({
    problems: [],
    questions: [
      { language: 'lv', text: 'Cik maksā pase?', facets: ['fee'], means: null, file, line: 3 },
      { language: 'lv', text: 'vajag pasi – ātri', facets: [], means: null, file, line: 4 },
      { language: 'ru', text: 'сколько стоит паспорт', facets: [], means: null, file, line: 7 },
      { language: 'en', text: 'passport fee and deadline', facets: ['deadline', 'fee'], means: null, file, line: 10 },
    ],
  })
})

it.each([
  ['- gribu bruņu licenci {Ieroču atļauja}', 'gribu bruņu licenci', 'Ieroču atļauja'],
  ['- kas ir {tas} te', 'kas ir {tas} te', null],
  ['- maksā{Nodeva}', 'maksā{Nodeva}', null],
  ['- kas ir {tas} {Otrais}', 'kas ir {tas}', 'Otrais'],
])('in "%s" only braces at the end name the service that is meant', (item, text, means) => {
  const { questions } = parseQuestions(`## lv\n${item}`, file)
  expect(questions).toEqual([expect.objectContaining({ text, means })])
})

it.each([
  ['a question before any language', '- Cik maksā?\n## lv\n- Kur?', 1, 'not a list item under a language'],
  ['a line that is no list item', '## lv\n- Kur?\nCik maksā?', 3, 'not a list item under a language'],
  ['an empty item', '## lv\n- Kur?\n-', 3, 'not a list item under a language'],
  ['a language that is not served', '## lv\n- Kur?\n\n## de', 4, 'unknown language "de"'],
])('reports %s with its line and keeps the rest', (_, source, line, problem) => {
  const { questions, problems } = parseQuestions(source, file)
  expect(problems).toEqual([expect.objectContaining({ file, line, problem, level: 'error' })])
  expect(questions.map(({ text }) => text)).toEqual(['Kur?'])
})

it('does not give the questions of an unknown language to the one before', () => {
  const { questions, problems } = parseQuestions('## lv\n- Kur?\n## de\n- Wo?', file)
  expect(questions.map(({ text }) => text)).toEqual(['Kur?'])
  expect(problems.map(({ line }) => line)).toEqual([3, 4])
})
