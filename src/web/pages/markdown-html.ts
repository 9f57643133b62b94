import { html } from 'hono/html'
import { type Inline, parseMarkdown } from '../markdown-blocks.ts'
import type { Html } from './layout.ts'

/** The markdown subset of answers as HTML, escaped. */
export function markdownHtml(markdown: string): Html[] {
  return parseMarkdown(markdown).map((block) => {
    if ('paragraph' in block) return html`<p>${inlineHtml(block.paragraph)}</p>`
    const items = block.items.map((item) => html`<li>${inlineHtml(item)}</li>`)
    if (block.list === 'ul') return html`<ul>${items}</ul>`
    return block.start === 1 ? html`<ol>${items}</ol>` : html`<ol start="${block.start}">${items}</ol>`
  })
}

function inlineHtml(parts: readonly Inline[]): (string | Html)[] {
  return parts.map((part) => {
    if (typeof part === 'string') return part
    if ('em' in part) return html`<em>${inlineHtml(part.em)}</em>`
    if ('strong' in part) return html`<strong>${inlineHtml(part.strong)}</strong>`
    return html`<a href="${part.href}" rel="noopener noreferrer">${part.text}</a>`
  })
}
