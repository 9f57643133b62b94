import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { CaseView } from '../api.ts'
import { useDesk } from './session.ts'
import type { Suggestions } from './use-suggestions.ts'

export type Ending = 'close' | 'return' | 'release' | 'take-over'

interface Props {
  ending: Ending
  view: CaseView
  suggestions: Suggestions | undefined
  onEnd(path: Ending, body: object): Promise<void>
  onCancel(): void
}

type Outcome = 'solved' | 'referred' | 'no-answer' | 'abuse' | 'test'

/** Asks once more before a conversation leaves the operator's hands; closing asks for outcome and service. */
export function EndForm({ ending, view, suggestions, onEnd, onCancel }: Props) {
  const { t, d } = useDesk()
  const form = useRef<HTMLFormElement>(null)
  const [outcome, setOutcome] = useState<Outcome>('solved')
  const [service, setService] = useState(view.service ?? suggestions?.drafts[0]?.service ?? '')
  const [busy, setBusy] = useState(false)
  // The first field, or the button where there is none.
  useLayoutEffect(() => form.current?.querySelector<HTMLElement>('select, button')?.focus(), [])

  const end = async () => {
    if (busy) return
    setBusy(true)
    await onEnd(ending, ending === 'close' ? { outcome, ...(service && { service }) } : {})
    setBusy(false)
  }
  const question = {
    close: '',
    return: d.returnAsk,
    release: d.releaseAsk,
    'take-over': d.takeOverAsk.replace('{name}', view.operator ?? ''),
  }[ending]
  return (
    <form
      ref={form}
      class="ending"
      onSubmit={(event) => {
        event.preventDefault()
        void end()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel()
      }}
    >
      {ending === 'close' ? (
        <>
          <label>
            {t.outcome}
            <select value={outcome} onChange={(event) => setOutcome(event.currentTarget.value as Outcome)}>
              {Object.entries(t.outcomes).map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </label>
          <ServiceSelect value={service} likely={likely(view, suggestions)} onChange={setService} />
        </>
      ) : (
        <p>{question}</p>
      )}
      <div class="actions">
        <button type="submit" class="primary" aria-disabled={busy}>
          {ending === 'close' ? t.confirmClose : d.yes}
        </button>
        <button type="button" onClick={onCancel}>
          {t.cancel}
        </button>
      </div>
    </form>
  )
}

function ServiceSelect({ value, likely, onChange }: { value: string; likely: string[]; onChange(value: string): void }) {
  const { d, names } = useDesk()
  const others = names.cards.filter(({ id }) => !likely.includes(id))
  return (
    <label>
      {d.chooseService}
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{d.noService}</option>
        {likely.map((id) => (
          <option key={id} value={id}>
            {names.service(id)}
          </option>
        ))}
        <option disabled>──────────</option>
        {others.map(({ id, title, institution }) => (
          <option key={id} value={id}>
            {institution} · {title}
          </option>
        ))}
      </select>
    </label>
  )
}

/** What the conversation was about, most likely: chosen without a search among all services. */
function likely(view: CaseView, suggestions: Suggestions | undefined): string[] {
  const heard = view.transcript.flatMap(({ assistant }) => assistant?.services?.slice(0, 1).map(({ id }) => id) ?? [])
  const drafted = suggestions?.drafts.map(({ service }) => service) ?? []
  return [...new Set([...(view.service ? [view.service] : []), ...drafted, ...heard])]
}
