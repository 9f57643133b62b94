import type { Component } from 'preact'
import { describe, expect, it } from 'vitest'
import { memo } from '../../src/web/console/desk/memo.ts'

interface Row {
  entry: object
  place?: number
}

describe('a component that remembers', () => {
  const Memo = memo<Row>(() => null) as unknown as new (props: Row) => Component<Row>
  const entry = { id: 'a' }
  const drawsAgain = (before: Row, after: Row) => new Memo(before).shouldComponentUpdate?.(after, {}, {})

  it.each([
    ['nothing changed', { entry }, { entry }, false],
    ['another object that says the same', { entry }, { entry: { id: 'a' } }, true],
    ['a property more', { entry }, { entry, place: 1 }, true],
    ['a property less', { entry, place: 1 }, { entry }, true],
  ])('%s', (_, before, after, expected) => {
    expect(drawsAgain(before, after)).toBe(expected)
  })
})
