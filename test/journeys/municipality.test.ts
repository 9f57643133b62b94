import { beforeAll, describe, expect, it } from 'vitest'
import { createPlaceFinder } from '../../src/detection/place.ts'
import { answer } from '../../src/turn/answer.ts'
import type { Deps, EarlierTurn } from '../../src/turn/draft.ts'
import { realDeps } from '../support/knowledge.ts'

let deps: Deps
beforeAll(async () => {
  deps = await realDeps('2026-11-23T08:00:00Z')
})

describe('a place leads to today’s municipality', () => {
  it.each([
    ['Dzīvoju Carnikavā, kā pieteikt bērnu dārziņā?', ['Ādažu novads']], // former novads, joined in 2021
    ['esmu no Varakļānu novada', ['Madonas novads']], // joined in 2025
    ['dzivoju kekava', ['Ķekavas novads']], // without diacritics
    ['живу в Риге', ['Rīga']],
    ['живу в Юрмале', ['Jūrmala']],
    ['Jelgavā', ['Jelgava']], // the city, not the novads around it
    ['Jelgavas novadā', ['Jelgavas novads']],
    ['Garkalnes pagasts', ['Ropažu novads']],
    ['Aglonā vai Aglonas novadā', ['Krāslavas novads', 'Preiļu novads']], // divided in 2021
  ])('%s → %j', (text, municipalities) => {
    const found = createPlaceFinder(deps.knowledge.municipalities)(text)?.municipalities.map(({ name }) => name)
    expect(found?.sort()).toEqual(expect.arrayContaining(municipalities))
    expect(found).toHaveLength(municipalities.length)
  })

  it('takes the first of two places', () => {
    const place = createPlaceFinder(deps.knowledge.municipalities)('pārcēlos no Siguldas uz Ogri')
    expect(place?.municipalities.map(({ name }) => name)).toEqual(['Siguldas novads'])
  })

  it.each([
    'cik maksā pase',
    'kad bērns tiks dārziņā',
    'kāda ir cena',
    'man vajag centrs',
    'anna grib pieteikt pabalstu',
    'сколько стоит паспорт',
  ])('%s names no place', (text) => {
    expect(createPlaceFinder(deps.knowledge.municipalities)(text)).toBeUndefined()
  })
})

describe('a service of municipalities', () => {
  it('names today’s municipality when the question names a place', () => {
    const { outcome } = answer({ text: 'Dzīvoju Carnikavā, kā pieteikt bērnu bērnudārza rindā?', expected: 'lv', context: [] }, deps)
    expect(outcome).toMatchObject({ decision: 'answer', services: [{ id: 'pasv-pirmsskola-rinda' }, {}, {}, {}, {}] })
    expect(outcome.text).toContain('Ādažu novads')
  })

  it('asks for the municipality when none is named, and takes the answer', () => {
    const text = 'Kā pieteikt bērnu bērnudārza rindā?'
    const first = answer({ text, expected: 'lv', context: [] }, deps).outcome
    expect(first.text).toContain('Kurā pašvaldībā Jūs dzīvojat?')
    const context: EarlierTurn[] = [
      { role: 'user', text },
      { role: 'assistant', text: first.text, assistant: { decision: first.decision, services: first.services, options: first.options } },
    ]
    const second = answer({ text: 'Carnikavā', expected: 'lv', context }, deps).outcome
    expect(second).toMatchObject({ decision: 'answer', facet: first.facet, services: [{ id: 'pasv-pirmsskola-rinda' }] })
    expect(second.text).toContain('Ādažu novads')
    expect(second.text).not.toContain('Kurā pašvaldībā')
  })

  it('knows it from the page that the chat stands on', () => {
    const { outcome } = answer({ text: 'Kā pieteikt bērnu bērnudārza rindā?', expected: 'lv', context: [], municipality: 'Sigulda' }, deps)
    expect(outcome.text).toContain('Siguldas novads')
  })
})
