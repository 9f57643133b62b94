import { readdirSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Language, languages } from '../../src/languages.ts'
import { loadRealKnowledge } from '../support/knowledge.ts'
import { faultsOf, mostWords, placesOf, type Text, textsIn } from './plain-language.ts'

const web = resolve(import.meta.dirname, '../../src/web')

/** Every module of words under src/web, found by name, so that a new one is checked without being listed. */
async function wordSets(): Promise<{ where: string; words: Record<Language, unknown> }[]> {
  const files = readdirSync(web, { recursive: true, encoding: 'utf8' }).filter((file) => /(^|[-/])words(\/index)?\.ts$/.test(file))
  const found = []
  for (const file of files.sort()) {
    const exported = (await import(join(web, file))) as Record<string, unknown>
    for (const [name, value] of Object.entries(exported))
      if (typeof value === 'object' && value !== null && languages.every((language) => language in value))
        found.push({ where: `${relative(web, join(web, file))} ${name}`, words: value as Record<Language, unknown> })
  }
  return found
}

const sets = [{ where: 'wording', words: loadRealKnowledge().wordings as Record<Language, unknown> }, ...(await wordSets())]
const all: Text[] = sets.flatMap(({ where, words }) =>
  languages.flatMap((language) => textsIn(words[language], language, `${where} ${language}`)),
)

describe('fixed texts', () => {
  it('are found: what the assistant says, the chat, the pages, the console', () => {
    const names = sets.map(({ where }) => where.split(' ')[0])
    expect(names).toEqual(
      expect.arrayContaining([
        'wording',
        'widget/words.ts',
        'pages/portal-words.ts',
        'pages/kiosk/kiosk-words.ts',
        'pages/privacy-words.ts',
        'console/words.ts',
      ]),
    )
    expect(all.length).toBeGreaterThan(1500)
  })

  it.each(sets)('$where: each text stands in all languages, with the same places', ({ words }) => {
    const shape = (language: Language) => textsIn(words[language], language, '').map(({ where, text }) => `${where} ${placesOf(text)}`)
    expect(shape('ru')).toEqual(shape('lv'))
    expect(shape('en')).toEqual(shape('lv'))
    expect(all.filter(({ text }) => text.trim() === '').map(({ where }) => where)).toEqual([])
  })

  it.each(sets)(`$where: plain and polite, with at most ${mostWords} words in a sentence`, ({ words }) => {
    const texts = languages.flatMap((language) => textsIn(words[language], language, language))
    expect(texts.flatMap((text) => faultsOf(text).map((fault) => `${text.where}: ${fault}`))).toEqual([])
  })
})

describe('the check of plain language', () => {
  const check = (language: Language, text: string) => faultsOf({ where: '', language, text })

  it.each<[Language, string]>([
    ['lv', 'Saskaņā ar noteikumiem Nr. 445 mēs palīdzam.'],
    ['lv', 'Attiecīgais dokuments jāiesniedz.'],
    ['lv', 'Iesniegums tiek izskatīts mēneša laikā.'],
    ['lv', 'Jautājums tiek nosūtīts iestādei.'],
    ['lv', 'Vai tu gribi jautāt?'],
    ['lv', 'Mēs jums atbildēsim.'],
    ['ru', 'В соответствии с правилами мы поможем.'],
    ['ru', 'Мы вам ответим.'],
    ['en', 'The form shall be submitted.'],
    ['en', `${'word '.repeat(26)}.`],
  ])('%s: finds fault with "%s"', (language, text) => {
    expect(check(language, text)).not.toEqual([])
  })

  it.each<[Language, string]>([
    ['lv', 'Mēs Jums atbildēsim šodien. Ja vajag, zvaniet.'],
    ['lv', `- ${'vārds '.repeat(20)}\n- ${'vārds '.repeat(20)}`],
    ['ru', 'Мы Вам ответим сегодня.'],
    ['en', `${'word '.repeat(24)}word.`],
  ])('%s: lets "%s" pass', (language, text) => {
    expect(check(language, text)).toEqual([])
  })
})
