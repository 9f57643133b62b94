import { beforeAll, describe, expect, it } from 'vitest'
import { answer } from '../../src/turn/answer.ts'
import type { Deps } from '../../src/turn/draft.ts'
import { realDeps } from '../support/knowledge.ts'

const passport = 'pmlp-pase-eid'
const residence = 'pmlp-dzivesvietas-deklaresana'
/** Last step of a turn that answered two questions. */
const both = 'answerBothQuestions'

let deps: Deps
beforeAll(async () => {
  deps = await realDeps('2026-11-23T09:00:00Z')
})

describe('two questions in one message', () => {
  it.each([
    // message                                                       facets: passport, residence
    ['Cik maksā pases nomaiņa? Un kā deklarēt jaunu dzīvesvietu?', 'maksa', 'ka-pieteikt'],
    ['Kā deklarēt jaunu dzīvesvietu? Un cik maksā pases nomaiņa?', 'maksa', 'ka-pieteikt'],
    ['Сколько стоит замена паспорта? И как задекларировать новое место жительства?', 'maksa', 'ka-pieteikt'],
  ])('"%s": both are answered, each from its own section', (text, ofPassport, ofResidence) => {
    const { outcome, last } = ask(text)
    expect(outcome.decision).toBe('answer')
    expect(last).toBe(both)
    expect(outcome.citations.map(({ card, section }) => `${card}#${section}`).sort()).toEqual([
      `${residence}#${ofResidence}`,
      `${passport}#${ofPassport}`,
    ])
    expect(outcome.services.map(({ id }) => id).sort()).toEqual([residence, passport])
    for (const id of [passport, residence]) {
      expect(outcome.text).toContain(deps.knowledge.cards.get(id)?.texts[outcome.lang]?.title)
    }
  })

  it('are both answered at the helpful point too', () => {
    const { outcome } = ask('Cik maksā pases nomaiņa? Un kā deklarēt jaunu dzīvesvietu?', { ...deps, operatingPoint: 'helpful' })
    expect(new Set(outcome.citations.map(({ card }) => card))).toEqual(new Set([passport, residence]))
  })

  it('end with the way to a person, once, after buttons of both services', () => {
    const { outcome, last } = ask('Kā deklarēt jaunu dzīvesvietu? Un cik maksā pases nomaiņa?')
    expect(last).toBe(both)
    const choices = outcome.options.map(({ choice }) => choice)
    expect(choices.at(-1)).toEqual({ kind: 'person' })
    expect(choices.filter(({ kind }) => kind === 'person')).toHaveLength(1)
    expect(new Set(choices.flatMap((choice) => ('service' in choice ? [choice.service] : [])))).toEqual(new Set([passport, residence]))
  })

  it('are as sure together as the less sure of them', () => {
    const { outcome, last } = ask('Kā deklarēt jaunu dzīvesvietu? Un cik maksā pases nomaiņa?')
    expect(last).toBe(both)
    expect(outcome.services).toHaveLength(2)
    expect(outcome.confidence).toBe(Math.min(...outcome.services.map(({ score }) => score)))
  })
})

describe('one answer', () => {
  it.each([
    ['Cik maksā jauna pase? Cik ilgi taisa jaunu pasi?', passport, 'two questions about one service'],
    ['Es pārcēlos uz Rīgu. Kā deklarēt jaunu dzīvesvietu?', residence, 'a story and one question'],
    ['Kā deklarēt jaunu dzīvesvietu?', residence, 'one question'],
  ])('"%s" is about %s: %s', (text, service) => {
    const { outcome, last } = ask(text)
    expect(outcome.decision).toBe('answer')
    expect(last).not.toBe(both)
    expect(new Set(outcome.citations.map(({ card }) => card))).toEqual(new Set([service]))
  })
})

describe('a second question that is not sure', () => {
  it.each([
    ['Kā deklarēt jaunu dzīvesvietu? Un kā ar to otru lietu?', 'says nothing'],
    ['Kā deklarēt jaunu dzīvesvietu? Un cik?', 'is too short to stand alone'],
    ['Kā deklarēt jaunu dzīvesvietu? Kas uzvarēja hokejā vakar?', 'is about no service'],
  ])('"%s" is not answered with a guess: it %s', (text) => {
    const { outcome, last } = ask(text)
    expect(last).not.toBe(both)
    // Nothing but what was plainly asked for is cited; the path of a move is no answer to the second question.
    const cited = outcome.decision === 'plan' ? [] : outcome.citations
    expect(cited.filter(({ card }) => card !== residence)).toEqual([])
  })

  it('stays unanswered when the card asks for more certainty', () => {
    const text = 'Kā deklarēt jaunu dzīvesvietu? Un cik maksā pases nomaiņa?'
    const cards = new Map(deps.knowledge.cards)
    const card = cards.get(passport)
    expect(card?.sensitive).toBe(false)
    if (card) cards.set(passport, { ...card, sensitive: true })
    expect(ask(text).last).toBe(both)
    const { outcome, last } = ask(text, { ...deps, knowledge: { ...deps.knowledge, cards } })
    expect(last).not.toBe(both)
    expect(outcome.citations.map(({ card: cited }) => cited)).not.toContain(passport)
  })
})

function ask(text: string, world: Deps = deps) {
  const { outcome, steps } = answer({ text, expected: 'lv', context: [] }, world)
  return { outcome, last: steps.at(-1)?.name }
}
