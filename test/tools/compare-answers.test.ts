import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { KnowledgeLoader } from '../../src/cards/load-knowledge.ts'
import {
  CompareError,
  checkoutContent,
  compareAnswers,
  describeChange,
  questionsOfChanged,
  readAsked,
} from '../../src/tools/compare-answers.ts'
import { intentsFolder, knowledgeFolder, realDeps } from '../support/knowledge.ts'

let folder: string
let content: { knowledge: string; intents: string }
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], { cwd: folder, stdio: 'pipe' })

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vpppd-compare-'))
  content = { knowledge: join(folder, 'knowledge'), intents: join(folder, 'intents') }
  cpSync(knowledgeFolder, content.knowledge, { recursive: true })
  cpSync(intentsFolder, content.intents, { recursive: true })
  git('init', '-q')
  git('add', '.')
  git('commit', '-q', '-m', 'as it was')
  const card = join(content.knowledge, 'pmlp/pmlp-pase-eid.lv.md')
  writeFileSync(card, readFileSync(card, 'utf8').replace(/^(## Dokumenti\n+)/m, '$1- Arī lietussargs.\n'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('names the questions that get another answer, with the lines that changed', async () => {
  const old = checkoutContent('HEAD', content)
  try {
    expect(old.changed).toEqual(['knowledge/pmlp/pmlp-pase-eid.lv.md'])
    const assistant = await realDeps('2026-11-23T08:00:00Z')
    const before = { ...assistant, knowledge: new KnowledgeLoader(old.folders).load() }
    const after = { ...assistant, knowledge: new KnowledgeLoader(content).load() }
    const questions = [
      { text: 'Kādi dokumenti jāņem līdzi, lai noformētu jaunu pasi?', language: 'lv' as const, where: 'a' },
      { text: 'Cik maksā pase?', language: 'lv' as const, where: 'b' },
    ]
    const changes = compareAnswers(questions, before, after, () => {})
    expect(changes.map(({ question }) => question.where)).toEqual(['a'])
    expect(describeChange(changes[0] as (typeof changes)[number])).toContain('+ - Arī lietussargs.')
    expect(questionsOfChanged(old.changed, after.knowledge).length).toBe(after.knowledge.questions.get('service:pmlp-pase-eid')?.length)
  } finally {
    rmSync(old.root, { recursive: true, force: true })
  }
})

it('says what is wrong with a commit or a file that does not exist, and takes no option for a commit', () => {
  expect(() => checkoutContent('no-such-commit', content)).toThrow(CompareError)
  expect(() => checkoutContent('--output=x', content)).toThrow(/is no commit/)
  expect(() => readAsked(join(folder, 'nothing.jsonl'))).toThrow(/cannot be read/)
})

it('reads plain lists, markdown and labelled files', () => {
  const plain = join(folder, 'q.txt')
  writeFileSync(plain, 'Cik maksā pase?\n\nKur pieteikt?\n')
  expect(readAsked(plain).map(({ text, where }) => `${where} ${text}`)).toEqual(['q.txt:1 Cik maksā pase?', 'q.txt:3 Kur pieteikt?'])
  const marked = join(folder, 'q.questions.md')
  writeFileSync(marked, '## ru\n\n- Сколько стоит паспорт?\n')
  expect(readAsked(marked)).toEqual([{ text: 'Сколько стоит паспорт?', language: 'ru', where: 'q.questions.md:3' }])
})
