import { useState } from 'preact/hooks'
import { api, type CaseSummary, type CaseView } from '../api.ts'
import { formatTime } from './clock.ts'
import { useDesk } from './session.ts'
import { useAct } from './use-act.ts'
import { fill, wordOf } from './words/index.ts'

interface Props {
  view: CaseView
  mine: boolean
  /** Open cases: one of them may be the same person's. */
  others: readonly CaseSummary[]
  onDone(): void
}

/** What is known of the person: a contact, what they thought, and their other conversations. */
export function ClientTab({ view, mine, others, onDone }: Props) {
  const { d } = useDesk()
  return (
    <>
      <h3>{d.contact}</h3>
      <Contact view={view} />
      {view.rating && (
        <>
          <h3>{d.rating}</h3>
          <Rating rating={view.rating} />
        </>
      )}
      <h3>{d.linked}</h3>
      <Linked view={view} mine={mine} onDone={onDone} />
      {mine && <ProveForm view={view} others={others} onDone={onDone} />}
      <h3>{d.caseNumber}</h3>
      <p class="number">{view.id}</p>
    </>
  )
}

function Contact({ view }: { view: CaseView }) {
  const { d } = useDesk()
  const [contact, setContact] = useState<{ kind: 'email' | 'phone'; value: string } | undefined>()
  const { act, busy, error } = useAct()
  if (!view.contact) return <p class="quiet-words">{d.noContact}</p>
  const show = () =>
    act(async () => {
      const read = await api<{ contact: { kind: 'email' | 'phone'; value: string } | null }>('GET', `/api/v1/cases/${view.id}/contact`)
      setContact(read.contact ?? undefined)
    })
  return (
    <>
      <p role="status" class={contact ? undefined : 'hidden'}>
        {contact && (
          <>
            {d.contactKinds[contact.kind]}: <a href={`${contact.kind === 'email' ? 'mailto' : 'tel'}:${contact.value}`}>{contact.value}</a>
          </>
        )}
      </p>
      {!contact && (
        <>
          <button type="button" aria-disabled={busy} onClick={show} aria-describedby="contact-recorded">
            {d.showContact}
          </button>
          <p id="contact-recorded" class="quiet-words">
            {d.contactKinds[view.contact]}. {d.contactRecorded}
          </p>
        </>
      )}
      <p class="error" role="alert">
        {error}
      </p>
    </>
  )
}

export function Rating({ rating }: { rating: NonNullable<CaseView['rating']> }) {
  const { d } = useDesk()
  const said = [
    rating.score !== null && fill(d.ratingOf, { score: rating.score }),
    rating.solved !== null && (rating.solved ? d.solvedYes : d.solvedNo),
  ].filter(Boolean)
  return (
    <p>
      {said.join(' · ')}
      {rating.comment && (
        <>
          {said.length > 0 && ' · '}
          <q>{rating.comment}</q>
        </>
      )}
    </p>
  )
}

function Linked({ view, mine, onDone }: { view: CaseView; mine: boolean; onDone(): void }) {
  const { t, d, language } = useDesk()
  const [asking, setAsking] = useState<string | undefined>()
  const { act, busy, error } = useAct()
  if (view.linked.length === 0) return <p class="quiet-words">{d.noLinked}</p>
  return (
    <ul class="linked">
      {view.linked.map((other) => (
        <li key={other.link}>
          {wordOf(d.channels, other.channel)} · {wordOf(d.provedBy, other.provedBy)} · {formatTime(other.provedAt, language)}
          <p class="number">{other.conversation}</p>
          {mine && asking !== other.link && (
            <button type="button" class="small" onClick={() => setAsking(other.link)}>
              {d.unlink}
            </button>
          )}
          {asking === other.link && (
            <p class="actions">
              {d.unlinkAsk}
              <button
                type="button"
                class="small primary"
                aria-disabled={busy}
                onClick={() =>
                  act(async () => {
                    await api('DELETE', `/api/v1/links/${other.link}`)
                    onDone()
                  })
                }
              >
                {d.unlink}
              </button>
              <button type="button" class="small" onClick={() => setAsking(undefined)}>
                {t.cancel}
              </button>
            </p>
          )}
        </li>
      ))}
      <li class="error" role="alert">
        {error}
      </li>
    </ul>
  )
}

function ProveForm({ view, others, onDone }: { view: CaseView; others: readonly CaseSummary[]; onDone(): void }) {
  const { t, d } = useDesk()
  const [other, setOther] = useState('')
  const [number, setNumber] = useState('')
  const [asked, setAsked] = useState(false)
  const { act, busy, error } = useAct()
  const wanted = number.trim() || other
  const ask = () =>
    act(async () => {
      await api('POST', `/api/v1/cases/${view.id}/link`, { other: wanted })
      setAsked(true)
      setNumber('')
      setOther('')
      onDone()
    })
  return (
    <details class="prove">
      <summary>{d.prove}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (wanted) void ask()
        }}
      >
        <p class="hint">{d.proveHint}</p>
        <label>
          {d.otherCase}
          <select value={other} onChange={(event) => setOther(event.currentTarget.value)}>
            <option value="">–</option>
            {others
              .filter(({ id }) => id !== view.id)
              .map(({ id, channel, lastText, reason }) => (
                <option key={id} value={id}>
                  {wordOf(d.channels, channel)} · {lastText.slice(0, 60) || wordOf(t.reasons, reason)}
                </option>
              ))}
          </select>
        </label>
        <label>
          {d.otherCaseNumber}
          <input maxLength={100} value={number} onInput={(event) => setNumber(event.currentTarget.value)} />
        </label>
        <button type="submit" aria-disabled={busy}>
          {d.askToProve}
        </button>
        <p role="status">{asked ? d.proveAsked : ''}</p>
        <p class="error" role="alert">
          {error}
        </p>
      </form>
    </details>
  )
}
