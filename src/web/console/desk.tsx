import { useCallback, useEffect, useState } from 'preact/hooks'
import { ApiError, api, type CaseSummary, type Me } from './api.ts'
import { CasePanel } from './case-panel.tsx'
import type { ConsoleLanguage, ConsoleWords } from './words.ts'

interface Props {
  t: ConsoleWords
  me: Me
  language: ConsoleLanguage
  onSignedOut(): void
}

const tabs = ['queue', 'mine', 'others', 'closed'] as const
type Tab = (typeof tabs)[number]

/** A burst of changes is read once. */
const settle = 120

export function Desk({ t, me, language, onSignedOut }: Props) {
  const [tab, setTab] = useState<Tab>('queue')
  const [open, setOpen] = useState<CaseSummary[]>([])
  const [closed, setClosed] = useState<CaseSummary[]>([])
  const [selected, setSelected] = useState<string | undefined>()
  const [lost, setLost] = useState(false)
  const [version, setVersion] = useState(0)

  const refresh = useCallback(async () => {
    try {
      const { cases } = await api<{ cases: CaseSummary[] }>('GET', '/api/v1/cases')
      setOpen(cases)
      if (tab === 'closed') setClosed((await api<{ cases: CaseSummary[] }>('GET', '/api/v1/cases?state=closed')).cases)
      setVersion((current) => current + 1)
      setLost(false)
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) onSignedOut()
      else setLost(true)
    }
  }, [tab, onSignedOut])

  useEffect(() => {
    let timer = 0
    const events = new EventSource('/api/v1/events')
    const later = () => {
      clearTimeout(timer)
      timer = setTimeout(refresh, settle) as unknown as number
    }
    events.addEventListener('cases', later)
    events.onopen = later
    events.onerror = () => setLost(true)
    return () => {
      clearTimeout(timer)
      events.close()
    }
  }, [refresh])

  const lists: Record<Tab, CaseSummary[]> = {
    queue: open.filter((entry) => entry.state === 'waiting'),
    mine: open.filter((entry) => entry.operator === me.username),
    others: open.filter((entry) => entry.operator !== null && entry.operator !== me.username),
    closed,
  }
  const waiting = lists.queue.length
  useEffect(() => {
    document.title = waiting > 0 ? `(${waiting}) ${t.title}` : t.title
  }, [waiting, t])

  const empty = tab === 'queue' ? t.emptyQueue : tab === 'mine' ? t.emptyMine : t.emptyOther
  return (
    <main class={`desk ${selected ? 'has-case' : ''}`}>
      <section class="list" aria-label={t.queue}>
        <div class="tabs" role="tablist" aria-label={t.queue}>
          {tabs.map((name) => (
            <button
              key={name}
              type="button"
              role="tab"
              id={`tab-${name}`}
              aria-selected={tab === name}
              aria-controls="cases"
              tabIndex={tab === name ? 0 : -1}
              onClick={() => setTab(name)}
              onKeyDown={(event) => moveTab(event, name, setTab)}
            >
              {t[name]}
              {name !== 'closed' && <span class="count"> {lists[name].length}</span>}
            </button>
          ))}
        </div>
        <p class="hidden" role="status">
          {waiting > 0 ? `${t.queue}: ${waiting}` : ''}
        </p>
        <div id="cases" role="tabpanel" aria-labelledby={`tab-${tab}`}>
          {lists[tab].length === 0 && <p class="empty">{empty}</p>}
          <ul class="cases">
            {lists[tab].map((entry) => (
              <li key={entry.id}>
                <button type="button" aria-current={selected === entry.id ? 'true' : undefined} onClick={() => setSelected(entry.id)}>
                  <span class="first">
                    <span class="tag">{entry.lang.toUpperCase()}</span>
                    <span class="reason">{t.reasons[entry.reason as keyof typeof t.reasons] ?? entry.reason}</span>
                    <Since since={entry.waitingSince} t={t} />
                  </span>
                  <span class="words" lang={entry.lang}>
                    {entry.lastText}
                  </span>
                  {entry.operator && tab !== 'mine' && (
                    <span class="held">
                      {t.claimedBy}: {entry.operator}
                    </span>
                  )}
                </button>
              </li>
            ))}
          </ul>
        </div>
      </section>
      {lost && (
        <p class="lost" role="alert">
          {t.lost}
        </p>
      )}
      {selected ? (
        <CasePanel
          key={selected}
          id={selected}
          t={t}
          me={me}
          language={language}
          version={version}
          onBack={() => setSelected(undefined)}
          onChanged={refresh}
        />
      ) : (
        <section class="case none">
          <p>{t.choose}</p>
        </section>
      )}
    </main>
  )
}

function moveTab(event: KeyboardEvent, name: Tab, setTab: (tab: Tab) => void): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
  if (step === 0) return
  event.preventDefault()
  const next = tabs[(tabs.indexOf(name) + step + tabs.length) % tabs.length] as Tab
  setTab(next)
  document.getElementById(`tab-${next}`)?.focus()
}

function Since({ since, t }: { since: string; t: ConsoleWords }) {
  const [, tick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 30_000)
    return () => clearInterval(timer)
  }, [])
  const minutes = Math.max(0, Math.floor((Date.now() - Date.parse(since)) / 60_000))
  const text =
    minutes < 60
      ? `${minutes} ${t.minutes}`
      : minutes < 1440
        ? `${Math.floor(minutes / 60)} h ${minutes % 60} ${t.minutes}`
        : `${Math.floor(minutes / 1440)} d`
  return (
    <time class="since" dateTime={since}>
      {text}
    </time>
  )
}
