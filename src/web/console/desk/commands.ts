import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'

/**
 * What can be done by a key. All need Alt, so that nothing happens by a slip of the finger and nothing is in the way of
 * typing or of assistive technology (WCAG 2.1.4). Physical keys: a Russian layout has the same ones.
 */
export const commandKeys = {
  accept: 'KeyA',
  claim: 'KeyT',
  next: 'ArrowDown',
  previous: 'ArrowUp',
  unread: 'KeyU',
  list: 'KeyL',
  reply: 'KeyR',
  draft: 'KeyD',
  replies: 'KeyK',
  cards: 'KeyS',
  note: 'KeyN',
  refer: 'KeyI',
  close: 'KeyC',
  presence: 'KeyP',
  help: 'KeyH',
} as const
export type Command = keyof typeof commandKeys

/** As it is written for people and, for `aria-keyshortcuts`, for machines. */
export function keyOf(command: Command): string {
  const code = commandKeys[command]
  return `Alt+${code === 'ArrowDown' ? '↓' : code === 'ArrowUp' ? '↑' : code.slice(3)}`
}

export function shortcutOf(command: Command): string {
  return `Alt+${commandKeys[command].replace(/^Key/, '')}`
}

type Pressed = Pick<KeyboardEvent, 'code' | 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'> & {
  /** Right Alt of many layouts: it writes letters, as «ā». */
  altGraph: boolean
  /** What has focus. */
  within: 'select' | 'field' | 'none'
}

/**
 * The command that a key press means.
 *
 * @param bare whether «?» without Alt opens the help; people may switch it off
 */
export function commandOf(pressed: Pressed, bare: boolean): Command | undefined {
  const { code, key, altKey, ctrlKey, metaKey, shiftKey, altGraph, within } = pressed
  if (bare && key === '?' && within === 'none' && !altKey && !ctrlKey && !metaKey) return 'help'
  if (!altKey || ctrlKey || metaKey || shiftKey || altGraph) return undefined
  // Alt with an arrow opens a select.
  if (within === 'select' && code.startsWith('Arrow')) return undefined
  return (Object.keys(commandKeys) as Command[]).find((command) => commandKeys[command] === code)
}

const handlers = new Map<Command, () => void>()

/** Does this when the command is given, as long as the component is there. */
export function useCommand(command: Command, run: (() => void) | undefined): void {
  const latest = useRef(run)
  latest.current = run
  const on = run !== undefined
  // At once: the next key may follow quickly.
  useLayoutEffect(() => {
    if (!on) return
    const handler = () => latest.current?.()
    handlers.set(command, handler)
    return () => {
      if (handlers.get(command) === handler) handlers.delete(command)
    }
  }, [command, on])
}

/** Listens for the keys; an open dialog has the keyboard for itself. */
export function useCommandKeys(bare: boolean): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const command = commandOf(
        {
          code: event.code,
          key: event.key,
          altKey: event.altKey,
          ctrlKey: event.ctrlKey,
          metaKey: event.metaKey,
          shiftKey: event.shiftKey,
          altGraph: event.getModifierState('AltGraph'),
          within: fieldOf(event.target),
        },
        bare,
      )
      if (!command || document.querySelector('dialog[open]')) return
      event.preventDefault()
      if (!event.repeat || command === 'next' || command === 'previous') handlers.get(command)?.()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [bare])
}

function fieldOf(target: EventTarget | null): Pressed['within'] {
  if (target instanceof HTMLSelectElement) return 'select'
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? 'field' : 'none'
}
