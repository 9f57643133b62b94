import type { Outgoing } from './chat-state.ts'
import { type Activity, seqOf } from './direct-line.ts'
import { button, element } from './dom.ts'
import { speakerOf, type TurnDeps, turnElement } from './turn.ts'
import { showText, type View } from './view.ts'
import type { Words } from './words.ts'

export interface TurnListDeps {
  turn(): TurnDeps
  earlier(before: number): Promise<Activity[]>
  retry(clientId: string): void
}

/** More turns than this are not in the page at once; earlier ones come back on request. */
const maxShown = 400
/** So many are drawn before the browser gets a turn: a long history must not hold up typing. */
const atOnce = 20

/** The turns in the window: in order, the unsent ones last. */
export class TurnList {
  readonly #scroll: HTMLElement
  readonly #list: HTMLElement
  readonly #deps: TurnListDeps
  readonly #unsent = new Map<string, HTMLElement>()
  /** Calls for what came before the first turn that is shown. */
  readonly #older: HTMLElement
  /** "Sent", under the client's last words until something follows. */
  #sentMark: Element | undefined
  #queue: Activity[] = []
  #drawing = false
  #limit = maxShown

  constructor({ scroll, list, older }: Pick<View, 'scroll' | 'list' | 'older'>, deps: TurnListDeps) {
    this.#scroll = scroll
    this.#list = list
    this.#deps = deps
    this.#older = older
    older.addEventListener('click', () => void this.#showOlder())
    // A line that appears below takes from its height: what was at the end stays in sight.
    let near = true
    scroll.addEventListener('scroll', () => {
      near = this.#isNearEnd()
    })
    new ResizeObserver(() => {
      if (near) scroll.scrollTop = scroll.scrollHeight
    }).observe(scroll)
  }

  clear(): void {
    this.#queue = []
    this.#unsent.clear()
    this.#limit = maxShown
    this.#list.replaceChildren()
    this.#older.hidden = true
  }

  /** @param quiet they were shown before: nothing of them is read out */
  add(activities: readonly Activity[], quiet: boolean): void {
    if (quiet) this.#scroll.setAttribute('aria-live', 'off')
    this.#queue.push(...activities)
    if (!this.#drawing) this.#draw()
  }

  /** Something that the server does not know of, such as a note about the language. */
  addNote(text: string): void {
    const last = this.#list.lastElementChild
    if (last?.classList.contains('local')) last.remove()
    const note = element('li', 'turn system local')
    note.append(element('div', 'body', text))
    this.#list.append(note)
    this.scrollToEnd()
  }

  /** What is being sent, could not be, or is sent by now. */
  showOutbox(outbox: readonly Outgoing[], words: Words, offline: boolean): void {
    for (const { clientId, text, locale, failed } of outbox) {
      let turn = this.#unsent.get(clientId)
      if (!turn) {
        turn = turnElement({ type: 'message', id: clientId, timestamp: '', text, locale }, this.#deps.turn())
        turn.append(element('div', 'state'))
        this.#unsent.set(clientId, turn)
        this.#list.append(turn)
        this.scrollToEnd()
      }
      const state = turn.querySelector<HTMLElement>('.state')
      if (failed)
        state?.replaceChildren(
          `${words.notSent} `,
          button(words.retry, () => this.#deps.retry(clientId)),
        )
      else if (state) showText(state, offline ? words.notYetSent : words.sending)
    }
  }

  /** Buttons of earlier answers stay readable, but only the latest can be pressed. */
  disableOptions(): void {
    for (const option of this.#list.querySelectorAll('.options button:not([aria-disabled])')) option.setAttribute('aria-disabled', 'true')
  }

  /** A long answer starts where it can be read from the top. */
  scrollToEnd(): void {
    requestAnimationFrame(() => {
      const last = this.#list.lastElementChild as HTMLElement | null
      const tall = last && last.offsetHeight > this.#scroll.clientHeight - 80 && !last.classList.contains('client')
      this.#scroll.scrollTop = tall ? last.offsetTop - 8 : this.#scroll.scrollHeight
    })
  }

  #isNearEnd(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroll
    return scrollHeight - scrollTop - clientHeight < 120
  }

  #draw(): void {
    const skipped = this.#queue.length - maxShown
    // Those before would be taken out again at once.
    if (skipped > 0) {
      this.#queue.splice(0, skipped)
      const unsent = new Set<Element>(this.#unsent.values())
      for (const turn of [...this.#list.children]) if (!unsent.has(turn)) turn.remove()
    }
    const near = this.#isNearEnd()
    const batch = this.#queue.splice(0, atOnce)
    for (const activity of batch) this.#place(activity)
    this.#trim()
    const own = batch.some((activity) => speakerOf(activity) === 'client')
    // Whoever reads further up is left there.
    if (near || own) this.scrollToEnd()
    this.#drawing = this.#queue.length > 0
    if (this.#drawing) window.setTimeout(() => this.#draw())
    else window.setTimeout(() => this.#scroll.removeAttribute('aria-live'))
  }

  #place(activity: Activity): void {
    const { words, language, ...deps } = this.#deps.turn()
    const clientId = activity.channelData?.clientActivityID
    const waiting = clientId === undefined ? undefined : this.#unsent.get(clientId)
    this.#sentMark?.remove()
    if (activity.suggestedActions) this.disableOptions()
    const turn = waiting ?? turnElement(activity, { words, language, ...deps })
    if (waiting && clientId !== undefined) {
      this.#unsent.delete(clientId)
      waiting.dataset.seq = String(seqOf(activity))
      this.#sentMark = waiting.querySelector('.state') ?? undefined
      if (this.#sentMark) this.#sentMark.textContent = words.sent
    }
    const firstUnsent = [...this.#unsent.values()].find(({ isConnected }) => isConnected)
    if (!waiting || firstUnsent) this.#list.insertBefore(turn, firstUnsent ?? null)
  }

  #trim(): void {
    while (this.#list.childElementCount > this.#limit) this.#list.firstElementChild?.remove()
    this.#older.hidden = this.#oldest() <= 1
  }

  #oldest(): number {
    const first = this.#list.querySelector<HTMLElement>('[data-seq]')
    return Number(first?.dataset.seq) || 1
  }

  async #showOlder(): Promise<void> {
    const activities = await this.#deps.earlier(this.#oldest()).catch(() => [])
    const turns = activities.map((activity) => turnElement(activity, this.#deps.turn()))
    for (const turn of turns) for (const option of turn.querySelectorAll('.options button')) option.setAttribute('aria-disabled', 'true')
    this.#limit += turns.length
    const fromEnd = this.#scroll.scrollHeight - this.#scroll.scrollTop
    this.#scroll.setAttribute('aria-live', 'off')
    this.#list.prepend(...turns)
    this.#scroll.scrollTop = this.#scroll.scrollHeight - fromEnd
    window.setTimeout(() => this.#scroll.removeAttribute('aria-live'))
    this.#older.hidden = this.#oldest() <= 1
  }
}
