import { describe, expect, it } from 'vitest'
import type { CaseSummary } from '../../src/web/console/api.ts'
import {
  type Cases,
  casesOf,
  casesOfOthers,
  closedCases,
  isUnread,
  markSeen,
  mergeCases,
  neighbour,
  offersTo,
  pruneSeen,
  queueOf,
  replaceOpen,
  urgencyOf,
} from '../../src/web/console/desk/case-lists.ts'

const start = Date.parse('2026-11-23T08:00:00Z')
const minute = (count: number) => new Date(start + count * 60_000).toISOString()

function entry(id: string, given: Partial<CaseSummary> = {}): CaseSummary {
  return {
    id,
    state: 'waiting',
    channel: 'webchat',
    lang: 'lv',
    reason: 'asked-for-human',
    openedAt: minute(0),
    waitingSince: minute(0),
    operator: null,
    service: null,
    lastText: '',
    closedAt: null,
    outcome: null,
    institution: null,
    centre: null,
    priority: 0,
    promisedAt: null,
    offeredTo: null,
    offeredUntil: null,
    clientWaitsSince: null,
    tags: [],
    changedAt: minute(0),
    ...given,
  }
}

const known = (...entries: CaseSummary[]): Cases => new Map(entries.map((one) => [one.id, one]))
const ids = (entries: readonly CaseSummary[]) => entries.map(({ id }) => id)

describe('taking in changes', () => {
  it('keeps the objects of cases that did not change, so that their rows are not drawn again', () => {
    const before = known(entry('a'), entry('b'))
    const after = mergeCases(before, [entry('a'), entry('b', { lastText: 'vēl kas', changedAt: minute(1) })])
    expect(after.get('a')).toBe(before.get('a'))
    expect(after.get('b')?.lastText).toBe('vēl kas')
    expect(mergeCases(before, [entry('a')])).toBe(before)
  })

  it('leaves out what is older than what it knows', () => {
    const before = known(entry('a', { state: 'held', operator: 'anna', changedAt: minute(2) }))
    expect(mergeCases(before, [entry('a', { changedAt: minute(1) })])).toBe(before)
  })

  it('drops an open case that is not in the whole list, and keeps closed ones', () => {
    const before = known(entry('gone'), entry('there'), entry('closed', { state: 'closed', closedAt: minute(1) }))
    expect([...replaceOpen(before, [entry('there'), entry('new')]).keys()].sort()).toEqual(['closed', 'new', 'there'])
  })

  it('puts what changed while the list was read over the list', () => {
    const claimed = entry('a', { state: 'held', operator: 'anna', changedAt: minute(2) })
    const opened = entry('b', { changedAt: minute(2) })
    const after = replaceOpen(known(), [entry('a')], [claimed, opened])
    expect(after.get('a')?.operator).toBe('anna')
    expect(after.has('b')).toBe(true)
  })

  it('keeps at most a hundred closed cases, the latest', () => {
    const many = Array.from({ length: 130 }, (_, index) => entry(`c${index}`, { state: 'closed', closedAt: minute(index) }))
    const after = closedCases(mergeCases(known(), many))
    expect(after).toHaveLength(100)
    expect(after[0]?.id).toBe('c129')
  })
})

describe('the lists', () => {
  it('puts into the queue first whoever waits past the promise, then the more urgent, then the longer wait', () => {
    const cases = known(
      entry('later', { waitingSince: minute(5) }),
      entry('earlier', { waitingSince: minute(1) }),
      entry('upset', { waitingSince: minute(8), priority: 3 }),
      entry('promised', { waitingSince: minute(9), promisedAt: minute(9) }),
      entry('held', { state: 'held', operator: 'anna' }),
    )
    expect(ids(queueOf(cases, start + 10 * 60_000))).toEqual(['promised', 'upset', 'earlier', 'later'])
    expect(ids(queueOf(cases, start + 8 * 60_000))).toEqual(['upset', 'earlier', 'later', 'promised'])
  })

  it('puts among mine first whose client has waited longest for my words', () => {
    const mine = { state: 'held', operator: 'anna' }
    const cases = known(
      entry('answered', { ...mine, openedAt: minute(1) }),
      entry('second', { ...mine, clientWaitsSince: minute(6) }),
      entry('first', { ...mine, clientWaitsSince: minute(4) }),
      entry('asked elsewhere', { ...mine, state: 'level2', openedAt: minute(2) }),
      entry('of others', { state: 'held', operator: 'janis' }),
    )
    expect(ids(casesOf(cases, 'anna'))).toEqual(['first', 'second', 'answered', 'asked elsewhere'])
    expect(ids(casesOfOthers(cases, 'anna'))).toEqual(['of others'])
  })

  it('knows the offers to me that still stand, the one that ends first before the others', () => {
    const cases = known(
      entry('mine, later', { offeredTo: 'anna', offeredUntil: minute(3) }),
      entry('mine, sooner', { offeredTo: 'anna', offeredUntil: minute(2) }),
      entry('mine, over', { offeredTo: 'anna', offeredUntil: minute(1) }),
      entry('of others', { offeredTo: 'janis', offeredUntil: minute(3) }),
      entry('taken', { state: 'held', operator: 'anna', offeredTo: 'anna', offeredUntil: minute(3) }),
    )
    expect(ids(offersTo(cases, 'anna', start + 60_000))).toEqual(['mine, sooner', 'mine, later'])
  })

  it.each([
    [{ promisedAt: minute(1), priority: 3 }, 'pastPromise'],
    [{ promisedAt: minute(3), priority: 3 }, 'upset'],
    [{ priority: 2 }, 'sensitive'],
    [{ priority: 1 }, 'returning'],
    [{ priority: 0 }, undefined],
  ] as const)('%j is urgent because: %s', (given, why) => {
    expect(urgencyOf(entry('a', given), start + 2 * 60_000)).toBe(why)
  })

  it('goes round from case to case, and begins at the end it comes from', () => {
    const list = [entry('a'), entry('b'), entry('c')]
    expect(neighbour(list, 'c', 1)?.id).toBe('a')
    expect(neighbour(list, 'a', -1)?.id).toBe('c')
    expect(neighbour(list, undefined, 1)?.id).toBe('a')
    expect(neighbour(list, 'elsewhere', -1)?.id).toBe('c')
    expect(neighbour([], 'a', 1)).toBeUndefined()
  })
})

describe('what I have not seen', () => {
  const looked = entry('a', { state: 'held', operator: 'anna', changedAt: minute(1) })

  it('is unread when the client has said something since I looked', () => {
    const seen = markSeen(new Map(), looked)
    expect(isUnread(looked, seen)).toBe(false)
    const said = { ...looked, clientWaitsSince: minute(2), changedAt: minute(2) }
    expect(isUnread(said, seen)).toBe(true)
    expect(isUnread(said, markSeen(seen, said))).toBe(false)
  })

  it('is not unread when only I did something', () => {
    expect(isUnread({ ...looked, tags: ['nauda'], changedAt: minute(2) }, markSeen(new Map(), looked))).toBe(false)
  })

  it('is unread when the last institution has answered', () => {
    const seen = markSeen(new Map(), { ...looked, state: 'level2' })
    expect(isUnread({ ...looked, changedAt: minute(2) }, seen)).toBe(true)
  })

  it('forgets cases that are closed or gone, so that memory stays flat over a long day', () => {
    const seen = markSeen(markSeen(markSeen(new Map(), looked), entry('closed')), entry('gone'))
    expect([...pruneSeen(seen, known(looked, entry('closed', { state: 'closed' }))).keys()]).toEqual(['a'])
  })
})
