import { useEffect, useRef, useState } from 'preact/hooks'
import { renderMarkdown } from '../markdown.ts'
import { ApiError, api, type CaseView, type Me, type TranscriptTurn } from './api.ts'
import { Heard } from './heard.tsx'
import type { ConsoleLanguage, ConsoleWords } from './words.ts'

interface Props {
  id: string
  t: ConsoleWords
  me: Me
  language: ConsoleLanguage
  /** Rises when something in the queue changed: then the case is read again. */
  version: number
  onBack(): void
  onChanged(): void
}

type Outcome = keyof ConsoleWords['outcomes']

export function CasePanel({ id, t, me, language, version, onBack, onChanged }: Props) {
  const [view, setView] = useState<CaseView | undefined>()
  const [error, setError] = useState('')
  const draftKey = `vpppd-draft:${id}`
  // What was typed survives a reload and a dropped connection.
  const [draft, setDraft] = useState(() => sessionStorage.getItem(draftKey) ?? '')
  const [note, setNote] = useState('')
  const [closing, setClosing] = useState(false)
  const [outcome, setOutcome] = useState<Outcome>('solved')
  const end = useRef<HTMLDivElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)

  useEffect(() => {
    let current = true
    api<CaseView>('GET', `/api/v1/cases/${id}`).then(
      (loaded) => current && setView(loaded),
      (failure: Error) => current && setError(failure.message),
    )
    return () => {
      current = false
    }
  }, [id, version])
  useEffect(() => heading.current?.focus(), [id, view === undefined])
  useEffect(() => {
    if (end.current) end.current.scrollTop = end.current.scrollHeight
  }, [view?.transcript.length])
  useEffect(() => sessionStorage.setItem(draftKey, draft), [draft, draftKey])

  const act = async (path: string, body: unknown, done?: () => void) => {
    setError('')
    try {
      await api('POST', `/api/v1/cases/${id}/${path}`, body)
      done?.()
      onChanged()
    } catch (failure) {
      const taken = failure instanceof ApiError && failure.status === 409 && path === 'claim'
      setError(taken ? `${t.taken} ${failure.message.split(' by ').at(-1)}` : `${t.failed} ${(failure as Error).message}`)
      onChanged()
    }
  }
  const reply = () => {
    if (draft.trim()) void act('messages', { text: draft }, () => setDraft(''))
  }
  const isMine = view?.operator === me.username && view.state !== 'closed'
  const answers = view?.transcript.filter((turn) => turn.from === 'assistant' && turn.assistant?.decision) ?? []
  // A request for a person says nothing of the subject: the answer before it does.
  const last = answers.findLast((turn) => turn.assistant?.services?.length) ?? answers.at(-1)

  return (
    <section class="case" aria-labelledby="case-title">
      <div class="case-head">
        <button type="button" class="back" onClick={onBack}>
          ← {t.back}
        </button>
        <h2 id="case-title" ref={heading} tabIndex={-1}>
          {view ? (t.reasons[view.reason as keyof typeof t.reasons] ?? view.reason) : t.transcript}
        </h2>
        {view && (
          <p class="facts">
            {t.language}: <strong>{view.lang.toUpperCase()}</strong> · {t.channel}: {view.channel}
            {view.operator && (
              <>
                {' '}
                · {t.claimedBy}: {view.operator}
              </>
            )}
          </p>
        )}
      </div>
      <div class="columns">
        <div class="talk">
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
          <div class="transcript" ref={end} role="log" aria-label={t.transcript} tabIndex={0}>
            <ol>
              {view?.transcript.map((turn) => (
                <Turn key={turn.seq} turn={turn} t={t} language={language} />
              ))}
            </ol>
          </div>
          <p class="error" role="alert">
            {error}
          </p>
          {view?.state === 'waiting' && (
            <button type="button" class="primary claim" onClick={() => act('claim', {})}>
              {t.claim}
            </button>
          )}
          {isMine && (
            <form
              class="reply"
              onSubmit={(event) => {
                event.preventDefault()
                reply()
              }}
            >
              <label>
                {t.reply}
                <textarea
                  rows={3}
                  value={draft}
                  maxLength={8000}
                  aria-describedby="reply-hint"
                  onInput={(event) => setDraft(event.currentTarget.value)}
                  onKeyDown={(event) => {
                    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
                      event.preventDefault()
                      reply()
                    }
                  }}
                />
              </label>
              <div class="actions">
                <button type="submit" class="primary">
                  {t.send}
                </button>
                <span id="reply-hint" class="hint">
                  {t.replyHint}
                </span>
                <button type="button" onClick={() => act('return', {})}>
                  {t.giveBack}
                </button>
                <button type="button" aria-expanded={closing} onClick={() => setClosing(!closing)}>
                  {t.close}
                </button>
              </div>
              {closing && (
                <div class="closing">
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
                  <button type="button" class="primary" onClick={() => act('close', { outcome }, () => setClosing(false))}>
                    {t.confirmClose}
                  </button>
                  <button type="button" onClick={() => setClosing(false)}>
                    {t.cancel}
                  </button>
                </div>
              )}
            </form>
          )}
        </div>
        <aside class="about">
          <h3>{t.heard}</h3>
          <Heard turn={last} t={t} />
          <h3>{t.notes}</h3>
          <ul class="notes">
            {view?.notes.map((entry) => (
              <li key={entry.at}>
                <strong>{entry.author}</strong> <time dateTime={entry.at}>{clock(entry.at, language)}</time>
                <br />
                {entry.text}
              </li>
            ))}
          </ul>
          {isMine && (
            <form
              onSubmit={(event) => {
                event.preventDefault()
                if (note.trim()) void act('note', { text: note }, () => setNote(''))
              }}
            >
              <label>
                {t.note}
                <textarea rows={2} value={note} onInput={(event) => setNote(event.currentTarget.value)} />
              </label>
              <button type="submit">{t.addNote}</button>
            </form>
          )}
        </aside>
      </div>
    </section>
  )
}

function Turn({ turn, t, language }: { turn: TranscriptTurn; t: ConsoleWords; language: ConsoleLanguage }) {
  const body = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (turn.from === 'client') body.current?.replaceChildren(turn.text)
    else body.current?.replaceChildren(renderMarkdown(turn.text))
  }, [turn.text, turn.from])
  return (
    <li class={`turn ${turn.from}`}>
      <div class="who">
        {turn.from === 'operator' ? `${t.operator} ${turn.author ?? ''}` : t[turn.from]}{' '}
        <time dateTime={turn.at}>{clock(turn.at, language)}</time>
      </div>
      <div class="body" lang={turn.lang} ref={body} />
    </li>
  )
}

function clock(at: string, language: ConsoleLanguage): string {
  return new Intl.DateTimeFormat({ lv: 'lv-LV', ru: 'ru-RU', en: 'en-GB' }[language], {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(at))
}
