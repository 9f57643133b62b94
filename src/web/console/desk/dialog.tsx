import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { useDesk } from './session.ts'

interface Props {
  title: string
  /** Called however it is closed; focus is back where it was by then. */
  onClose(): void
  children: ComponentChildren
}

/** A modal dialog; Escape closes it, and focus returns to where it came from. */
export function Dialog({ title, onClose, children }: Props) {
  const { d } = useDesk()
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useId()
  // At once: the next key belongs to it.
  useLayoutEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog ref={dialog} aria-labelledby={heading} onClose={onClose}>
      <div class="dialog-head">
        <h2 id={heading}>{title}</h2>
        <button type="button" onClick={() => dialog.current?.close()}>
          {d.dismiss}
        </button>
      </div>
      {children}
    </dialog>
  )
}
