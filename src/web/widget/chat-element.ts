import { renderMarkdown } from '../markdown.ts'
import { type Activity, DirectLine, type Outgoing } from './direct-line.ts'
import { style } from './style.ts'
import { type Words, words } from './words.ts'

/** Under this many milliseconds an answer needs no "is writing". */
const typingAfter = 400
/** Older turns are taken out of the page when there are more than this. */
const maxShown = 400

/** `<vpppd-chat>`: the launcher and the conversation. `origin` and `language` come as attributes. */
export class ChatElement extends HTMLElement {
  #words: Words = words.lv
  #line: DirectLine | undefined
  #ui: ReturnType<typeof build> | undefined
  #language: 'lv' | 'ru' | 'en' = 'lv'
  readonly #waiting = new Map<string, HTMLElement>()
  #typingTimer = 0

  connectedCallback(): void {
    if (this.#ui) return
    const language = this.getAttribute('language') ?? document.documentElement.lang.slice(0, 2)
    this.#language = language === 'ru' || language === 'en' ? language : 'lv'
    this.#words = words[this.#language]
    const root = this.attachShadow({ mode: 'open' })
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(style)
    root.adoptedStyleSheets = [sheet]
    this.#ui = build(this.#words, this.#language)
    root.append(this.#ui.root)
    this.#connectUi()
    this.#line = new DirectLine(this.getAttribute('origin') ?? location.origin, this.#language, {
      activity: (activity) => this.#show(activity),
      outbox: (outbox) => this.#showOutbox(outbox),
      connection: (state) => this.#showConnection(state),
      restarted: () => this.#ui?.list.replaceChildren(),
    })
    if (this.#line.hasConversation && sessionStorage.getItem('vpppd-open') === '1') this.open(false)
  }

  disconnectedCallback(): void {
    this.#line?.stop()
  }

  /** Shows the conversation. */
  open(focus = true): void {
    const ui = this.#ui
    if (!ui) return
    ui.launch.hidden = true
    ui.panel.hidden = false
    ui.root.classList.add('open')
    remember('1')
    void this.#line?.start()
    if (focus) ui.field.focus()
    this.#scrollDown()
  }

  close(): void {
    const ui = this.#ui
    if (!ui) return
    ui.panel.hidden = true
    ui.launch.hidden = false
    ui.root.classList.remove('open')
    remember('0')
    ui.launch.focus()
  }

  /** Opens the conversation and says something in the client's name. */
  ask(text: string): void {
    this.open()
    this.#send(text)
  }

  #connectUi(): void {
    const ui = this.#ui
    if (!ui) return
    ui.launch.addEventListener('click', () => this.open())
    ui.close.addEventListener('click', () => this.close())
    ui.panel.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.close()
    })
    ui.form.addEventListener('submit', (event) => {
      event.preventDefault()
      this.#sendField()
    })
    ui.field.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault()
        this.#sendField()
      }
    })
    ui.field.addEventListener('input', () => {
      ui.field.style.height = 'auto'
      ui.field.style.height = `${Math.min(ui.field.scrollHeight + 2, 130)}px`
    })
    ui.person.addEventListener('click', () => this.#send(this.#words.person, { kind: 'person' }))
  }

  #sendField(): void {
    const ui = this.#ui
    const text = ui?.field.value.trim()
    if (!ui || !text) return
    this.#send(text)
    ui.field.value = ''
    ui.field.style.height = 'auto'
    ui.field.focus()
  }

  #send(text: string, value?: unknown): void {
    this.#disableOptions()
    this.#line?.send(text, value)
    clearTimeout(this.#typingTimer)
    this.#typingTimer = setTimeout(() => this.#say(this.#words.typing), typingAfter) as unknown as number
  }

  #say(status: string): void {
    if (this.#ui) this.#ui.status.textContent = status
  }

  #show(activity: Activity): void {
    const clientId = activity.channelData?.clientActivityID
    const from = activity.channelData?.assistant?.from ?? 'client'
    if (from !== 'client') {
      clearTimeout(this.#typingTimer)
      this.#say('')
    }
    const waiting = clientId ? this.#waiting.get(clientId) : undefined
    if (waiting && clientId) {
      waiting.querySelector('.state')?.remove()
      this.#waiting.delete(clientId)
      this.#place(waiting)
      return
    }
    this.#place(this.#turn(from, activity))
  }

  /** At the end, but before what is not sent yet. */
  #place(turn: HTMLElement): void {
    const list = this.#ui?.list
    if (!list) return
    const firstUnsent = [...this.#waiting.values()].find((element) => element.isConnected)
    list.insertBefore(turn, firstUnsent ?? null)
    while (list.childElementCount > maxShown) list.firstElementChild?.remove()
    this.#scrollDown()
  }

  #turn(
    from: 'client' | 'assistant' | 'operator' | 'system',
    activity: Pick<Activity, 'text' | 'locale' | 'suggestedActions' | 'channelData'>,
  ): HTMLElement {
    const turn = element('li', `turn ${from}`)
    const author = activity.channelData?.assistant?.author
    const names = {
      client: this.#words.you,
      assistant: this.#words.assistant,
      operator: author ? `${this.#words.operator} ${author}` : this.#words.operator,
      system: this.#words.service,
    }
    const who = element('div', from === 'client' || from === 'system' ? 'hidden' : 'who', `${names[from]}:`)
    const body = element('div', 'body')
    if (activity.locale) body.lang = activity.locale
    if (from === 'client') body.textContent = activity.text ?? ''
    else {
      body.append(renderMarkdown(activity.text ?? ''))
      for (const link of body.querySelectorAll('a[target=_blank]')) link.append(element('span', 'hidden', ` (${this.#words.newTab})`))
    }
    turn.append(who, body)
    const actions = activity.suggestedActions?.actions ?? []
    if (actions.length > 0) {
      this.#disableOptions()
      const options = element('ul', 'options')
      for (const action of actions) {
        const button = element('button', '', action.title)
        button.setAttribute('type', 'button')
        button.addEventListener('click', () => {
          if (button.getAttribute('aria-disabled') === 'true') return
          this.#send(action.title, action.value)
          this.#ui?.field.focus()
        })
        const item = element('li', '')
        item.append(button)
        options.append(item)
      }
      turn.append(options)
    }
    return turn
  }

  /** Buttons of earlier answers stay readable, but only the latest can be pressed. */
  #disableOptions(): void {
    for (const button of this.#ui?.list.querySelectorAll('.options button') ?? []) button.setAttribute('aria-disabled', 'true')
  }

  #showOutbox(outbox: readonly Outgoing[]): void {
    for (const outgoing of outbox) {
      let turn = this.#waiting.get(outgoing.clientId)
      if (!turn) {
        turn = this.#turn('client', { text: outgoing.text, locale: this.#language })
        turn.append(element('div', 'state'))
        this.#waiting.set(outgoing.clientId, turn)
        this.#ui?.list.append(turn)
        this.#scrollDown()
      }
      const state = turn.querySelector('.state')
      if (!state) continue
      if (!outgoing.failed) {
        state.textContent = this.#words.sending
        continue
      }
      const retry = element('button', '', this.#words.retry)
      retry.addEventListener('click', () => this.#line?.retry(outgoing.clientId))
      state.replaceChildren(`${this.#words.notSent} `, retry)
    }
  }

  #showConnection(state: 'online' | 'offline'): void {
    if (this.#ui) this.#ui.offline.hidden = state === 'online'
  }

  #scrollDown(): void {
    requestAnimationFrame(() => {
      const ui = this.#ui
      if (!ui) return
      // A long answer starts where it can be read from the top.
      const last = ui.list.lastElementChild as HTMLElement | null
      const tall = last && last.offsetHeight > ui.scroll.clientHeight - 80 && !last.classList.contains('client')
      ui.scroll.scrollTop = tall ? last.offsetTop - 60 : ui.scroll.scrollHeight
    })
  }
}

function remember(open: '0' | '1'): void {
  try {
    sessionStorage.setItem('vpppd-open', open)
  } catch {
    // Without storage the window starts closed on the next page.
  }
}

function element<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, text?: string): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag)
  if (className) made.className = className
  if (text !== undefined) made.textContent = text
  return made
}

function build(t: Words, language: string) {
  const root = element('div', 'root')
  root.lang = language
  const launch = element('button', 'launch', t.open)
  launch.type = 'button'
  const panel = element('section', 'panel')
  panel.hidden = true
  panel.setAttribute('role', 'dialog')
  panel.setAttribute('aria-label', t.title)
  const header = element('div', 'head')
  const titles = element('div', '')
  titles.append(element('h2', '', t.title), element('p', '', t.subtitle))
  const close = element('button', 'close', '×')
  close.type = 'button'
  close.setAttribute('aria-label', t.close)
  header.append(titles, close)
  const scroll = element('div', 'scroll')
  scroll.setAttribute('role', 'log')
  scroll.setAttribute('aria-label', t.log)
  scroll.tabIndex = 0
  const list = element('ul', 'list')
  scroll.append(list)
  const status = element('div', 'status')
  status.setAttribute('role', 'status')
  const offline = element('div', 'offline', t.offline)
  offline.setAttribute('role', 'alert')
  offline.hidden = true
  const form = element('form', '')
  const field = element('textarea', '')
  field.rows = 1
  field.maxLength = 2000
  field.placeholder = t.placeholder
  field.setAttribute('aria-label', t.field)
  const send = element('button', 'send', t.send)
  form.append(field, send)
  const foot = element('div', 'foot')
  const person = element('button', '', t.person)
  person.type = 'button'
  foot.append(person)
  panel.append(header, scroll, offline, status, form, foot)
  root.append(launch, panel)
  return { root, launch, panel, close, scroll, list, status, offline, form, field, person }
}
