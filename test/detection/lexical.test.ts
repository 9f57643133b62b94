import { describe, expect, it } from 'vitest'
import type { Card } from '../../src/cards/card.ts'
import { createLexicalSearch } from '../../src/detection/lexical.ts'
import { Lemmatiser } from '../../src/detection/words.ts'

const lemmatiser = new Lemmatiser()
const cards = [
  card('makskeresana', 'Makšķerēšanas atļauja', { lv: ['bezmaksas copes karte'], ru: ['рыбалка'], en: ['fishing permit'] }),
  card('bernudarzs', 'Bērnudārza rinda'),
  card('kapavieta', 'Kapavietas uzturēšana'),
]
const search = createLexicalSearch(cards, lemmatiser)
const found = (text: string) => search(text).map(({ id }) => id)

describe('the search for cards that are not learnt', () => {
  it.each([
    // message                  card            why
    ['makšķerēšanas atļauja', 'makskeresana', 'the title itself'],
    ['gribu atļauju', 'makskeresana', 'a title word in another case'],
    ['bērnudārzu rindas', 'bernudarzs', 'a title word in the plural'],
    ['BĒRNUDĀRZA RINDA', 'bernudarzs', 'in capitals'],
    ['bernudarzs', 'bernudarzs', 'the base form without diacritics'],
    ['bernudarza', 'bernudarzs', 'the very word of the title without diacritics'],
    ['atlauju', 'makskeresana', 'a title word in another case without diacritics'],
    ['copes karte', 'makskeresana', 'one of its names'],
    ['fishing permit', 'makskeresana', 'a name in another language'],
    ['рыбалка', 'makskeresana', 'a name in other letters'],
  ])('"%s" finds %s first: %s', (text, id) => {
    expect(found(text)[0]).toBe(id)
  })

  it.each([
    ['labdien', 'a word that no card has'],
    ['', 'nothing'],
    ['!?', 'no word'],
    ['un ar', 'words of two letters'],
  ])('"%s" finds nothing: %s', (text) => {
    expect(search(text)).toEqual([])
  })

  it('finds nothing among no cards', () => {
    expect(createLexicalSearch([], lemmatiser)('makšķerēšanas atļauja')).toEqual([])
  })

  it('names five cards at most, the best first', () => {
    const many = Array.from({ length: 9 }, (_, index) => card(`rinda-${index}`, index === 6 ? 'Rinda' : 'Rinda uz kaut ko garu'))
    const hits = createLexicalSearch(many, lemmatiser)('rinda')
    expect(hits).toHaveLength(5)
    expect(hits[0]?.id).toBe('rinda-6')
    expect(hits.map(({ share }) => share)).toEqual([...hits.map(({ share }) => share)].sort((a, b) => b - a))
  })
})

describe('the share of words that a card holds', () => {
  it.each([
    // message                        share   why
    ['makšķerēšanas atļauja', 1, 'all words are held'],
    ['atļauju makšķerēšanai', 1, 'in another order and case'],
    ['es ar makšķerēšanas atļauja', 1, 'words of two letters do not count'],
    ['atļauja labdien', 1 / 2, 'one of two'],
    ['atļauja labdien paldies', 1 / 3, 'one of three'],
    ['atļauja atļauja labdien', 1 / 2, 'a word counts once'],
  ])('of "%s" is %d: %s', (text, share) => {
    const [best] = search(text)
    expect(best?.id).toBe('makskeresana')
    expect(best?.share).toBeCloseTo(share, 6)
  })

  it('is never more than 1, and less for a worse card', () => {
    const [best, next] = search('bērnudārza rindas atļauja')
    expect([best?.id, next?.id]).toEqual(['bernudarzs', 'makskeresana'])
    expect(best?.share).toBeCloseTo(2 / 3, 6)
    expect(next?.share).toBeGreaterThan(0)
    expect(next?.share).toBeLessThan(best?.share as number)
  })
})

function card(id: string, title: string, names?: Card['names']): Card {
  return { id, title, ...(names && { names }), texts: { lv: { file: `${id}.lv.md`, title, sections: {} } } } as unknown as Card
}
