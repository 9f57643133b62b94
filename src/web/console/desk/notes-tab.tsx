import { useState } from 'preact/hooks'
import { api, type CaseView } from '../api.ts'
import { formatTime } from './clock.ts'
import { Key } from './key-button.tsx'
import { useDesk } from './session.ts'
import { useAct } from './use-act.ts'
import { useFollowed } from './use-followed.ts'
import { fill } from './words/index.ts'

interface Props {
  view: CaseView
  mine: boolean
  /** Tags of other cases, so that the same thing gets the same word. */
  knownTags: readonly string[]
  onDone(): void
}

export function NotesTab({ view, mine, knownTags, onDone }: Props) {
  const { t, d, language } = useDesk()
  return (
    <>
      <h3>{t.notes}</h3>
      {view.notes.length === 0 && <p class="quiet-words">{d.noNotes}</p>}
      <ul class="notes">
        {view.notes.map((entry) => (
          <li key={entry.at}>
            <strong>{entry.author}</strong> <time dateTime={entry.at}>{formatTime(entry.at, language)}</time>
            <p>{entry.text}</p>
          </li>
        ))}
      </ul>
      {mine && <NoteForm id={view.id} onDone={onDone} />}
      <h3>{d.tags}</h3>
      <Tags view={view} mine={mine} known={knownTags} onDone={onDone} />
    </>
  )
}

function NoteForm({ id, onDone }: { id: string; onDone(): void }) {
  const { t, kept } = useDesk()
  const text = useFollowed(kept, () => kept.get(id, 'note'))
  const { act, busy, error } = useAct()
  const add = () => {
    const words = kept.get(id, 'note')
    if (words.trim() === '') return
    void act(async () => {
      await api('POST', `/api/v1/cases/${id}/note`, { text: words })
      kept.sent(id, 'note', words)
      onDone()
    })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        add()
      }}
    >
      <label for="note">
        {t.note} <Key command="note" />
      </label>
      <textarea
        id="note"
        rows={2}
        maxLength={8000}
        value={text}
        onInput={(event) => kept.set(id, 'note', event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
          event.preventDefault()
          add()
        }}
      />
      <p class="error" role="alert">
        {error}
      </p>
      <button type="submit" aria-disabled={busy}>
        {t.addNote}
      </button>
    </form>
  )
}

function Tags({ view, mine, known, onDone }: { view: CaseView; mine: boolean; known: readonly string[]; onDone(): void }) {
  const { d } = useDesk()
  const [typed, setTyped] = useState('')
  const { act, busy, error } = useAct()
  const set = (tags: string[]) =>
    act(async () => {
      await api('POST', `/api/v1/cases/${view.id}/tags`, { tags })
      setTyped('')
      onDone()
    })
  return (
    <>
      {view.tags.length === 0 && <p class="quiet-words">{d.noTags}</p>}
      <ul class="tags">
        {view.tags.map((tag) => (
          <li key={tag}>
            {tag}
            {mine && (
              <button
                type="button"
                class="small"
                aria-label={fill(d.removeTag, { tag })}
                aria-disabled={busy}
                onClick={() => set(view.tags.filter((other) => other !== tag))}
              >
                ×
              </button>
            )}
          </li>
        ))}
      </ul>
      {mine && (
        <form
          class="one-line"
          onSubmit={(event) => {
            event.preventDefault()
            if (typed.trim()) void set([...view.tags, typed.trim()])
          }}
        >
          <label>
            {d.addTag}
            <input list="known-tags" maxLength={40} value={typed} onInput={(event) => setTyped(event.currentTarget.value)} />
          </label>
          <datalist id="known-tags">
            {known.map((tag) => (
              <option key={tag} value={tag} />
            ))}
          </datalist>
          <button type="submit" aria-disabled={busy}>
            {d.add}
          </button>
        </form>
      )}
      <p class="error" role="alert">
        {error}
      </p>
    </>
  )
}
