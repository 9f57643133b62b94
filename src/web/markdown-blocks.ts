/** A piece of a line: text, bold, emphasis, or a link. */
export type Inline = string | { strong: Inline[] } | { em: Inline[] } | { href: string; text: string }
export type Block = { paragraph: Inline[] } | { list: 'ul' | 'ol'; start: number; items: Inline[][] }

/**
 * The markdown subset of answers: paragraphs, lists, bold, emphasis by `_`, links. Everything else stays text, so nothing that
 * somebody wrote can become an element of its own choosing. Whoever draws the blocks escapes the text.
 */
export function parseMarkdown(markdown: string): Block[] {
  const blocks: Block[] = []
  for (const part of markdown.split(/\n{2,}/)) {
    // What the next line may go on with.
    let open: Block | undefined
    for (const line of part.split('\n')) {
      const item = /^\s*(?:([-*])|(\d{1,3})[.)])\s+(.*)$/.exec(line)
      if (item) {
        const list = item[1] ? 'ul' : 'ol'
        if (!open || !('list' in open) || open.list !== list) {
          open = { list, start: Number(item[2] ?? 1), items: [] }
          blocks.push(open)
        }
        open.items.push(parseInline(item[3] ?? ''))
        continue
      }
      if (!line.trim()) continue
      if (open && 'list' in open && /^\s/.test(line)) {
        open.items.at(-1)?.push(' ', ...parseInline(line.trim()))
      } else if (open && 'paragraph' in open) {
        open.paragraph.push(' ', ...parseInline(line))
      } else {
        open = { paragraph: parseInline(line) }
        blocks.push(open)
      }
    }
  }
  return blocks
}

const marks = /\*\*(.+?)\*\*|\[([^\]]+)\]\(((?:https:\/\/|mailto:|tel:)[^\s)]+)\)|(^|\s)_([^_\n]+)_(?=[\s.,!?)]|$)/g

function parseInline(text: string): Inline[] {
  const parts: Inline[] = []
  let end = 0
  for (const match of text.matchAll(marks)) {
    parts.push(text.slice(end, match.index))
    end = match.index + match[0].length
    const [, strong, label = '', href = '', before = '', em] = match
    if (strong !== undefined) parts.push({ strong: parseInline(strong) })
    else if (em !== undefined) parts.push(before, { em: parseInline(em) })
    else parts.push({ href, text: label })
  }
  parts.push(text.slice(end))
  return parts.filter((part) => part !== '')
}
