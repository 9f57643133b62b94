/**
 * The markdown subset of answers as DOM nodes: paragraphs, lists, bold, links. Everything else stays text, so
 * nothing that somebody wrote can become an element of its own choosing.
 */
export function renderMarkdown(markdown: string): DocumentFragment {
  const fragment = document.createDocumentFragment()
  for (const block of markdown.split(/\n{2,}/)) {
    let list: HTMLElement | undefined
    let paragraph: HTMLElement | undefined
    for (const line of block.split('\n')) {
      const item = /^\s*(?:([-*])|(\d{1,3})[.)])\s+(.*)$/.exec(line)
      if (item) {
        const tag = item[1] ? 'UL' : 'OL'
        if (list?.tagName !== tag) {
          list = document.createElement(tag)
          if (item[2] && item[2] !== '1') list.setAttribute('start', item[2])
          fragment.append(list)
        }
        paragraph = undefined
        const element = document.createElement('li')
        element.append(inline(item[3] ?? ''))
        list.append(element)
        continue
      }
      if (!line.trim()) continue
      if (list?.lastElementChild && /^\s/.test(line)) {
        list.lastElementChild.append(' ', inline(line.trim()))
        continue
      }
      list = undefined
      if (paragraph) paragraph.append(' ')
      else {
        paragraph = document.createElement('p')
        fragment.append(paragraph)
      }
      paragraph.append(inline(line))
    }
  }
  return fragment
}

const marks = /\*\*(.+?)\*\*|\[([^\]]+)\]\(((?:https:\/\/|mailto:|tel:)[^\s)]+)\)/g

function inline(text: string): DocumentFragment {
  const fragment = document.createDocumentFragment()
  let end = 0
  for (const match of text.matchAll(marks)) {
    fragment.append(text.slice(end, match.index))
    end = match.index + match[0].length
    if (match[1] !== undefined) {
      const strong = document.createElement('strong')
      strong.append(inline(match[1]))
      fragment.append(strong)
    } else {
      const link = document.createElement('a')
      link.href = match[3] ?? ''
      link.textContent = match[2] ?? ''
      if (link.protocol === 'https:') {
        link.target = '_blank'
        link.rel = 'noopener noreferrer'
      }
      fragment.append(link)
    }
  }
  fragment.append(text.slice(end))
  return fragment
}
