/** The text with something put in at the cursor, on lines of its own where there are words beside it; and the cursor after it. */
export function insertAt(text: string, start: number, end: number, added: string): { text: string; cursor: number } {
  const before = text.slice(0, start).trimEnd()
  const after = text.slice(end).trimStart()
  const head = before === '' ? added : `${before}\n\n${added}`
  return { text: after === '' ? head : `${head}\n\n${after}`, cursor: head.length }
}

/**
 * A draft into the reply. An empty field, or one that holds a draft as it came, takes the next draft; what a person has
 * typed or changed is never replaced, the draft goes in at the cursor.
 */
export function takeDraft(
  text: string,
  drafts: readonly string[],
  cursor: { start: number; end: number },
): { text: string; cursor: number } | undefined {
  const held = drafts.indexOf(text)
  const next = drafts[(held + 1) % drafts.length]
  if (next === undefined) return undefined
  if (text.trim() === '' || held !== -1) return { text: next, cursor: next.length }
  return insertAt(text, cursor.start, cursor.end, next)
}
