import { describe, expect, it } from 'vitest'
import { commandKeys, commandOf } from '../../src/web/console/desk/commands.ts'
import { deskWords } from '../../src/web/console/desk/words/index.ts'

const alt = {
  key: '',
  altKey: true,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altGraph: false,
  within: 'field',
} as const

describe('keys of the console', () => {
  it('means the same key on every keyboard layout', () => {
    expect(commandOf({ ...alt, code: 'KeyD', key: 'в' }, true)).toBe('draft')
  })

  it.each([
    ['a letter without Alt', { altKey: false }],
    ['right Alt, which writes letters', { altGraph: true }],
    ['Ctrl and Alt together, as Windows reports right Alt', { ctrlKey: true }],
    ['Alt and Shift', { shiftKey: true }],
  ])('does nothing for %s', (_, pressed) => {
    expect(commandOf({ ...alt, code: 'KeyC', ...pressed }, true)).toBeUndefined()
  })

  it('leaves Alt with an arrow to a select', () => {
    expect(commandOf({ ...alt, code: 'ArrowDown', within: 'select' }, true)).toBeUndefined()
    expect(commandOf({ ...alt, code: 'ArrowDown' }, true)).toBe('next')
  })

  it('opens the help by «?» outside of fields only, and not at all when people switched it off', () => {
    const mark = { ...alt, altKey: false, shiftKey: true, code: 'Slash', key: '?' }
    expect(commandOf({ ...mark, within: 'none' }, true)).toBe('help')
    expect(commandOf({ ...mark, within: 'field' }, true)).toBeUndefined()
    expect(commandOf({ ...mark, within: 'none' }, false)).toBeUndefined()
  })

  it('gives no key twice, and names every one in each language', () => {
    const codes = Object.values(commandKeys)
    expect(new Set(codes).size).toBe(codes.length)
    for (const { commands } of Object.values(deskWords)) expect(Object.keys(commands).sort()).toEqual(Object.keys(commandKeys).sort())
  })
})
