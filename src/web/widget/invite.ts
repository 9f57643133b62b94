import { button, element } from './dom.ts'
import type { ServiceInfo } from './service-info.ts'
import { keep, recall } from './storage.ts'
import { showText } from './view.ts'

export interface InviteDeps {
  place: HTMLElement
  /** Read out politely. */
  announcer: HTMLElement
  /** Seconds until it comes by itself. */
  after: number
  /** Undefined when there is nothing to invite to now. */
  info(): Promise<ServiceInfo | undefined>
  count(what: 'shown' | 'accepted' | 'refused', why: 'delay' | 'form'): void
  accept(): void
}

/** Somebody rests so long in a field of a form without typing, or tries to send a form in vain so often. */
const hesitation = 20_000
const failedTries = 2
/** One attempt to send a form calls on every field that is wrong. */
const sameTry = 500
const key = 'vpppd-invite'

/**
 * Offers help once: after a while, or when somebody hesitates on a form of the page. What is typed there is never read.
 * It takes no focus, covers nothing on small screens, and a "no" is remembered.
 *
 * @returns ends it: the chat was opened, or the page goes
 */
export function startInvite({ place, announcer, after, info: readInfo, count, accept }: InviteDeps): () => void {
  const stop = new AbortController()
  const { signal } = stop
  let fieldTimer = 0
  let tries = 0
  let lastTry = 0
  const isOver = () => signal.aborted || recall(key) !== undefined

  const show = async (why: 'delay' | 'form') => {
    const info = isOver() ? undefined : await readInfo()
    if (!info || isOver()) return
    keep(key, 'shown')
    count('shown', why)
    const end = (what: 'accepted' | 'refused') => () => {
      keep(key, what)
      count(what, why)
      stop.abort()
      if (what === 'accepted') accept()
    }
    const { inviteYes, inviteNo, invitation } = info.words
    const text = info.invite[why]
    place.setAttribute('aria-label', invitation)
    place.replaceChildren(element('p', '', text), button(inviteYes, end('accepted'), 'primary'), button(inviteNo, end('refused')))
    place.hidden = false
    showText(announcer, text)
  }
  const leaveField = () => clearTimeout(fieldTimer)
  const rest = ({ target }: Event) => {
    leaveField()
    if (target instanceof Element && target.matches('form :is(input, select, textarea)'))
      fieldTimer = window.setTimeout(() => void show('form'), hesitation)
  }
  const fail = () => {
    const now = Date.now()
    if (now - lastTry > sameTry) tries++
    lastTry = now
    if (tries >= failedTries) void show('form')
  }

  const timer = window.setTimeout(() => void show('delay'), after * 1000)
  document.addEventListener('focusin', rest, { signal })
  document.addEventListener('input', rest, { signal })
  document.addEventListener('focusout', leaveField, { signal })
  document.addEventListener('invalid', fail, { capture: true, signal })
  signal.addEventListener('abort', () => {
    clearTimeout(timer)
    leaveField()
    place.hidden = true
  })
  return () => stop.abort()
}
