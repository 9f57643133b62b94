import { expect, it } from 'vitest'
import { parseCardFile } from '../../src/cards/parse-card.ts'

const front =
  "---\nid: a-b\ntitle: Pase\ninstitution: pmlp\naudience: person\nurl: https://a.lv\nchannels: [{ type: post }]\nsources: [{ url: 'https://a.lv' }]\nconfidence: high\nowner: PMLP\nreviewed: 2026-11-21\n---\n"
const card = (text: string) => `${front}\n## Īsumā\n\n${text}\n`
const parse = (source: string) => parseCardFile(source, 'f', 'lv')

it('reports an unknown key on its own line', () => {
  expect(parse(card('x').replace('owner:', 'ownr: PMLP\nowner:')).problems).toEqual([expect.objectContaining({ line: 10 })])
})

it('reports an alias on its own line', () => {
  expect(parse(card('x').replace('owner: PMLP', 'owner: &o PMLP\nlegal: [*o]')).problems).toEqual([expect.objectContaining({ line: 11 })])
})

it('reports an unknown heading once, and not each line below it as "text before the first heading"', () => {
  expect(parse(card('x\n\n## Cena\n\n10 eiro\n\n20 eiro')).problems).toHaveLength(1)
})

it('reports a deep list once for its line', () => {
  expect(parse(card(`${'1. '.repeat(1300)}x`)).problems).toHaveLength(1)
})

it.each([
  ['underlined', 'x\n\nCena\n----\n\ny'],
  ['indented', 'x\n\n  ## Cena\n\ny'],
  ['in a list', '- ## Cena'],
])('refuses a heading that only Markdown sees: %s', (_, text) => {
  expect(parse(card(text)).card).toBeUndefined()
})

it('refuses a table, which a chat would show as bars', () => {
  expect(parse(card('| a | b |\n|---|---|\n| 1 | 2 |')).card).toBeUndefined()
})

it('refuses a day that does not exist', () => {
  expect(parse(card('x').replace('2026-11-21', '2026-02-31')).card).toBeUndefined()
})

it('reads a file that begins with a byte order mark, as Windows editors write', () => {
  expect(parse(`\ufeff${card('x')}`).problems).toEqual([])
})
