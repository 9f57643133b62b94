import type { ComponentChildren } from 'preact'
import { type Command, keyOf, shortcutOf } from './commands.ts'

interface Props {
  command: Command
  onClick(): void
  children: ComponentChildren
  primary?: boolean
  expanded?: boolean
}

/** A button that shows its key. */
export function KeyButton({ command, onClick, children, primary, expanded }: Props) {
  return (
    <button
      type="button"
      class={primary ? 'primary' : undefined}
      aria-keyshortcuts={shortcutOf(command)}
      {...(expanded !== undefined && { 'aria-expanded': expanded })}
      onClick={onClick}
    >
      {children} <Key command={command} />
    </button>
  )
}

/** Only to be seen: machines have `aria-keyshortcuts`. */
export function Key({ command }: { command: Command }) {
  return (
    <span class="key" aria-hidden="true">
      {keyOf(command)}
    </span>
  )
}
