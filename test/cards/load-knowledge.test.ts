import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Knowledge, KnowledgeLoader } from '../../src/cards/load-knowledge.ts'
import { intentsFolder, knowledgeFolder } from '../support/knowledge.ts'

const cardFile = 'knowledge/pmlp/pmlp-pase.lv.md'
const cardOf = (title: string, body = 'Pase ir ceļošanas dokuments.') => `---
id: pmlp-pase
title: ${title}
institution: pmlp
audience: person
url: https://latvija.lv/pase
channels: [{ type: in-person }]
sources: [{ url: 'https://www.pmlp.gov.lv' }]
confidence: high
owner: PMLP
reviewed: 2026-11-21
---

## Īsumā

${body}
`
const brokenBody = 'Pase ir dokuments.\n\n<script>alert(1)</script>'
const brokenLine = cardOf('Pase', brokenBody).split('\n').indexOf('<script>alert(1)</script>') + 1

let root: string
const path = (file: string) => join(root, file)
const write = (file: string, text: string) => {
  mkdirSync(dirname(path(file)), { recursive: true })
  writeFileSync(path(file), text)
}
const loader = (options: { cached?: boolean } = {}) =>
  new KnowledgeLoader({ knowledge: path('knowledge'), intents: path('intents') }, options.cached ? path('cache') : undefined)
const title = (knowledge: Knowledge) => knowledge.cards.get('pmlp-pase')?.title

/** The least with which a service can start, and one card. The wording is the project's own: its list of entries grows. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'knowledge-'))
  mkdirSync(path('intents'))
  for (const name of ['wording.lv.yaml', 'wording.ru.yaml', 'wording.en.yaml'])
    copyFileSync(join(intentsFolder, name), path(`intents/${name}`))
  write('intents/working-hours.yaml', "opens: '08:00'\ncloses: '18:00'\nweekdays: [1, 2, 3, 4, 5]\n")
  write(cardFile, cardOf('Pase'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

it('joins a card with its translations, and keeps questions and figures by their names', () => {
  write('knowledge/pmlp/pmlp-pase.ru.md', '---\nid: pmlp-pase\ntitle: Паспорт\n---\n\n## Кратко\n\nДокумент.\n')
  write('knowledge/pmlp/pmlp-pase.questions.md', '## lv\n\n- Cik maksā pase?\n')
  write('intents/phrases/human.questions.md', '## lv\n\n- Gribu runāt ar cilvēku\n')
  write(
    'knowledge/figures/pmlp.yaml',
    '- id: cena\n  what: Cena\n  unit: EUR\n  values: [{ value: 34.5, source: "https://a.lv" }]\n- id: pase\n  what: Pases cena\n  unit: EUR\n  values: [{ value: 40, source: "https://a.lv" }]\n',
  )
  const knowledge = loader().load()
  expect(knowledge.problems).toEqual([])
  const { texts } = knowledge.cards.get('pmlp-pase') ?? {}
  expect([texts?.lv.title, texts?.ru?.title, texts?.en]).toEqual(['Pase', 'Паспорт', undefined])
  expect([...knowledge.questions].map(([label, questions]) => [label, questions[0]?.text])).toEqual([
    ['human', 'Gribu runāt ar cilvēku'],
    ['service:pmlp-pase', 'Cik maksā pase?'],
  ])
  expect(knowledge.figures.get('pmlp.pase')).toMatchObject({ file: 'knowledge/figures/pmlp.yaml', line: 5, values: [{ value: 40 }] })
})

it('keeps the last good version of a broken card in use, names its file and line, and takes over the repaired one', () => {
  const running = loader()
  expect(running.load().problems).toEqual([])

  write(cardFile, cardOf('Pase 2', brokenBody))
  const broken = running.load()
  expect(title(broken)).toBe('Pase')
  expect(broken.cards.get('pmlp-pase')?.texts.lv.sections.summary?.markdown).toBe('Pase ir ceļošanas dokuments.')
  expect(broken.problems).toEqual([
    expect.objectContaining({ file: cardFile, line: brokenLine, level: 'error', problem: 'HTML is not allowed in a card' }),
  ])
  expect(running.load().problems, 'the fault stays reported while it is there').toHaveLength(1)

  write(cardFile, cardOf('Pase 3'))
  const repaired = running.load()
  expect({ title: title(repaired), problems: repaired.problems }).toEqual({ title: 'Pase 3', problems: [] })
})

it('leaves a state that was given out as it was', () => {
  const running = loader()
  const before = running.load()
  write(cardFile, cardOf('Pase 2'))
  const after = running.load()
  expect([title(before), title(after)]).toEqual(['Pase', 'Pase 2'])
})

it('starts without a card that was never good, and reports it', () => {
  write(cardFile, cardOf('Pase', brokenBody))
  const { cards, problems } = loader().load()
  expect([...cards.keys()]).toEqual([])
  expect(problems).toEqual([expect.objectContaining({ file: cardFile, line: brokenLine })])
})

it.each([
  ['it', () => rmSync(path(cardFile))],
  ['the folder of its institution', () => rmSync(path('knowledge/pmlp'), { recursive: true })],
])('forgets a broken card and its last good version when %s is removed', (_, remove) => {
  const running = loader({ cached: true })
  running.load()
  write(cardFile, cardOf('Pase', brokenBody))
  running.load()
  remove()
  const knowledge = running.load()
  expect({ cards: [...knowledge.cards.keys()], problems: knowledge.problems }).toEqual({ cards: [], problems: [] })
  write(cardFile, cardOf('Pase', brokenBody))
  expect(loader({ cached: true }).load().cards.size, 'not even the cache brings it back').toBe(0)
})

it.each([
  [
    'whose id is not its name',
    'knowledge/pmlp/pmlp-eid.lv.md',
    cardOf('eID'),
    { line: 2, problem: 'id "pmlp-pase" is not the file\'s name' },
  ],
  ['of a name that nothing reads', 'knowledge/pmlp/pase.txt', 'Pase', { line: 0, level: 'warning' }],
  ['of an unknown language', 'knowledge/pmlp/pmlp-pase.de.md', cardOf('Pass'), { line: 0, level: 'warning' }],
])('reports a file %s', (_, file, text, problem) => {
  write(file, text)
  const { cards, problems } = loader().load()
  expect([...cards.keys()]).toEqual(['pmlp-pase'])
  expect(problems).toEqual([expect.objectContaining({ file, ...problem })])
})

it.each(['.pmlp-pase.lv.md.swp', 'pmlp-pase.lv.md~'])('takes no notice of %s, which an editor leaves behind', (name) => {
  write(`knowledge/pmlp/${name}`, 'half a card')
  expect(loader().load().problems).toEqual([])
})

it('stops when a wording is missing, naming its language', () => {
  rmSync(path('intents/wording.ru.yaml'))
  expect(() => loader().load()).toThrow(/^no usable wording for ru$/)
})

it('stops when a wording lacks an entry, naming file, line and entry', () => {
  const lines = readFileSync(path('intents/wording.en.yaml'), 'utf8').split('\n')
  write('intents/wording.en.yaml', lines.filter((line) => !line.startsWith('untilTime:') && !line.startsWith('  appeal: How')).join('\n'))
  const labels = lines.filter((line) => !line.startsWith('untilTime:')).findIndex((line) => line.startsWith('facetLabels:')) + 2
  expect(() => loader().load()).toThrow(
    new RegExp(
      `^no usable wording for en\n  intents/wording\\.en\\.yaml:1 untilTime: .+\n  intents/wording\\.en\\.yaml:${labels} facetLabels\\.appeal: .+$`,
    ),
  )
})

it.each([
  ['intents/wording.lv.yaml', 'greeting: [\n'],
  ['intents/working-hours.yaml', "opens: '8'\n"],
])('keeps the last good %s in use when it breaks later', (file, text) => {
  const running = loader()
  const { wordings, workingHours } = running.load()
  write(file, text)
  const broken = running.load()
  expect({ wordings: broken.wordings, workingHours: broken.workingHours }).toEqual({ wordings, workingHours })
  expect(broken.problems.map((problem) => problem.file)).toContain(file)
})

it('stops when a folder is missing, naming it and the settings', () => {
  rmSync(path('knowledge'), { recursive: true })
  expect(() => loader().load()).toThrow(
    `folder ${path('knowledge')} does not exist; KNOWLEDGE_DIR and INTENTS_DIR say where the content is`,
  )
})

it('stops when the working hours are missing', () => {
  rmSync(path('intents/working-hours.yaml'))
  expect(() => loader().load()).toThrow('no usable intents/working-hours.yaml')
})

it('gives the same knowledge from its cache, with the last good version of a broken card', () => {
  const running = loader({ cached: true })
  running.load()
  write(cardFile, cardOf('Pase 2', brokenBody))
  const before = running.load()
  expect(loader().load().cards.size, 'without the cache the good version is lost').toBe(0)
  const restarted = loader({ cached: true }).load()
  expect(restarted).toEqual(before)
  expect(title(restarted)).toBe('Pase')
})

it('reads what changed after its cache was written', () => {
  loader({ cached: true }).load()
  write(cardFile, cardOf('Pase 2'))
  expect(title(loader({ cached: true }).load())).toBe('Pase 2')
})

it.each([
  ['cut off', (cache: string) => cache.slice(0, cache.length / 2)],
  ['of another version of the parser', (cache: string) => cache.replace(/"version":"[^"]+"/, '"version":"x"')],
])('does not use a cache that is %s', (_, spoil) => {
  const running = loader({ cached: true })
  running.load()
  write(cardFile, cardOf('Pase 2', brokenBody))
  running.load()
  write('cache/knowledge.json', spoil(readFileSync(path('cache/knowledge.json'), 'utf8')))
  expect(loader({ cached: true }).load()).toEqual(loader().load())
})

it('gives the same from its cache for all texts of the project', () => {
  const folders = { knowledge: knowledgeFolder, intents: intentsFolder }
  const parsed = new KnowledgeLoader(folders, path('cache')).load()
  expect(new KnowledgeLoader(folders, path('cache')).load()).toEqual(parsed)
})
