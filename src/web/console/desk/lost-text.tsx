import { useState } from 'preact/hooks'
import { useDesk } from './session.ts'
import { useFollowed } from './use-followed.ts'

/** What was typed and can no longer be sent, because the conversation has gone to somebody else: shown, never thrown away. */
export function LostText({ id }: { id: string }) {
  const { d, kept } = useDesk()
  const text = useFollowed(kept, () => kept.get(id, 'reply'))
  const [copied, setCopied] = useState(false)
  if (text === '') return null
  return (
    <section class="lost-text" aria-label={d.lostText}>
      <strong>{d.lostText}</strong>
      <p>{text}</p>
      <div class="actions">
        {/* Browsers give the clipboard to https pages only; the text above can be marked and copied in any case. */}
        {window.isSecureContext && (
          <button type="button" onClick={() => navigator.clipboard.writeText(text).then(() => setCopied(true))}>
            {d.copy}
          </button>
        )}
        <button type="button" onClick={() => kept.set(id, 'reply', '')}>
          {d.discard}
        </button>
        <span role="status">{copied ? d.copied : ''}</span>
      </div>
    </section>
  )
}
