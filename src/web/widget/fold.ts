import { button } from './dom.ts'
import type { Words } from './words.ts'

/** About so many lines are read at one go; a little more is not worth a button. */
const lines = 12
const slack = 4
/** Characters in a line of the window, on average. Counted, not measured: a hidden window has no lines yet. */
const lineLength = 44

/** Folds what goes beyond some lines; notes such as the source stay in sight. */
export function fold(body: HTMLElement, words: Words): void {
  const units = [...body.children].flatMap((child): Element[] => {
    if (child.classList.contains('note')) return []
    return child.tagName === 'UL' || child.tagName === 'OL' ? [...child.children] : [child]
  })
  const heights = units.map((unit) => Math.ceil((unit.textContent?.length ?? 0) / lineLength) + 0.5)
  if (heights.reduce((sum, height) => sum + height, 0) <= lines + slack) return
  let height = 0
  const rest = units.filter((_, index) => {
    height += heights[index] ?? 0
    return height > lines && index > 0
  })
  if (rest.length === 0) return
  const toggle = button(words.more, () => show(toggle.getAttribute('aria-expanded') !== 'true'), 'more')
  const show = (all: boolean) => {
    for (const part of rest) part.toggleAttribute('hidden', !all)
    toggle.setAttribute('aria-expanded', String(all))
    toggle.textContent = all ? words.less : words.more
  }
  show(false)
  const firstNote = body.querySelector(':scope > .note')
  body.insertBefore(toggle, firstNote)
}
