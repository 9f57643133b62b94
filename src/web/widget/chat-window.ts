import { Api } from './api.ts'
import { ChatState } from './chat-state.ts'
import { type Activity, DirectLine } from './direct-line.ts'
import { saveText } from './dom.ts'
import { helpParts } from './help.ts'
import { keepFocus, refuseFiles, shieldKeys, tellModal } from './manners.ts'
import { showTicks } from './plan.ts'
import { createInfos, type ServiceInfo } from './service-info.ts'
import type { Settings } from './settings.ts'
import { createSolved } from './solved.ts'
import { keep, recall } from './storage.ts'
import { transcript } from './transcript.ts'
import { personName, speakerOf, type TurnDeps } from './turn.ts'
import { TurnList } from './turn-list.ts'
import { createTyping } from './typing.ts'
import { buildView, dressView, labelView, showText } from './view.ts'
import { createWait } from './wait.ts'
import { fill, type Language, type Words, words } from './words.ts'

export interface ChatContext {
  readonly settings: Settings
  readonly language: Language
  choose(language: Language): void
  /** The conversation was opened by the person. */
  opened(): void
}

/** A break that is mended sooner is not spoken of. */
const offlineAfter = 1000
const openKey = 'vpppd-open'

/** The launcher and the window of the conversation, and what happens in them. */
export class ChatWindow {
  readonly view = buildView()
  readonly state: ChatState
  readonly api: Api
  readonly infos: ReturnType<typeof createInfos>
  readonly #context: ChatContext
  readonly #line: DirectLine
  readonly #list: TurnList
  readonly #wait: ReturnType<typeof createWait>
  readonly #solved: ReturnType<typeof createSolved>
  readonly #typing = createTyping(this.view.status)
  #unread = 0
  #offline = false
  #offlineTimer = 0

  constructor(context: ChatContext) {
    const { view } = this
    this.#context = context
    this.state = new ChatState(context.settings.origin, {
      conversation: () => this.#line.followOtherTab(),
      outbox: () => this.#line.followOutbox(),
      plans: () => {
        for (const plan of view.list.querySelectorAll<HTMLElement>('.plan')) showTicks(plan, this.state)
      },
    })
    this.api = new Api(context.settings.origin, this.state)
    const page = () => ({ institution: context.settings.institution, municipality: context.settings.municipality })
    this.#line = new DirectLine(this.api, this.state, () => ({ language: context.language, page: page() }), {
      activities: (activities, history) => this.#show(activities, history),
      typing: () => this.#typing.now(this.#words.operatorTypes),
      outbox: () => this.#showOutbox(),
      connection: (connection) => this.#showConnection(connection),
      restarted: () => this.#restart(),
    })
    this.#list = new TurnList(view, {
      turn: () => this.#turnDeps(),
      earlier: (before) => this.#line.earlier(before),
      retry: (clientId) => this.#line.retry(clientId),
    })
    this.#wait = createWait(this.api, this.state, view.wait, () => context.language)
    this.#solved = createSolved(
      view.solved,
      this.state,
      () => this.#info(),
      (text, value) => this.#press(text, value),
    )
    this.infos = createInfos(this.api, () => context.settings)
    this.#listen()
  }

  #info(): Promise<ServiceInfo | undefined> {
    return this.infos(this.#context.language)
  }

  get #words(): Words {
    return words[this.#context.language]
  }

  /** Takes up what was there on the page before. */
  resume(): void {
    const { conversation, draft } = this.state
    this.view.field.value = draft
    if (conversation && recall(openKey, 'sessionStorage') === true) this.open(false)
    else if (conversation?.waiting) void this.#line.start()
  }

  stop(): void {
    this.#line.stop()
    this.state.stop()
    this.#wait.stop()
    this.#solved.cancel()
    this.view.root.remove()
  }

  open(focus = true): void {
    const { view } = this
    this.#context.opened()
    view.launch.hidden = true
    view.panel.hidden = false
    tellModal(view.panel)
    view.root.classList.add('open')
    keep(openKey, true, 'sessionStorage')
    this.#countUnread(0)
    void this.#line.start()
    void this.#showHours()
    if (focus) view.field.focus()
    this.#list.scrollToEnd()
  }

  close(): void {
    const { view } = this
    const hadFocus = this.#hasFocus(view.panel)
    view.panel.hidden = true
    view.launch.hidden = false
    view.root.classList.remove('open')
    keep(openKey, false, 'sessionStorage')
    if (hadFocus) view.launch.focus()
  }

  send(text: string, value?: unknown): void {
    void this.#toggleHelp(false)
    this.#list.disableOptions()
    this.#solved.cancel()
    this.#line.send(text, value)
    if (!this.#wait.isPerson()) this.#typing.soon(this.#words.assistantTypes)
  }

  /** Words and looks as they are to be now. */
  refresh(): void {
    const { settings, language } = this.#context
    dressView(this.view, settings)
    labelView(this.view, settings, language)
    this.#labelWho()
    this.#countUnread(this.#unread)
    if (!this.view.helpPanel.hidden) void this.#toggleHelp(true)
    void this.#showHours()
  }

  /** The person has chosen another language. */
  languageChosen(): void {
    this.refresh()
    void this.#info().then((info) => info && this.#list.addNote(info.words.languageNote))
    if (this.#wait.isPerson()) void this.#lookWho()
  }

  #listen(): void {
    const { view, state } = this
    view.launch.addEventListener('click', () => this.open())
    view.close.addEventListener('click', () => this.close())
    view.help.addEventListener('click', () => void this.#toggleHelp(view.helpPanel.hidden === true))
    view.ways.addEventListener('click', () => void this.#toggleHelp(true))
    view.person.addEventListener('click', () => this.#press(this.#words.person, { kind: 'person' }))
    for (const choice of view.languages.children)
      choice.addEventListener('click', () => this.#context.choose((choice as HTMLElement).lang as Language))
    view.panel.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return
      if (view.helpPanel.hidden) this.close()
      else void this.#toggleHelp(false)
    })
    view.form.addEventListener('submit', (event) => {
      event.preventDefault()
      this.#sendField()
    })
    view.field.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault()
        this.#sendField()
      }
    })
    view.field.addEventListener('input', () => {
      state.draft = view.field.value
      grow(view.field)
    })
    keepFocus(view.panel, view.help)
    shieldKeys(view.root)
    refuseFiles(view.panel, () => void this.#info().then((info) => info && this.#typing.say(info.words.noFiles)))
  }

  #hasFocus(part: HTMLElement): boolean {
    return part.contains((part.getRootNode() as ShadowRoot).activeElement)
  }

  #sendField(): void {
    const { field } = this.view
    const text = field.value.trim()
    if (!text) return
    field.value = ''
    this.state.draft = ''
    grow(field)
    this.#press(text)
  }

  #press(text: string, value?: unknown): void {
    this.send(text, value)
    this.view.field.focus()
  }

  #show(activities: readonly Activity[], history: boolean): void {
    this.#list.add(activities, history)
    const answers = activities.flatMap(({ channelData }) => channelData?.assistant ?? [])
    if (answers.some(({ caseId, from }) => caseId || from !== 'assistant')) void this.#lookWho()
    if (history) return
    const last = activities.at(-1)
    if (last && speakerOf(last) !== 'client') this.#typing.say('')
    if (last?.channelData?.assistant?.decision === 'answer' && !this.state.conversation?.asked) this.#solved.answered()
    else this.#solved.cancel()
    if (this.view.panel.hidden) this.#countUnread(this.#unread + answers.length)
  }

  /** Who answers now, said at the top. */
  async #lookWho(): Promise<void> {
    await this.#wait.look()
    this.#labelWho()
  }

  #labelWho(): void {
    this.view.subtitle.textContent = this.#wait.isHeld() ? personName(this.#words) : this.#words.assistant
  }

  #countUnread(count: number): void {
    this.#unread = count
    showText(this.view.badge, count ? fill(this.#words.unread, { count }) : '')
  }

  #showOutbox(): void {
    this.#list.showOutbox(this.state.outbox, this.#words, this.#offline)
  }

  #showConnection(connection: 'online' | 'offline'): void {
    clearTimeout(this.#offlineTimer)
    const show = (offline: boolean) => {
      this.#offline = offline
      showText(this.view.offline, offline ? this.#words.offline : '')
      this.#showOutbox()
    }
    if (connection === 'online') show(false)
    else this.#offlineTimer = window.setTimeout(() => show(true), offlineAfter)
  }

  /** The old conversation is gone: what was said in it is not shown any more. */
  #restart(): void {
    this.#list.clear()
    this.#wait.stop()
    this.#labelWho()
    this.#solved.cancel()
    this.#typing.say('')
    this.#countUnread(0)
  }

  #turnDeps(): TurnDeps {
    const { language } = this.#context
    return {
      state: this.state,
      words: this.#words,
      language,
      info: this.#info(),
      say: (status) => this.#typing.say(status),
      press: (text, value) => this.#press(text, value),
      mail: async (turn, email) => {
        const path = `/api/v1/webchat/conversations/${this.state.conversation?.id}/plan-mail`
        const response = await this.api.request(path, 'POST', { turn, email }).catch(() => undefined)
        return response?.ok ?? false
      },
    }
  }

  /** Hours beside the way to a person, and what the page wants shown, or not, while nobody is at work. */
  async #showHours(): Promise<void> {
    const { view } = this
    const { closed } = this.#context.settings
    // A page that was never opened asks the service for nothing that it does not need.
    if (view.panel.hidden && closed !== 'hide') return
    const info = await this.#info()
    if (!info) return
    view.hours.textContent = info.hours
    view.ways.textContent = info.words.otherWays
    view.root.classList.toggle('away', !info.open && closed === 'hide')
    showText(view.notice, closed === 'notice' ? info.notice : '')
  }

  async #toggleHelp(shown: boolean): Promise<void> {
    const { view } = this
    const info = shown ? await this.#info() : undefined
    if (shown && !info) return this.#typing.say(this.#words.failed)
    const hadFocus = this.#hasFocus(view.helpPanel)
    view.helpPanel.hidden = !shown
    view.scroll.hidden = shown
    view.help.setAttribute('aria-expanded', String(shown))
    if (!info) {
      if (hadFocus) view.help.focus()
      return
    }
    const own = this.state.conversation
    const parts = helpParts({
      words: this.#words,
      info,
      rate: (score) => this.#press(String(score), { kind: 'rate', score }),
      back: () => void this.#toggleHelp(false),
      conversation: own && { download: () => void this.#download(info, own.last), erase: () => void this.#erase(info) },
    })
    view.helpPanel.replaceChildren(...parts)
    parts[0]?.focus()
  }

  async #download({ words: { download } }: ServiceInfo, last: number): Promise<void> {
    const text = await transcript(this.#line, last, this.#words, this.#context.language).catch(() => '')
    if (text) saveText(download, text)
    else this.#typing.say(this.#words.failed)
  }

  async #erase({ words: { erased } }: ServiceInfo): Promise<void> {
    if (!(await this.#line.erase())) return this.#typing.say(this.#words.failed)
    void this.#toggleHelp(false)
    this.view.field.value = ''
    this.#list.addNote(erased)
    this.view.field.focus()
  }
}

/** As high as what is written, up to a few lines. */
function grow(field: HTMLTextAreaElement): void {
  field.style.height = 'auto'
  field.style.height = `${field.scrollHeight + 2}px`
}
