import { type Inline, parseMarkdown } from './markdown-blocks.ts'

/** The markdown subset of answers as DOM nodes. */
export function renderMarkdown(markdown: string): DocumentFragment {
  const fragment = document.createDocumentFragment()
  for (const block of parseMarkdown(markdown)) {
    if ('paragraph' in block) {
      const paragraph = document.createElement('p')
      paragraph.append(...nodes(block.paragraph))
      fragment.append(paragraph)
      continue
    }
    const list = document.createElement(block.list)
    if (block.start !== 1) list.setAttribute('start', String(block.start))
    for (const item of block.items) {
      const element = document.createElement('li')
      element.append(...nodes(item))
      list.append(element)
    }
    fragment.append(list)
  }
  return fragment
}

function nodes(parts: readonly Inline[]): (string | Element)[] {
  return parts.map((part) => {
    if (typeof part === 'string') return part
    if ('strong' in part || 'em' in part) {
      const [tag, inner] = 'em' in part ? (['em', part.em] as const) : (['strong', part.strong] as const)
      const marked = document.createElement(tag)
      marked.append(...nodes(inner))
      return marked
    }
    const link = document.createElement('a')
    link.href = part.href
    link.textContent = part.text
    if (link.protocol === 'https:') {
      link.target = '_blank'
      link.rel = 'noopener noreferrer'
    }
    return link
  })
}
