import { type Block, type Inline, parseMarkdown } from '../../markdown-blocks.ts'
import type { Activity } from '../../widget/direct-line.ts'
import { button, element } from '../../widget/dom.ts'
import { fill, type Words } from '../../widget/words.ts'

/** One turn. Nothing in it leads away from the kiosk: a link is its text and its address. */
export function kioskTurn(activity: Activity, words: Words, press: (text: string, value: unknown) => void): HTMLLIElement {
  const { from = 'client', author } = activity.channelData?.assistant ?? { from: 'client' as const }
  const names = {
    client: words.you,
    assistant: words.assistant,
    operator: fill(words.operator, { name: author ?? '' }).replace(/\s+/g, ' '),
    system: words.service,
  }
  const turn = element('li', `turn ${from}`)
  const body = element('div', 'body')
  if (activity.locale) body.lang = activity.locale
  if (from === 'client') body.textContent = activity.text ?? ''
  else body.append(...parseMarkdown(activity.text ?? '').map(blockElement))
  turn.append(element('p', 'who', names[from]), body)
  // The way to a person has a button of its own on the screen.
  const actions = (activity.suggestedActions?.actions ?? []).filter(({ title }) => title !== words.person)
  if (actions.length > 0) {
    const options = element('ul', 'options')
    for (const { title, value } of actions) {
      const item = element('li')
      item.append(button(title, () => press(title, value)))
      options.append(item)
    }
    turn.append(options)
  }
  return turn
}

function blockElement(block: Block): HTMLElement {
  if ('paragraph' in block) {
    const paragraph = element('p')
    paragraph.append(...inlineNodes(block.paragraph))
    return paragraph
  }
  const list = element(block.list)
  if (block.start !== 1) list.setAttribute('start', String(block.start))
  for (const item of block.items) {
    const entry = element('li')
    entry.append(...inlineNodes(item))
    list.append(entry)
  }
  return list
}

function inlineNodes(parts: readonly Inline[]): (string | Node)[] {
  return parts.map((part) => {
    if (typeof part === 'string') return part
    if ('href' in part) return addressed(part)
    const [tag, inner] = 'em' in part ? (['em', part.em] as const) : (['strong', part.strong] as const)
    const marked = element(tag)
    marked.append(...inlineNodes(inner))
    return marked
  })
}

/** `latvija.lv/pase`, or the text with the address behind it; a phone number or mail address says itself. */
function addressed({ href, text }: { href: string; text: string }): string {
  const address = href.replace(/^(https:\/\/(www\.)?|mailto:|tel:)/, '').replace(/\/$/, '')
  if (address.startsWith(text)) return address
  return text.replace(/\s/g, '').includes(address) ? text : `${text} (${address})`
}
