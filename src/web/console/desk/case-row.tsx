import type { CaseSummary } from '../api.ts'
import { urgencyOf } from './case-lists.ts'
import { formatDuration, useNow } from './clock.ts'
import { memo } from './memo.ts'
import { useDesk } from './session.ts'
import { useFollowed } from './use-followed.ts'
import { wordOf } from './words/index.ts'

interface Props {
  entry: CaseSummary
  selected: boolean
  unread: boolean
  /** In the queue, from 1. */
  place?: number | undefined
  onSelect(id: string): void
}

/** How often waiting times are written anew, milliseconds. */
const beat = 15_000

/** One case in a list; drawn again only when this case changes. */
export const CaseRow = memo(({ entry, selected, unread, place, onSelect }: Props) => {
  const { t, d, names } = useDesk()
  const about = useFollowed(names, () =>
    [entry.institution && names.institution(entry.institution), entry.service && names.service(entry.service)].filter(Boolean).join(' · '),
  )
  return (
    <li>
      <button type="button" data-case={entry.id} aria-current={selected ? 'true' : undefined} onClick={() => onSelect(entry.id)}>
        <span class="first">
          {place !== undefined && (
            <span class="place">
              <span class="hidden">{d.place} </span>
              {place}.
            </span>
          )}
          <span class="reason">{wordOf(t.reasons, entry.reason)}</span>
          <Since entry={entry} />
        </span>
        <Marks entry={entry} unread={unread} />
        <span class="words" lang={entry.lang}>
          {entry.lastText}
        </span>
        <span class="meta">{[wordOf(d.languages, entry.lang), wordOf(d.channels, entry.channel), about].filter(Boolean).join(' · ')}</span>
      </button>
    </li>
  )
})

function Marks({ entry, unread }: { entry: CaseSummary; unread: boolean }) {
  const { me, t, d, kept, outbox } = useDesk()
  const now = useNow(beat)
  const unsent = useFollowed(kept, () => kept.get(entry.id, 'reply') !== '')
  const failed = useFollowed(outbox, () => outbox.of(entry.id)?.state === 'failed')
  const urgency = entry.state === 'closed' ? undefined : urgencyOf(entry, now)
  const mine = entry.operator === me.username
  const holder = entry.operator !== null && !mine && entry.state !== 'closed'
  const marks: { kind: string; words: string }[] = []
  if (entry.offeredTo === me.username) marks.push({ kind: 'strong', words: d.offeredToMe })
  else if (entry.offeredTo) marks.push({ kind: 'plain', words: `${d.offeredTo} ${entry.offeredTo}` })
  if (unread) marks.push({ kind: 'strong', words: d.unread })
  else if (mine && entry.state !== 'closed' && entry.clientWaitsSince) marks.push({ kind: 'warn', words: d.waitsForYou })
  if (failed) marks.push({ kind: 'bad', words: d.notSent })
  else if (unsent && mine) marks.push({ kind: 'plain', words: d.unsent })
  if (urgency) marks.push({ kind: urgency === 'pastPromise' ? 'bad' : 'warn', words: d.urgency[urgency] })
  if (entry.state === 'level2') marks.push({ kind: 'plain', words: d.states.level2 })
  if (holder) marks.push({ kind: 'plain', words: `${t.claimedBy}: ${entry.operator}` })
  if (entry.state === 'closed') marks.push({ kind: 'plain', words: wordOf(d.outcomes, entry.outcome ?? '') })
  if (marks.length === 0) return null
  return (
    <span class="marks">
      {marks.map(({ kind, words }) => (
        <span key={words} class={`mark ${kind}`}>
          {words}
        </span>
      ))}
    </span>
  )
}

/** How long the client has waited: for anybody, or for the holder's words. */
function Since({ entry }: { entry: CaseSummary }) {
  const { language, d } = useDesk()
  const now = useNow(beat)
  const since = entry.state === 'waiting' ? entry.waitingSince : entry.state === 'closed' ? null : entry.clientWaitsSince
  if (!since) return null
  return (
    <time class="since" dateTime={since}>
      <span class="hidden">{d.waited} </span>
      {formatDuration(now - Date.parse(since), language)}
    </time>
  )
}
