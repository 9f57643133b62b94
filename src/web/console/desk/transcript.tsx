import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { renderMarkdown } from '../../markdown.ts'
import type { TranscriptTurn } from '../api.ts'
import { Heard } from '../heard.tsx'
import { formatTime } from './clock.ts'
import { memo } from './memo.ts'
import { useDesk } from './session.ts'
import { useFollowed } from './use-followed.ts'
import { wordOf } from './words/index.ts'

interface Props {
  turns: readonly TranscriptTurn[]
  onCard(service: string): void
  /** Tells the editors about an answer of the assistant. */
  onFlag(seq: number): void
}

/** So near to the end people read along, pixels. */
const nearEnd = 80

/** The conversation. It follows the newest words as long as they are in sight. */
export const Transcript = memo(({ turns, onCard, onFlag }: Props) => {
  const { t, d } = useDesk()
  const box = useRef<HTMLDivElement>(null)
  const follows = useRef(true)
  const [behind, setBehind] = useState(false)
  const toEnd = useCallback(() => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight
  }, [])
  // New turns are what it follows.
  useLayoutEffect(() => {
    if (follows.current) toEnd()
    else setBehind(true)
  }, [turns.length])
  useEffect(() => {
    // The reply below grows and shrinks.
    const resized = new ResizeObserver(() => follows.current && toEnd())
    if (box.current) resized.observe(box.current)
    return () => resized.disconnect()
  }, [])
  const scrolled = () => {
    const { scrollHeight, scrollTop, clientHeight } = box.current as HTMLDivElement
    follows.current = scrollHeight - scrollTop - clientHeight < nearEnd
    if (follows.current) setBehind(false)
  }
  const asked = turns.find(({ from }) => from === 'client')?.seq
  return (
    <div class="transcript-frame">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <div class="transcript" ref={box} role="log" aria-label={t.transcript} tabIndex={0} onScroll={scrolled}>
        <ol>
          {turns.map((turn) => (
            <Turn key={turn.seq} turn={turn} answers={asked !== undefined && asked < turn.seq} onCard={onCard} onFlag={onFlag} />
          ))}
        </ol>
      </div>
      {behind && (
        <button type="button" class="to-end small" onClick={toEnd}>
          {d.toEnd} ↓
        </button>
      )}
    </div>
  )
})

interface TurnProps extends Pick<Props, 'onCard' | 'onFlag'> {
  turn: TranscriptTurn
  /** Something was asked before it; the greeting answers nothing. */
  answers: boolean
}

const Turn = memo(({ turn, answers, onCard, onFlag }: TurnProps) => {
  const { t, d, language } = useDesk()
  const body = useRef<HTMLDivElement>(null)
  // Deleted when their time was over, or there never were any.
  const noWords = turn.text === ''
  useEffect(() => {
    if (noWords) body.current?.replaceChildren(d.noWords)
    else if (turn.from === 'client') body.current?.replaceChildren(turn.text)
    else body.current?.replaceChildren(renderMarkdown(turn.text))
  }, [turn.text, turn.from, noWords, d])
  return (
    <li class={`turn ${turn.from}`}>
      <div class="who">
        {turn.from === 'operator' ? `${t.operator} ${turn.author ?? ''}` : t[turn.from]}{' '}
        <time dateTime={turn.at}>{formatTime(turn.at, language)}</time>
      </div>
      <div class="body" lang={noWords ? language : turn.lang} ref={body} />
      {answers && turn.from === 'assistant' && turn.assistant?.decision && <Understood turn={turn} onCard={onCard} onFlag={onFlag} />}
    </li>
  )
})

/** What the assistant made of the question, in a line; all of it when it is opened. */
function Understood({ turn, onCard, onFlag }: { turn: TranscriptTurn } & Pick<Props, 'onCard' | 'onFlag'>) {
  const { t, d, names } = useDesk()
  const [open, setOpen] = useState(false)
  const { decision = '', facet, confidence, services } = turn.assistant ?? {}
  const service = services?.[0]?.id
  const title = useFollowed(names, () => (service ? names.service(service) : ''))
  // A request for a person is sure of no service.
  const about = service && confidence ? [title, facet && wordOf(t.facets, facet), `${Math.round(confidence * 100)} %`] : []
  const summary = [wordOf(t.decisions, decision), ...about].filter(Boolean)
  return (
    <div class="understood">
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          {d.understood}: {summary.join(' · ')}
        </summary>
        {open && <Heard turn={turn} t={t} />}
      </details>
      <div class="understood-actions">
        {service && (
          <button type="button" class="small" onClick={() => onCard(service)}>
            {d.showCard}
          </button>
        )}
        <button type="button" class="small" onClick={() => onFlag(turn.seq)}>
          {d.flag}
        </button>
      </div>
    </div>
  )
}
