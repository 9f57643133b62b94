import { Api } from '../../widget/api.ts'
import { ChatState } from '../../widget/chat-state.ts'
import { type Activity, DirectLine } from '../../widget/direct-line.ts'
import { element } from '../../widget/dom.ts'
import { type Language, words } from '../../widget/words.ts'
import { kioskTurn } from './kiosk-turn.ts'

export interface KioskPlaces {
  log: HTMLElement
  /** Scrolls the log; shown while there is more below. */
  further: HTMLElement
  turns: HTMLElement
  unsent: HTMLElement
  status: HTMLElement
}

/** Under this many milliseconds an answer needs no "is writing". */
const typingAfter = 400
/** An operator who is silent for so long writes no more. */
const typingFor = 6000
/** No longer than this does the screen wait for the queue before it is cleared. */
const leaveTimeout = 2000

/** The conversation on the screen: the widget's connection, its own large and linkless turns. */
export class KioskChat {
  readonly #state: ChatState
  readonly #api: Api
  readonly #line: DirectLine
  readonly #places: KioskPlaces
  readonly #language: Language
  #typing: ReturnType<typeof setTimeout> | undefined
  /** A person was asked for and has not said goodbye. */
  #waiting = false
  #contact: 'none' | 'asked' | 'left' = 'none'

  constructor(language: Language, places: KioskPlaces) {
    this.#language = language
    this.#places = places
    const changed = { conversation: () => {}, outbox: () => this.#showUnsent(), plans: () => {} }
    this.#state = new ChatState(location.origin, changed)
    this.#api = new Api(location.origin, this.#state)
    this.#line = new DirectLine(this.#api, this.#state, () => ({ language, page: {} }), {
      activities: (activities) => this.#take(activities),
      typing: () => this.#operatorTypes(),
      outbox: () => this.#showUnsent(),
      connection: (state) => this.#say(state === 'offline' ? words[language].offline : ''),
      restarted: () => this.#places.turns.replaceChildren(),
    })
    const { log, further } = places
    further.addEventListener('click', () => log.scrollBy({ top: log.clientHeight * 0.8 }))
    log.addEventListener('scroll', () => this.#showFurther(), { passive: true })
    new ResizeObserver(() => this.#showFurther()).observe(log)
  }

  get isWaiting(): boolean {
    return this.#waiting
  }

  get hasLeftContact(): boolean {
    return this.#contact === 'left'
  }

  /** Goes on with the conversation after a change of language. */
  resume(hasLeftContact: boolean): void {
    if (hasLeftContact) this.#contact = 'left'
    void this.#line.start()
  }

  send(text: string, value?: unknown): void {
    const kind = (value as { kind?: string } | undefined)?.kind
    if (kind === 'contact') this.#contact = 'asked'
    else if (this.#contact === 'asked') this.#contact = 'left'
    if (kind === 'leave') this.#waiting = false
    this.#closeOptions()
    this.#line.send(text, value)
    clearTimeout(this.#typing)
    this.#typing = setTimeout(() => this.#say(words[this.#language].assistantTypes), typingAfter)
  }

  /** Nothing of the conversation stays on this device. Who waits without a contact can no longer be answered, and leaves the queue. */
  async end(): Promise<void> {
    clearTimeout(this.#typing)
    const { id, token } = this.#state.conversation ?? {}
    this.#line.stop()
    this.#state.forget()
    this.#state.stop()
    if (!id || !this.#waiting || this.#contact === 'left') return
    const leave = { type: 'message', text: words[this.#language].close, value: { kind: 'leave' }, from: { id: 'user' } }
    const left = this.#api.fetch(`/v3/directline/conversations/${id}/activities`, 'POST', leave, token).catch(() => undefined)
    await Promise.race([left, new Promise((resolve) => setTimeout(resolve, leaveTimeout))])
  }

  /** What an earlier visit left when the power went. */
  forget(): void {
    this.#state.forget()
  }

  #take(activities: readonly Activity[]): void {
    const { turns, log } = this.#places
    this.#showUnsent()
    for (const activity of activities) {
      const { from, decision } = activity.channelData?.assistant ?? {}
      if (decision === 'handoff' || from === 'operator') this.#waiting = true
      if (from !== undefined) {
        clearTimeout(this.#typing)
        this.#say('')
        this.#closeOptions()
      }
      turns.append(kioskTurn(activity, words[this.#language], (text, value) => this.send(text, value)))
    }
    const last = turns.lastElementChild as HTMLElement | null
    // A long answer is read from its top.
    if (last) log.scrollTop = last.offsetTop - log.offsetTop - 12
    this.#showFurther()
  }

  #operatorTypes(): void {
    clearTimeout(this.#typing)
    this.#say(words[this.#language].operatorTypes)
    this.#typing = setTimeout(() => this.#say(''), typingFor)
  }

  #showUnsent(): void {
    const { sending, notSent } = words[this.#language]
    this.#places.unsent.replaceChildren(
      ...this.#state.outbox.map(({ text, failed }) => {
        const turn = element('li', 'turn client')
        turn.append(element('div', 'body', text), element('p', 'who', failed ? notSent : sending))
        return turn
      }),
    )
  }

  #showFurther(): void {
    const { log, further } = this.#places
    const hidden = log.scrollHeight - log.scrollTop - log.clientHeight < 24
    // Focus must not fall out of the page with the button.
    if (hidden && document.activeElement === further) log.focus()
    further.hidden = hidden
  }

  /** Buttons of earlier answers would answer another question. */
  #closeOptions(): void {
    for (const options of this.#places.turns.querySelectorAll('.options')) options.remove()
  }

  #say(text: string): void {
    this.#places.status.textContent = text
  }
}
