/** The markdown subset of answers as plain text: a link shows where it leads. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/\[([^\]]+)\]\((?:mailto:|tel:)([^\s)]+)\)/g, (_, label: string, target: string) =>
      label === target ? label : `${label} (${target})`,
    )
    .replace(/\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)/g, '$1 ($2)')
    .replace(/\*\*(.+?)\*\*/g, '$1')
    .replace(/(^|\s)_([^_\n]+)_(?=[\s.,!?)]|$)/gm, '$1$2')
}
