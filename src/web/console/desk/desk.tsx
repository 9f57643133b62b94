import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { api, type CaseSummary, type CaseView, type Me } from '../api.ts'
import { type ConsoleLanguage, consoleWords } from '../words.ts'
import { remember, remembered } from './alerts.ts'
import { CaseList, type ListName } from './case-list.tsx'
import {
  type Cases,
  casesOf,
  casesOfOthers,
  closedCases,
  isUnread,
  markSeen,
  neighbour,
  offersTo,
  pruneSeen,
  queueOf,
  type Seen,
} from './case-lists.ts'
import { CasePanel, whyRefused } from './case-panel.tsx'
import { useNow } from './clock.ts'
import { useCommand, useCommandKeys } from './commands.ts'
import { DutyBar } from './duty-bar.tsx'
import { HelpDialog } from './help-dialog.tsx'
import { KeptText } from './kept-text.ts'
import { Names } from './names.ts'
import { OfferBanner } from './offer-banner.tsx'
import { Outbox } from './outbox.ts'
import { DeskContext, type DeskSession, useDesk } from './session.ts'
import { Transcripts } from './transcripts.ts'
import { useCases } from './use-cases.ts'
import { useFocus } from './use-focus.ts'
import { deskWords } from './words/index.ts'

interface Props {
  me: Me
  language: ConsoleLanguage
  onSignedOut(): void
}

/** The operators' desk: lists at the left, one case at the right. */
export function Desk({ me, language, onSignedOut }: Props) {
  const parts = useMemo(() => {
    const kept = new KeptText(localStorage, me.username)
    const outbox = new Outbox({
      kept,
      post: (id, text) => api('POST', `/api/v1/cases/${id}/messages`, { text }),
      async arrived(id, after) {
        const { transcript } = await api<CaseView>('GET', `/api/v1/cases/${id}?after=${after}`)
        return transcript.some(({ from, author }) => from === 'operator' && author === me.name)
      },
    })
    return { kept, outbox, transcripts: new Transcripts(), names: new Names() }
  }, [me])
  const session = useMemo<DeskSession>(
    () => ({ me, language, t: consoleWords[language], d: deskWords[language], ...parts }),
    [me, language, parts],
  )
  useEffect(() => {
    // Without the names the ids are shown.
    parts.names.read(language).catch(() => undefined)
  }, [parts, language])
  return (
    <DeskContext.Provider value={session}>
      <Room onSignedOut={onSignedOut} />
    </DeskContext.Provider>
  )
}

/** The order of the queue is looked at this often: promises pass while nothing else happens, milliseconds. */
const beat = 5000

function Room({ onSignedOut }: Pick<Props, 'onSignedOut'>) {
  const { me, t, d, transcripts } = useDesk()
  const { cases, ready, lost, readClosed } = useCases(onSignedOut)
  const [list, setList] = useState<ListName>('queue')
  const [selected, setSelected] = useState<string | undefined>()
  const focus = useFocus()
  const [taken, setTaken] = useState<string | undefined>()
  const [refused, setRefused] = useState('')
  const [helping, setHelping] = useState(false)
  const [sound, setSound] = useRemembered('sound', true)
  const [bareKeys, setBareKeys] = useRemembered('question-mark', true)
  const now = useNow(beat)
  const entries = useMemo(() => entriesOf(list, cases, me.username, now), [list, cases, me, now])
  const mine = useMemo(() => casesOf(cases, me.username), [cases, me])
  const open = useMemo(() => [...cases.values()].filter(({ state }) => state !== 'closed'), [cases])
  const { unread, anyUnread } = useUnread(cases, mine, selected)
  const { offers, lapses } = useOffers(cases, me.username, now)

  const select = useCallback((id: string | undefined) => {
    setSelected(id)
    setRefused('')
  }, [])
  const showList = useCallback(
    (name: ListName) => {
      setList(name)
      if (name === 'closed') readClosed()
    },
    [readClosed],
  )
  const claim = useCallback(
    async (id: string) => {
      try {
        await api('POST', `/api/v1/cases/${id}/claim`, {})
      } catch (error) {
        return whyRefused(id, error, { ...t, ...d }, me.username)
      }
      setList('mine')
      setTaken(id)
      return ''
    },
    [t, d, me],
  )
  const offered = offers[0]?.id
  const accept = useCallback(async () => {
    if (!offered) return
    const why = await claim(offered)
    if (why === '') select(offered)
    setRefused(why)
  }, [offered, claim, select])
  const onTaken = useCallback(() => setTaken(undefined), [])
  const takenOver = useCallback(() => setList('mine'), [])
  const back = useCallback(() => {
    const left = selected
    select(undefined)
    focus(`[data-case="${left}"]`)
  }, [selected, select, focus])

  useEffect(() => transcripts.keepOnly((id) => id === selected || isOpen(cases, id)), [cases, selected, transcripts])
  useEffect(() => {
    const count = offers.length + mine.filter(unread).length
    document.title = count > 0 ? `(${count}) ${t.title}` : t.title
  }, [offers, mine, unread, t])
  useCommandKeys(bareKeys)
  const step = (by: 1 | -1) => select(neighbour(entries, selected, by)?.id ?? selected)
  useCommand('next', () => step(1))
  useCommand('previous', () => step(-1))
  useCommand('unread', () => {
    const next = mine.find((entry) => entry.id !== selected && unread(entry)) ?? mine.find(unread)
    if (!next) return
    setList('mine')
    select(next.id)
  })
  useCommand('accept', offered ? accept : undefined)
  useCommand('list', () => (document.querySelector<HTMLElement>('.cases button[aria-current], .cases button') ?? tabOf(list))?.focus())
  useCommand('help', () => setHelping(true))

  const counts = { queue: 0, mine: mine.length, others: 0, closed: undefined as number | undefined }
  for (const { state, operator } of open) {
    if (state === 'waiting') counts.queue++
    else if (operator !== me.username) counts.others++
  }
  return (
    <main class={`desk ${selected ? 'has-case' : ''}`}>
      {lost && (
        <p class="lost" role="alert">
          {t.lost}
        </p>
      )}
      <OfferBanner offers={offers} sound={sound} lapses={lapses} onAccept={accept} />
      <p class="error refused" role="alert">
        {refused}
      </p>
      <div class="list">
        <DutyBar
          sound={sound}
          bareKeys={bareKeys}
          version={`${ready && !lost} ${lapses}`}
          onSound={setSound}
          onBareKeys={setBareKeys}
          onHelp={useCallback(() => setHelping(true), [])}
        />
        <CaseList
          name={list}
          entries={entries}
          counts={useSame(counts)}
          ready={ready}
          selected={selected}
          isUnread={unread}
          anyUnread={anyUnread}
          onList={showList}
          onSelect={select}
        />
      </div>
      {selected ? (
        <CasePanel
          key={selected}
          id={selected}
          entry={cases.get(selected)}
          open={open}
          taken={taken === selected}
          onTaken={onTaken}
          onBack={back}
          onClaim={claim}
          onTakenOver={takenOver}
        />
      ) : (
        <section class="case none">
          <p>{t.choose}</p>
        </section>
      )}
      {helping && <HelpDialog bareKeys={bareKeys} onBareKeys={setBareKeys} onClose={() => setHelping(false)} />}
    </main>
  )
}

function isOpen(cases: Cases, id: string): boolean {
  const entry = cases.get(id)
  return entry !== undefined && entry.state !== 'closed'
}

function tabOf(list: ListName): HTMLElement | null {
  return document.getElementById(`list-${list}`)
}

function entriesOf(list: ListName, cases: Cases, me: string, now: number): CaseSummary[] {
  if (list === 'queue') return queueOf(cases, now)
  if (list === 'mine') return casesOf(cases, me)
  return list === 'others' ? casesOfOthers(cases, me) : closedCases(cases)
}

/** The same object as long as it says the same: what is drawn from it need not be drawn again. */
function useSame<T>(value: T): T {
  const kept = useRef(value)
  if (JSON.stringify(kept.current) !== JSON.stringify(value)) kept.current = value
  return kept.current
}

function useRemembered(name: string, otherwise: boolean): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => remembered(name, otherwise))
  const change = useCallback(
    (wanted: boolean) => {
      remember(name, wanted)
      setOn(wanted)
    },
    [name],
  )
  return [on, change]
}

/** Which of my cases have words that I have not seen. What is open in front of me I have seen. */
function useUnread(cases: Cases, mine: readonly CaseSummary[], selected: string | undefined) {
  const [seen, setSeen] = useState<Seen>(() => new Map())
  useEffect(() => {
    const shown = selected === undefined ? undefined : cases.get(selected)
    setSeen((before) => pruneSeen(shown ? markSeen(before, shown) : before, cases))
  }, [cases, selected])
  const unread = useCallback((entry: CaseSummary) => entry.id !== selected && isUnread(entry, seen), [seen, selected])
  return { unread, anyUnread: mine.some(unread) }
}

/** What is offered to me, and how many offers I have let go. */
function useOffers(cases: Cases, me: string, now: number) {
  const offers = useMemo(() => offersTo(cases, me, now), [cases, me, now])
  const kept = useSame(offers)
  const [lapses, setLapses] = useState(0)
  const before = useRef<readonly CaseSummary[]>([])
  useEffect(() => {
    const gone = before.current.filter(({ id }) => !kept.some((offer) => offer.id === id) && cases.get(id)?.operator !== me)
    before.current = kept
    if (gone.length > 0) setLapses((count) => count + gone.length)
  }, [kept, cases, me])
  return { offers: kept, lapses }
}
