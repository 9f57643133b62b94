import { useEffect, useRef, useState } from 'preact/hooks'
import { type Language, languages } from '../../../languages.ts'
import { api } from '../api.ts'
import { useCommand } from './commands.ts'
import { insertAt, takeDraft } from './insert-text.ts'
import { KeyButton } from './key-button.tsx'
import { RepliesDialog } from './replies-dialog.tsx'
import { useDesk } from './session.ts'
import { useFollowed } from './use-followed.ts'
import type { Suggestions } from './use-suggestions.ts'
import { wordOf } from './words/index.ts'

interface Props {
  id: string
  /** The client's language as the record has it. */
  clientLanguage: string
  suggestions: Suggestions | undefined
  draftLanguage: Language | undefined
  onDraftLanguage(language: Language): void
  /** The last turn that is known, for a send that may have to be tried again. */
  after: number
  /** Takes text from elsewhere on the screen, as from a card. */
  inserter: { current: ((text: string) => void) | undefined }
  onSent(): void
}

interface Cursor {
  start: number
  end: number
}

/** The client hears that somebody types at most this often, milliseconds. */
const typingEvery = 3000

/** Where the operator writes. Nothing leaves it but by the operator's own press of «send». */
export function ReplyForm({ id, clientLanguage, suggestions, draftLanguage, onDraftLanguage, after, inserter, onSent }: Props) {
  const { t, d, kept, outbox } = useDesk()
  const text = useFollowed(kept, () => kept.get(id, 'reply'))
  const sending = useFollowed(outbox, () => outbox.of(id))
  // Where the cursor was when the ready replies were opened: browsers may forget it behind a modal dialog.
  const [choosing, setChoosing] = useState<Cursor | undefined>()
  const [hint, setHint] = useState('')
  const field = useRef<HTMLTextAreaElement>(null)
  const typing = useTypingSignal(id)
  const language = draftLanguage ?? suggestions?.language ?? (clientLanguage as Language)

  const put = (next: { text: string; cursor: number } | undefined) => {
    const area = field.current
    if (!area || !next) return
    kept.set(id, 'reply', next.text)
    area.value = next.text
    area.focus()
    area.setSelectionRange(next.cursor, next.cursor)
  }
  const selection = (): Cursor => ({ start: field.current?.selectionStart ?? text.length, end: field.current?.selectionEnd ?? text.length })
  const insert = (added: string, { start, end }: Cursor = selection()) => {
    put(insertAt(kept.get(id, 'reply'), start, end, added))
  }
  const wanted = useRef(false)
  const draft = () => {
    wanted.current = suggestions === undefined
    if (!suggestions) return setHint(d.loading)
    const drafts = suggestions.drafts.map((suggestion) => suggestion.text)
    put(takeDraft(kept.get(id, 'reply'), drafts, selection()))
    setHint(drafts.length === 0 ? d.noDraft : d.draftHint)
  }
  const send = async () => {
    const words = kept.get(id, 'reply')
    if (words.trim() === '') return
    setHint('')
    if (await outbox.send(id, words, after)) onSent()
  }
  // Asked for before it was there.
  useEffect(() => {
    if (suggestions && wanted.current) draft()
  }, [suggestions])
  inserter.current = insert
  useEffect(
    () => () => {
      inserter.current = undefined
    },
    [inserter],
  )
  useCommand('reply', () => field.current?.focus())
  useCommand('draft', draft)
  useCommand('replies', () => setChoosing(selection()))

  const busy = sending?.state === 'sending'
  const failure = sending?.state === 'failed' ? (sending.why ? `${d.sendFailed} ${sending.why}` : d.sendUnsure) : ''
  return (
    <form
      class="reply"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <div class="reply-head">
        <label for={`reply-${id}`}>
          {t.reply} <span class="client-language">({wordOf(d.languages, clientLanguage)})</span>
        </label>
        <span id="reply-hint" class="hint">
          {d.replyHint}
        </span>
      </div>
      <textarea
        id={`reply-${id}`}
        ref={field}
        rows={3}
        value={text}
        maxLength={8000}
        lang={language}
        aria-describedby="reply-hint"
        aria-keyshortcuts="Alt+R"
        onInput={(event) => {
          kept.set(id, 'reply', event.currentTarget.value)
          typing()
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
          event.preventDefault()
          void send()
        }}
      />
      <p class="error" role="alert">
        {failure}
      </p>
      <div class="actions">
        {/* Not `disabled`: focus would be lost with it. */}
        <button type="submit" class="primary" aria-disabled={busy}>
          {busy ? d.sending : sending ? d.sendAgain : t.send}
        </button>
        <KeyButton command="draft" onClick={draft}>
          {d.draft}
        </KeyButton>
        <KeyButton command="replies" onClick={() => setChoosing(selection())}>
          {d.replies}
        </KeyButton>
        <fieldset class="choose">
          <legend class="hidden">{d.draftLanguage}</legend>
          {languages.map((code) => (
            <button
              key={code}
              type="button"
              class="small"
              title={`${d.draftLanguage}: ${d.languages[code]}`}
              aria-pressed={code === language}
              onClick={() => onDraftLanguage(code)}
            >
              {code.toUpperCase()}
              <span class="hidden"> ({d.languages[code]})</span>
            </button>
          ))}
        </fieldset>
        <p class="hint draft-hint" role="status">
          {hint}
        </p>
      </div>
      {choosing && (
        <RepliesDialog
          replies={suggestions?.replies ?? []}
          language={language}
          onChoose={(chosen) => insert(chosen, choosing)}
          onClose={() => setChoosing(undefined)}
        />
      )}
    </form>
  )
}

function useTypingSignal(id: string): () => void {
  const said = useRef(0)
  return () => {
    if (Date.now() - said.current < typingEvery) return
    said.current = Date.now()
    // Only a courtesy: when it gets lost the client sees the words a little later.
    api('POST', `/api/v1/cases/${id}/typing`).catch(() => undefined)
  }
}
