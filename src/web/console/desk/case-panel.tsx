import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Language } from '../../../languages.ts'
import { ApiError, api, type CaseSummary, type CaseView } from '../api.ts'
import { CaseFacts } from './case-head.tsx'
import { useCommand } from './commands.ts'
import { EndForm, type Ending } from './end-form.tsx'
import { FlagDialog } from './flag-dialog.tsx'
import { KeyButton } from './key-button.tsx'
import { LostText } from './lost-text.tsx'
import { memo } from './memo.ts'
import { ReplyForm } from './reply-form.tsx'
import { useDesk } from './session.ts'
import { SidePanel, type SideTab } from './side-panel.tsx'
import { Transcript } from './transcript.tsx'
import { lastAsked, lastSeq } from './transcripts.ts'
import { useCase } from './use-case.ts'
import { useFocus } from './use-focus.ts'
import { type Suggestions, useSuggestions } from './use-suggestions.ts'
import { fill, wordOf } from './words/index.ts'

interface Props {
  id: string
  /** The case as the list knows it. */
  entry: CaseSummary | undefined
  /** Open cases of everybody. */
  open: readonly CaseSummary[]
  /** The operator has just taken this case: its reply field gets focus, once. */
  taken: boolean
  onTaken(): void
  onBack(): void
  onClaim(id: string): Promise<string>
  onTakenOver(): void
}

/** One case: the conversation, where the operator answers, and what helps beside it. */
export const CasePanel = memo(({ id, entry, open, taken, onTaken, onBack, onClaim, onTakenOver }: Props) => {
  const { me, t, d, transcripts, kept } = useDesk()
  const { view, error: unread, refresh } = useCase(id, entry, transcripts)
  const [error, setError] = useState('')
  const [ending, setEnding] = useState<Ending | undefined>()
  const [flagged, setFlagged] = useState<number | undefined>()
  const [draftLanguage, setDraftLanguage] = useState<Language | undefined>()
  const side = useSide(view)
  const inserter = useRef<((text: string) => void) | undefined>(undefined)
  const heading = useHeading(view, taken, onTaken)
  const mine = view?.operator === me.username && view.state !== 'closed'
  const suggestions = useSuggestions(id, view && view.state !== 'closed' ? lastAsked(view) : 0, draftLanguage)

  const end = useCallback(
    async (path: Ending, body: object) => {
      setError('')
      try {
        await api('POST', `/api/v1/cases/${id}/${path}`, body)
        if (path !== 'take-over') kept.forget(id)
        setEnding(undefined)
        if (path === 'take-over') onTakenOver()
        heading.current?.focus()
      } catch (failure) {
        setError(`${t.failed} ${(failure as Error).message}`)
      }
      refresh()
    },
    [id, kept, refresh, t, heading, onTakenOver],
  )
  const claim = useCallback(async () => {
    side.hide()
    setError(await onClaim(id))
    refresh()
  }, [id, onClaim, refresh, side.hide])
  const insert = useCallback(
    (text: string) => {
      side.hide()
      inserter.current?.(text)
    },
    [side.hide],
  )
  useCommand('claim', view?.state === 'waiting' ? claim : undefined)
  useCommand('close', mine ? () => setEnding('close') : undefined)

  const language = draftLanguage ?? suggestions?.language ?? ((view?.lang ?? 'lv') as Language)
  return (
    <section class={`case ${side.shown ? 'on-side' : ''}`} aria-labelledby="case-title">
      <div class="case-head">
        <button type="button" class="back" onClick={onBack}>
          ← {t.back}
        </button>
        <h2 id="case-title" ref={heading} tabIndex={-1}>
          {view ? wordOf(t.reasons, view.reason) : t.transcript}
        </h2>
        {view && <CaseFacts view={view} />}
        {view && <Endings view={view} mine={mine} ending={ending} onEnding={setEnding} />}
      </div>
      {ending && view && (
        <EndForm key={ending} ending={ending} view={view} suggestions={suggestions} onEnd={end} onCancel={() => setEnding(undefined)} />
      )}
      <Views side={side.shown} onSide={side.setShown} />
      <p class="error" role="alert">
        {error || (unread && `${t.failed} ${unread}`)}
      </p>
      {view ? (
        <div class="columns">
          <div class="talk">
            <Transcript turns={view.transcript} onCard={side.showCard} onFlag={setFlagged} />
            {view.state === 'waiting' && <Waiting view={view} onClaim={claim} />}
            {mine ? (
              <ReplyForm
                id={id}
                clientLanguage={view.lang}
                suggestions={suggestions}
                draftLanguage={draftLanguage}
                onDraftLanguage={setDraftLanguage}
                after={lastSeq(view)}
                inserter={inserter}
                onSent={refresh}
              />
            ) : (
              <LostText id={id} />
            )}
            {!mine && view.operator && view.state !== 'closed' && <p class="read-only">{fill(d.readOnly, { name: view.operator })}</p>}
          </div>
          <SidePanel
            view={view}
            mine={mine}
            tab={side.tab}
            card={side.card ?? likelyCard(view, suggestions)}
            language={language}
            open={open}
            onTab={side.setTab}
            onCard={side.showCard}
            onInsert={mine ? insert : undefined}
            onDone={refresh}
          />
        </div>
      ) : (
        <p class="quiet-words">{d.loading}</p>
      )}
      {flagged !== undefined && view && <FlagDialog view={view} seq={flagged} onClose={() => setFlagged(undefined)} />}
    </section>
  )
})

/** The card that the conversation is about, as long as nobody has chosen another one. */
function likelyCard(view: CaseView, suggestions: Suggestions | undefined): string | undefined {
  const answers = view.transcript.filter(({ from, assistant }) => from === 'assistant' && assistant?.services?.length)
  return suggestions?.drafts[0]?.service ?? view.service ?? answers.at(-1)?.assistant?.services?.[0]?.id
}

/** What is shown at the side; on narrow screens it takes the place of the conversation. */
function useSide(view: CaseView | undefined) {
  const [tab, setTab] = useState<SideTab>('card')
  const [card, setCard] = useState<string | undefined>()
  const [shown, setShown] = useState(false)
  const focus = useFocus()
  const hide = useCallback(() => setShown(false), [])
  const showCard = useCallback((service: string) => {
    setCard(service)
    setTab('card')
    setShown(true)
  }, [])
  const go = (to: SideTab, field: string) => () => {
    setTab(to)
    setShown(true)
    focus(`#${field}`)
  }
  useCommand('cards', view ? go('card', 'card-search') : undefined)
  useCommand('note', view ? go('notes', 'note') : undefined)
  useCommand('refer', view ? go('refer', 'refer-institution') : undefined)
  return { tab, setTab, card, showCard, shown, setShown, hide }
}

/** Focus goes to the heading of a case that was opened, or to its reply field when it was taken. */
function useHeading(view: CaseView | undefined, taken: boolean, onTaken: () => void) {
  const heading = useRef<HTMLHeadingElement>(null)
  const there = view !== undefined
  useLayoutEffect(() => heading.current?.focus(), [there])
  // The field is there once the case is known to be mine.
  useLayoutEffect(() => {
    const field = document.querySelector<HTMLTextAreaElement>('.reply textarea')
    if (!taken || !field) return
    field.focus()
    onTaken()
  }, [taken, view, onTaken])
  return heading
}

interface EndingsProps {
  view: CaseView
  mine: boolean
  ending: Ending | undefined
  onEnding(ending: Ending | undefined): void
}

function Endings({ view, mine, ending, onEnding }: EndingsProps) {
  const { me, t, d } = useDesk()
  const toggle = (wanted: Ending) => () => onEnding(ending === wanted ? undefined : wanted)
  if (mine)
    return (
      <div class="endings">
        <button type="button" aria-expanded={ending === 'return'} onClick={toggle('return')}>
          {t.giveBack}
        </button>
        <button type="button" aria-expanded={ending === 'release'} onClick={toggle('release')}>
          {d.release}
        </button>
        <KeyButton command="close" expanded={ending === 'close'} onClick={toggle('close')}>
          {t.close}
        </KeyButton>
      </div>
    )
  if (view.operator === null || view.state === 'closed' || !me.permissions.includes('cases.lead')) return null
  return (
    <div class="endings">
      <button type="button" aria-expanded={ending === 'take-over'} onClick={toggle('take-over')}>
        {d.takeOver}
      </button>
    </div>
  )
}

function Waiting({ view, onClaim }: { view: CaseView; onClaim(): void }) {
  const { me, t, d } = useDesk()
  const elsewhere = view.offeredTo !== null && view.offeredTo !== me.username
  return (
    <div class="claim">
      {elsewhere && <p class="quiet-words">{fill(d.offeredElsewhere, { name: view.offeredTo ?? '' })}</p>}
      <KeyButton command="claim" primary onClick={onClaim}>
        {t.claim}
      </KeyButton>
    </div>
  )
}

/** Narrow screens show one at a time. */
function Views({ side, onSide }: { side: boolean; onSide(side: boolean): void }) {
  const { d } = useDesk()
  return (
    <fieldset class="views">
      <legend class="hidden">{d.views}</legend>
      <button type="button" aria-pressed={!side} onClick={() => onSide(false)}>
        {d.talk}
      </button>
      <button type="button" aria-pressed={side} onClick={() => onSide(true)}>
        {d.help}
      </button>
    </fieldset>
  )
}

/** Why a claim was refused, in the operator's words. */
export async function whyRefused(
  id: string,
  error: unknown,
  words: { taken: string; alreadyClosed: string; limitReached: string; failed: string },
  me: string,
): Promise<string> {
  const failed = `${words.failed} ${(error as Error).message}`
  if (!(error instanceof ApiError) || error.status !== 409) return failed
  const now = await api<CaseView>('GET', `/api/v1/cases/${id}?after=1000000`).catch(() => undefined)
  if (!now) return failed
  if (now.state === 'closed') return words.alreadyClosed
  if (now.operator && now.operator !== me) return `${words.taken} ${now.operator}`
  return words.limitReached
}
