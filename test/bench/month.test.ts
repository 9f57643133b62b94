import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawMonthLoad, drawWaiting } from '../../src/bench/draw-waiting.ts'
import { compareCases, compareFigures } from '../../src/bench/month-compare.ts'
import { Ledger } from '../../src/bench/month-ledger.ts'
import { countCases, quantile, recount, workingTime } from '../../src/bench/month-recount.ts'
import { Agenda } from '../../src/bench/month-world.ts'

const hour = 3600_000
const day = 24 * hour

it('runs what is planned in the order of time, also what is planned meanwhile, never before now', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: -10, max: 20 })), { maxLength: 40 }),
      async (plans) => {
        const agenda = new Agenda(0)
        const ran: number[] = []
        for (const [at, later] of plans)
          agenda.plan(at, async () => {
            ran.push(agenda.now)
            agenda.plan(at + later, async () => void ran.push(agenda.now))
          })
        await agenda.run(1000)
        const expected = plans.flatMap(([at, later]) => [at, Math.max(at, at + later)]).sort((a, b) => a - b)
        expect(ran).toEqual(expected)
      },
    ),
  )
})

describe('the ledger', () => {
  const handoff = { caseId: 'c', at: 0, reason: 'asked-for-human', promisedAt: 10, situation: 'free', place: 1, referrals: [] }

  it('begins another visit after more than a day without a word from either side', () => {
    const ledger = new Ledger()
    ledger.said('a', 0, 'question')
    ledger.answered('a', 5, 'answer')
    ledger.said('a', 5 + day, 'question')
    expect(ledger.visits).toHaveLength(1)
    ledger.said('a', 6 + 2 * day, 'button')
    expect(ledger.visits.map(({ asked }) => asked)).toEqual([true, false])
  })

  it('counts what operators do for the visit that goes on, and carries the holder into the next one', () => {
    const ledger = new Ledger()
    ledger.said('a', 0, 'question')
    ledger.answered('a', 0, 'handoff', { ...handoff, referrals: [] })
    ledger.claimed('c', 8, 'riga')
    ledger.said('a', 8 + day + 1, 'question')
    ledger.closed('c', 8 + day + 2, 'solved')
    expect(ledger.visits.map(({ taken, centre, stated }) => [taken, centre, stated])).toEqual([
      [true, 'riga', undefined],
      [true, 'riga', 'solved'],
    ])
    expect(countCases(ledger.visits, () => '2027-03')).toEqual(new Map([['2027-03 webchat riga counted', 2]]))
  })

  it('leaves tests out of every other figure', () => {
    const ledger = new Ledger()
    for (const conversation of ['a', 'b']) {
      ledger.said(conversation, 0, 'question')
      ledger.answered(conversation, 0, 'handoff', { ...handoff, caseId: conversation, referrals: [] })
      ledger.claimed(conversation, conversation === 'a' ? 4 : 20, 'riga')
      ledger.replied(conversation, 30)
    }
    ledger.closed('a', 40, 'test')
    const figures = recount(ledger, { from: 0, to: 100, until: 100, days: [{ opens: 0, closes: 100 }] })
    expect(figures.get('visits-test')?.value).toBe(1)
    expect(figures.get('promise-kept')).toEqual({ value: 0, numerator: 0, denominator: 1 })
    expect(figures.get('wait-median')?.value).toBe(20)
  })
})

it('counts working time only, and takes a quantile that occurred', () => {
  const days = [
    { opens: 8 * hour, closes: 18 * hour },
    { opens: day + 8 * hour, closes: day + 17 * hour },
  ]
  expect(workingTime(17 * hour, day + 9 * hour, days)).toBe(2 * hour)
  expect([0.5, 0.9, 1].map((part) => quantile([5, 1, 4, 2, 3], part).value)).toEqual([3, 5, 5])
})

describe('the comparison', () => {
  const figure = { value: 0.5, numerator: 1, denominator: 2 }

  it('sees a figure that differs, or that only one side has', () => {
    const board = {
      figures: [
        { id: 'a', unit: 'share', ...figure },
        { id: 'b', unit: 'share', ...figure },
      ],
    }
    const own = new Map([
      ['a', { ...figure, numerator: 2, denominator: 4 }],
      ['b', figure],
      ['c', figure],
    ])
    expect(compareFigures(board, own).map(({ what, equal }) => [what, equal])).toEqual([
      ['a', false],
      ['b', true],
      ['c', false],
    ])
  })

  it('sees a row of the export that is missing, and what became of earlier cases', () => {
    const row = { month: '2027-03', channel: 'webchat', centre: 'riga', kind: 'counted', cases: 3 }
    const answer = { total: {}, cases: [row], corrections: [{ ...row, month: '2027-02', cases: 1 }] }
    const own = {
      cases: new Map([
        ['2027-03 webchat riga counted', 3],
        ['2027-03 webchat rezekne counted', 1],
      ]),
      before: new Map([['2027-02 webchat assistant counted', 1]]),
      after: new Map([['2027-02 webchat riga counted', 1]]),
    }
    expect(compareCases(answer, own).filter(({ equal }) => !equal)).toEqual([
      { what: 'cases: 2027-03 webchat rezekne counted', board: '0', recount: '1', equal: false },
      { what: 'correction: 2027-02 webchat assistant counted', board: '0', recount: '-1', equal: false },
    ])
  })
})

it('docs/waiting.md and its picture are what the code draws', () => {
  expect(readFileSync('docs/waiting.md', 'utf8'), 'run "npm run draw"').toBe(drawWaiting())
  expect(readFileSync('docs/pictures/month-load.svg', 'utf8'), 'run "npm run draw"').toBe(drawMonthLoad())
})
