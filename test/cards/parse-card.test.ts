import { afterEach, expect, it } from 'vitest'
import { parseCardFile } from '../../src/cards/parse-card.ts'

const file = 'knowledge/pmlp/pmlp-pase.lv.md'
const card = `---
id: pmlp-pase
title: Pase
institution: pmlp
audience: person
url: https://latvija.lv/pase
channels:
  - type: e-service
    url: https://www.pmlp.gov.lv
sources:
  - url: https://www.pmlp.gov.lv/pase
confidence: high
owner: PMLP
reviewed: 2026-11-21
---

## Īsumā

Pase ir **ceļošanas** dokuments.

## Kā pieteikt

1. Atnāciet uz [nodaļu](https://www.pmlp.gov.lv).
2. Zvaniet uz [tālruni](tel:+37167209400).

## Maksa

Pase maksā {{pmlp.pase}}.
`

const fee = '## Maksa\n\nPase maksā {{pmlp.pase}}.'

/** The line of the card on which a text first stands, counted without the code under test. */
const lineOf = (source: string, text: string) => source.slice(0, source.indexOf(text)).split('\n').length

const fault = (line: number, problem: RegExp) =>
  expect.objectContaining({ file, line, problem: expect.stringMatching(problem), level: 'error' })

afterEach(() => {
  delete (globalThis as { executed?: boolean }).executed
})

it.each([
  ['Unix', card],
  ['Windows', card.replaceAll('\n', '\r\n')],
])('reads a card with %s line ends', (_, source) => {
  const { card: parsed, problems } = parseCardFile(source, file, 'lv')
  expect(problems).toEqual([])
  expect(parsed?.frontMatter).toMatchObject({
    id: 'pmlp-pase',
    channels: [{ type: 'e-service' }],
    reviewed: '2026-11-21',
    reviewEvery: 3,
    municipal: false,
  })
  expect(parsed?.text.title).toBe('Pase')
  expect(parsed?.text.sections).toEqual({
    summary: { key: 'summary', heading: 'Īsumā', markdown: 'Pase ir **ceļošanas** dokuments.', line: lineOf(card, '## Īsumā') },
    steps: {
      key: 'steps',
      heading: 'Kā pieteikt',
      markdown: '1. Atnāciet uz [nodaļu](https://www.pmlp.gov.lv).\n2. Zvaniet uz [tālruni](tel:+37167209400).',
      line: lineOf(card, '## Kā pieteikt'),
    },
    fee: { key: 'fee', heading: 'Maksa', markdown: 'Pase maksā {{pmlp.pase}}.', line: lineOf(card, '## Maksa') },
  })
})

it.each([
  // what is wrong             in place of               stands                              the line holds          the editor reads
  ['a bad url', 'url: https://latvija.lv/pase', 'url: latvija.lv/pase', 'url: latvija.lv', /^url: must be an https address/],
  [
    'an http url',
    'url: https://www.pmlp.gov.lv\n',
    'url: http://www.pmlp.gov.lv\n',
    'url: http:',
    /^channels\.0\.url: must be an https address/,
  ],
  ['an unknown channel', 'e-service', 'e-pakalpojums', 'type: e-pak', /^channels\.0\.type: /],
  ['YAML that cannot be read', 'title: Pase', 'title: Pase: jauna', 'title: Pase:', /^not valid YAML: /],
  ['a key that stands twice', 'owner: PMLP', 'owner: PMLP\nowner: VSAA', 'owner: VSAA', /^not valid YAML: .*unique/],
  ['text before the first heading', '## Īsumā', 'Vispirms teksts.\n\n## Īsumā', 'Vispirms', /^text before the first heading/],
  ['an unknown heading', fee, '## Cena', '## Cena', /^unknown heading "Cena"/],
  ['a heading of another language', fee, '## Плата', '## Плата', /^unknown heading "Плата"/],
  ['a heading of another level', fee, '### Maksa', '### Maksa', /^unknown heading "Maksa"/],
  ['a heading out of order', '## Maksa', '## Kas var saņemt', '## Kas var', /^heading "Kas var saņemt" is out of order/],
  ['a heading that stands twice', '## Maksa', '## Kā pieteikt', '## Kā pieteikt\n\nPase', /^heading "Kā pieteikt" stands twice/],
  ['an empty section', 'Pase maksā {{pmlp.pase}}.', ' ', '## Maksa', /^section "Maksa" is empty/],
  ['HTML', 'Pase maksā', 'Pase<br>maksā', '<br>', /^HTML is not allowed/],
  ['a comment in HTML', 'Pase maksā', '<!-- cena -->\n', '<!--', /^HTML is not allowed/],
  ['a picture', 'Pase maksā', '![](https://a.lv/x.png)', '![]', /^image is not allowed/],
  ['a javascript: link', 'tel:+37167209400', 'javascript:alert(1)', 'javascript:', /^the link "javascript:alert\(1\)" is not https/],
  [
    'a javascript: link in disguise',
    'tel:+37167209400',
    '&#74;avaScript:alert(1)',
    '&#74;',
    /^the link "JavaScript:alert\(1\)" is not https/,
  ],
  [
    'a javascript: link in angle brackets',
    'Pase maksā',
    '<javascript:alert(1)>',
    '<javascript:',
    /^the link "javascript:alert\(1\)" is not https/,
  ],
  ['a list inside a list', '2. Zvaniet', '   - Līdz plkst. 17.\n2. Zvaniet', '- Līdz', /^a list inside a list/],
])('refuses %s on its line', (_, inPlaceOf, stands, lineHolds, problem) => {
  const source = card.replace(inPlaceOf, stands)
  expect(parseCardFile(source, file, 'lv')).toEqual({ problems: [fault(lineOf(source, lineHolds), problem)] })
})

it('refuses an unknown key and names it', () => {
  const { card: parsed, problems } = parseCardFile(card.replace('owner: PMLP', 'owner: PMLP\nownr: PMLP'), file, 'lv')
  expect(parsed).toBeUndefined()
  expect(problems).toEqual([
    expect.objectContaining({ problem: expect.stringContaining('"ownr"'), fix: 'Remove it or correct its spelling' }),
  ])
})

it('reports every fault of a card at once', () => {
  const source = card
    .replace('audience: person', 'audience: citizen')
    .replace('## Maksa', '## Dokumenti\n\n## Kas var saņemt')
    .replace('Pase ir', 'Pase <b> ir')
  expect(parseCardFile(source, file, 'lv').problems).toEqual([
    fault(lineOf(source, 'audience:'), /^audience: /),
    fault(lineOf(source, '## Kas var'), /out of order/),
    fault(lineOf(source, '## Dokumenti'), /is empty/),
    fault(lineOf(source, '<b>'), /^HTML/),
  ])
})

it.each([
  ['none', card.slice(card.indexOf('## Īsumā'))],
  ['one that does not end', card.replace('\n---\n\n', '\n\n')],
])('refuses a card whose front matter is %s', (_, source) => {
  expect(parseCardFile(source, file, 'lv')).toEqual({ problems: [fault(1, /^no front matter/)] })
})

it('does not run front matter that says it is JavaScript', () => {
  const source = `---js\nglobalThis.executed = true\nmodule.exports = { title: 'x' }\n---\n${card.slice(card.indexOf('## Īsumā'))}`
  expect(parseCardFile(source, file, 'lv')).toEqual({ problems: [fault(1, /^no front matter/)] })
  expect(globalThis).not.toHaveProperty('executed')
})

it.each([
  ['a tag that makes a function', "audience: !!js/function 'function () { globalThis.executed = true }'"],
  ['a tag that runs at once', "audience: !!js/eval 'globalThis.executed = true'"],
])('does not run %s', (_, line) => {
  const source = card.replace('audience: person', line)
  expect(parseCardFile(source, file, 'lv')).toEqual({ problems: [fault(lineOf(source, 'audience:'), /^audience: /)] })
  expect(globalThis).not.toHaveProperty('executed')
})

it('refuses YAML aliases before they multiply', () => {
  const bomb = ['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'].map((name, index) => {
    const before = String.fromCharCode('a'.charCodeAt(0) + index)
    return `${name}: &${name} [${Array(10).fill(`*${before}`).join(', ')}]`
  })
  const source = card.replace('\n---\n\n', `\na: &a [x]\n${bomb.join('\n')}\n---\n\n`)
  expect(parseCardFile(source, file, 'lv')).toEqual({
    problems: [expect.objectContaining({ problem: 'YAML aliases (*name) are not allowed' })],
  })
})

// Refused by size, before the parser of Markdown could exhaust the stack or the clock.
it.each([
  ['10,000 lists inside each other', `${'- '.repeat(10_000)}dziļi`],
  ['10,000 numbered lists inside each other', `${'1. '.repeat(10_000)}dziļi`],
  ['10,000 lists in quotations', `${'> - '.repeat(10_000)}dziļi`],
  ['five lists inside each other', ['- a', '  - b', '    - c', '      - d', '        - dziļi'].join('\n')],
])('refuses %s on the line where they grow too deep', (_, text) => {
  const source = card.replace('Pase maksā {{pmlp.pase}}.', text)
  expect(parseCardFile(source, file, 'lv')).toEqual({
    problems: [fault(lineOf(source, 'dziļi'), /^the line is too long or nested too deeply/)],
  })
})

it('refuses a table of 5 MB as a whole', () => {
  const row = '| a | b | c | d | e |\n'
  const source = card.replace('Pase maksā {{pmlp.pase}}.', row.repeat(5_000_000 / row.length))
  expect(parseCardFile(source, file, 'lv')).toEqual({ problems: [fault(0, /^the file is larger than 60 kB/)] })
})

it('reads a translation with id and title only', () => {
  const translation = '---\nid: pmlp-pase\ntitle: Паспорт\n---\n\n## Кратко\n\nДокумент для поездок.\n'
  const russian = file.replace('.lv.', '.ru.')
  expect(parseCardFile(translation, russian, 'ru').card?.text.sections.summary?.markdown).toBe('Документ для поездок.')
  expect(parseCardFile(translation.replace('\n---\n\n', '\nowner: PMLP\n---\n\n'), russian, 'ru').card).toBeUndefined()
})
