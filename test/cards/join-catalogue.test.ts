import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { bareName, type Joined, joinCatalogue } from '../../src/cards/join-catalogue.ts'
import { findKnownService, knownServices } from '../../src/cards/known-service.ts'
import { loadRealKnowledge } from '../support/knowledge.ts'

/** 240 of the 626 catalogue entries, judged by reading; `-`: none of our services. */
const labels = readFileSync(join(import.meta.dirname, '../fixtures/catalogue/annex2-labels.tsv'), 'utf8')
  .split('\n')
  .slice(1)
  .filter(Boolean)
  .map((line) => {
    const [organisation = '', name = '', service = ''] = line.split('\t')
    return { organisation, name, service: service === '-' ? undefined : service }
  })

let joined: Joined[]
beforeAll(() => {
  joined = joinCatalogue(labels, [...loadRealKnowledge().cards.values()])
})

describe('entries of a catalogue join the cards of their services', () => {
  it('with precision and recall that are held on the labelled sample', () => {
    const right = joined.filter(({ card }, index) => card !== undefined && card === labels[index]?.service).length
    const given = joined.filter(({ card }) => card !== undefined).length
    const wanted = labels.filter(({ service }) => service !== undefined).length
    expect(right / given).toBeGreaterThanOrEqual(0.9)
    expect(right / wanted).toBeGreaterThanOrEqual(0.85)
  })

  it.each([
    ['Audzūgimene (Alsungas novada dome)', 'bt-audzugimene'], // misspelt
    ['NĪN samaksas termiņa pagarināšana (ALOJAS NOVADA DOME)', 'pasv-nin'], // abbreviated
    ['Piekrišana paternitātes atzīšanai (Aizputes novada bāriņtiesa)', undefined], // another act of another body
    ['Zvejas tiesību noma', undefined],
  ])('%s → %s', (name, card) => {
    // Together with the sample, so that rare words are known to be rare.
    const all = joinCatalogue([...labels, { organisation: 'x', name }], [...loadRealKnowledge().cards.values()])
    expect(all.at(-1)?.card).toBe(card)
  })

  it('leaves the institution out of a name, and other brackets in', () => {
    expect(bareName('Viesģimene (ALOJAS NOVADA DOME)')).toBe('Viesģimene')
    expect(bareName('Mājas (istabas) dzīvnieku reģistrācija (ALOJAS NOVADA DOME)')).toBe('Mājas (istabas) dzīvnieku reģistrācija')
  })

  it('makes the same known services whatever the order of the entries', () => {
    expect(knownServices([...joined].reverse())).toEqual(knownServices(joined))
  })
})

it('finds a known service without a card by its name', () => {
  const services = [
    { name: 'Atļauja azartspēļu organizēšanai', entries: 9, providers: ['Alūksnes novada pašvaldība'] },
    { name: 'Adopcija', card: 'bt-adopcija', entries: 8, providers: ['Alojas novada dome'] },
  ]
  expect(findKnownService('kur dabūt atļauju azartspēļu organizēšanai?', services)?.name).toBe('Atļauja azartspēļu organizēšanai')
  expect(findKnownService('adopcija', services)).toBeUndefined()
  expect(findKnownService('cik maksā pase', services)).toBeUndefined()
})
