import { useEffect, useState } from 'preact/hooks'
import type { LiveBoard } from '../../reports/live-board.ts'
import { ApiError, api } from './api.ts'
import { duration } from './board-format.ts'
import { type BoardWords, boardWords } from './board-words.ts'
import type { ConsoleLanguage } from './words.ts'

/** How often the live part is read while somebody can see it, milliseconds. */
const every = 5000

interface Live {
  board: LiveBoard | undefined
  stale: boolean
}

function useLive(onSignedOut: () => void): Live {
  const [live, setLive] = useState<Live>({ board: undefined, stale: false })
  useEffect(() => {
    let wanted = true
    const read = async () => {
      if (document.hidden) return
      try {
        const board = await api<LiveBoard>('GET', '/api/v1/reports/live')
        if (wanted) setLive({ board, stale: false })
      } catch (error) {
        if (!wanted) return
        if (error instanceof ApiError && error.status === 401) onSignedOut()
        else setLive(({ board }) => ({ board, stale: true }))
      }
    }
    void read()
    const timer = setInterval(read, every)
    document.addEventListener('visibilitychange', read)
    return () => {
      wanted = false
      clearInterval(timer)
      document.removeEventListener('visibilitychange', read)
    }
  }, [onSignedOut])
  return live
}

/** The queue and the people at this moment. */
export function LivePart({ language, onSignedOut }: { language: ConsoleLanguage; onSignedOut(): void }) {
  const t = boardWords[language]
  const { board, stale } = useLive(onSignedOut)
  return (
    <section class="live" aria-labelledby="live">
      <h3 id="live">{t.now}</h3>
      {board ? <Tiles board={board} t={t} /> : <p role="status">{t.loading}</p>}
      {board && (
        <p class={stale ? 'error' : 'hint'} {...(stale && { role: 'status' })}>
          {stale ? t.stale : t.updated} <time dateTime={board.at}>{new Date(board.at).toLocaleTimeString(language)}</time>
        </p>
      )}
    </section>
  )
}

function Tiles({ board, t }: { board: LiveBoard; t: BoardWords }) {
  const centres = board.centres.length > 1 || board.centres.some(({ centre }) => centre !== null)
  const tiles: [label: string, value: string, more: string | undefined, bad: boolean][] = [
    [t.waiting, String(board.waiting), board.open ? t.open : t.closed, false],
    [
      t.longestWait,
      board.longestWait === null ? '–' : duration(board.longestWait, t),
      board.longestWait === null ? t.nobodyWaits : undefined,
      false,
    ],
    [t.pastPromise, String(board.pastPromise), undefined, board.pastPromise > 0],
    [
      t.onDuty,
      String(board.onDuty),
      centres ? board.centres.map(({ centre, onDuty }) => `${centre ?? t.noCentre} ${onDuty}`).join(' · ') : undefined,
      board.open && board.onDuty === 0,
    ],
    [t.away, String(board.away), undefined, false],
    [t.free, String(board.free), undefined, false],
    [t.held, String(board.held), undefined, false],
    [t.level2, String(board.level2), undefined, false],
  ]
  return (
    <dl class="tiles">
      {tiles.map(([label, value, more, bad]) => (
        <div key={label} class={bad ? 'bad' : ''}>
          <dt>
            {label}
            {more && <span class="more">{more}</span>}
          </dt>
          <dd>
            {bad && <span aria-hidden="true">▲ </span>}
            {value}
          </dd>
        </div>
      ))}
    </dl>
  )
}
