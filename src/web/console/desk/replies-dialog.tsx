import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Language } from '../../../languages.ts'
import { Dialog } from './dialog.tsx'
import { filterReplies, groupReplies, type ReadyReply } from './reply-list.ts'
import { useDesk } from './session.ts'
import type { Suggestion } from './use-suggestions.ts'
import { fill } from './words/index.ts'

interface Props {
  replies: readonly Suggestion[]
  /** Of the texts: the client's. */
  language: Language
  onChoose(text: string): void
  onClose(): void
}

/** Ready replies: type to filter, arrows to choose, Enter puts the text into the reply. */
export function RepliesDialog({ replies, language, onChoose, onClose }: Props) {
  const { d, language: console } = useDesk()
  const [typed, setTyped] = useState('')
  const [active, setActive] = useState(0)
  const field = useRef<HTMLInputElement>(null)
  const chosen = useRef<string | undefined>(undefined)
  const all = useMemo(() => groupReplies(replies, language, { language: console, generic: d.generic }), [replies, language, console, d])
  const groups = filterReplies(all, typed)
  const flat = groups.flatMap((group) => group.replies)
  const current = flat[Math.min(active, flat.length - 1)]

  const choose = (reply: ReadyReply | undefined) => {
    if (!reply) return
    chosen.current = reply.text
    field.current?.closest('dialog')?.close()
  }
  const move = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      event.preventDefault()
      choose(current)
    }
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0 || flat.length === 0) return
    event.preventDefault()
    setActive((Math.min(active, flat.length - 1) + step + flat.length) % flat.length)
  }
  // The dialog is open by now.
  useLayoutEffect(() => field.current?.focus(), [])
  useEffect(() => {
    if (current) document.getElementById(`reply-${current.id}`)?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <Dialog
      title={d.replies}
      onClose={() => {
        onClose()
        // After the dialog has given focus back: the text goes to the cursor that was in the reply.
        if (chosen.current !== undefined) onChoose(chosen.current)
      }}
    >
      <label for="reply-filter">{d.filterReplies}</label>
      <input
        id="reply-filter"
        ref={field}
        role="combobox"
        aria-expanded="true"
        aria-controls="reply-list"
        aria-autocomplete="list"
        aria-activedescendant={current && `reply-${current.id}`}
        autocomplete="off"
        value={typed}
        onInput={(event) => {
          setTyped(event.currentTarget.value)
          setActive(0)
        }}
        onKeyDown={move}
      />
      <p class="hint" role="status">
        {flat.length === 0 ? d.noReplies : fill(d.repliesFound, { count: flat.length })}
      </p>
      <div id="reply-list" class="ready" role="listbox" aria-label={d.replies} tabIndex={-1}>
        {groups.map((group, index) => (
          // biome-ignore lint/a11y/useSemanticElements: a listbox holds groups of options, not fieldsets
          <div key={group.title} role="group" aria-labelledby={`reply-group-${index}`}>
            <div class="ready-group" id={`reply-group-${index}`} role="presentation">
              {group.title}
            </div>
            {group.replies.map((reply) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field above, which keeps focus
              <div
                key={reply.id}
                id={`reply-${reply.id}`}
                role="option"
                class="ready-reply"
                aria-selected={reply === current}
                tabIndex={-1}
                onClick={() => choose(reply)}
              >
                <strong>{reply.title}</strong>
                <span lang={language}>{reply.text}</span>
              </div>
            ))}
          </div>
        ))}
      </div>
    </Dialog>
  )
}
