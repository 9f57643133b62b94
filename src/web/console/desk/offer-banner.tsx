import { useEffect, useRef } from 'preact/hooks'
import type { CaseSummary } from '../api.ts'
import { notify, playTone } from './alerts.ts'
import { formatSeconds, serverNow, useNow } from './clock.ts'
import { keyOf } from './commands.ts'
import { KeyButton } from './key-button.tsx'
import { useDesk } from './session.ts'
import { fill, wordOf } from './words/index.ts'

interface Props {
  /** Those that still stand, the first to end before the others. */
  offers: readonly CaseSummary[]
  sound: boolean
  /** How many offers came to nothing. */
  lapses: number
  onAccept(): void
}

/** Tells of an offer: in words, by a sound, and on the desktop when that was allowed. */
export function OfferBanner({ offers, sound, lapses, onAccept }: Props) {
  const { t, d, names } = useDesk()
  const offer = offers[0]
  const reason = offer ? wordOf(t.reasons, offer.reason) : ''
  useOfferAlerts(offers, sound, reason, onAccept)
  return (
    <>
      <p class="hidden" role="status">
        {offer ? fill(d.offerAnnounced, { reason, key: keyOf('accept') }) : lapses > 0 ? d.offerGone : ''}
      </p>
      {offer && (
        <section class="offer" aria-label={d.offer}>
          <div>
            <p class="offer-title">
              {d.offer}: {reason}
              {offers.length > 1 && `. ${fill(d.offerMore, { count: offers.length - 1 })}`}
            </p>
            <p class="offer-facts">
              {[
                wordOf(d.languages, offer.lang),
                wordOf(d.channels, offer.channel),
                offer.institution && names.institution(offer.institution),
                offer.service && names.service(offer.service),
              ]
                .filter(Boolean)
                .join(' · ')}{' '}
              · <TimeLeft until={offer.offeredUntil as string} />
            </p>
            <p class="words" lang={offer.lang}>
              {offer.lastText}
            </p>
          </div>
          <KeyButton command="accept" primary onClick={onAccept}>
            {d.accept}
          </KeyButton>
        </section>
      )}
    </>
  )
}

function TimeLeft({ until }: { until: string }) {
  const { language, d } = useDesk()
  useNow(1000)
  return (
    <span class="left" role="timer">
      {fill(d.offerLeft, { time: formatSeconds(Date.parse(until) - serverNow(), language) })}
    </span>
  )
}

/** Once for each offer. */
function useOfferAlerts(offers: readonly CaseSummary[], sound: boolean, reason: string, onAccept: () => void): void {
  const { d } = useDesk()
  const told = useRef<Set<string>>(new Set())
  useEffect(() => {
    const keys = offers.map(({ id, offeredUntil }) => `${id} ${offeredUntil}`)
    const fresh = keys.some((key) => !told.current.has(key))
    told.current = new Set(keys)
    if (!fresh) return
    if (sound) playTone()
    notify(d.offer, reason, onAccept)
  }, [offers, sound, d, reason, onAccept])
}
