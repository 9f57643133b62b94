import { ChatWindow } from './chat-window.ts'
import { startInvite } from './invite.ts'
import { readSettings, type Settings } from './settings.ts'
import { keep, recall } from './storage.ts'
import { style } from './style.ts'
import type { Language } from './words.ts'

const languageKey = 'vpppd-language'

/** `<vpppd-chat>`: the chat on a page. docs/widget.md lists its attributes. */
export class ChatElement extends HTMLElement {
  #settings: Settings | undefined
  #language: Language = 'lv'
  #window: ChatWindow | undefined
  #endInvite = () => {}
  /** Attributes may change while the page stands. */
  readonly #changes = new MutationObserver((changes) => {
    const { language } = this.#readSettings()
    if (changes.some(({ attributeName }) => attributeName === 'language')) this.#language = language
    this.#window?.refresh()
  })

  connectedCallback(): void {
    const settings = this.#readSettings()
    this.#changes.observe(this, { attributes: true })
    const chosen = recall<{ language: Language; page: Language }>(languageKey)
    // What the person chose holds until the page itself goes to another language.
    this.#language = chosen?.page === settings.language ? chosen.language : settings.language
    const root = this.shadowRoot ?? dressed(this.attachShadow({ mode: 'open' }))
    const chat = this.#makeWindow()
    this.#window = chat
    root.append(chat.view.root)
    chat.refresh()
    // Absent in older browsers: there the z-index has to do.
    chat.view.root.showPopover?.()
    chat.resume()
    if (settings.invite !== undefined && !chat.state.conversation) this.#startInvite(chat, settings.invite)
  }

  disconnectedCallback(): void {
    this.#changes.disconnect()
    this.#endInvite()
    this.#window?.stop()
    this.#window = undefined
  }

  /** Shows the conversation. */
  open(focus = true): void {
    this.#window?.open(focus)
  }

  close(): void {
    this.#window?.close()
  }

  /** Opens the conversation and says something in the client's name. */
  ask(text: string, value?: unknown): void {
    this.open()
    this.#window?.send(text, value)
  }

  #readSettings(): Settings {
    this.#settings = readSettings(this, warn)
    return this.#settings
  }

  #makeWindow(): ChatWindow {
    const element = this
    return new ChatWindow({
      get settings() {
        return element.#settings as Settings
      },
      get language() {
        return element.#language
      },
      choose: (language) => this.#choose(language),
      opened: () => this.#endInvite(),
    })
  }

  #choose(language: Language): void {
    if (language === this.#language) return
    this.#language = language
    keep(languageKey, { language, page: this.#settings?.language })
    this.#window?.languageChosen()
  }

  #startInvite({ view, infos, api }: ChatWindow, after: number): void {
    const info = () => infos(this.#language)
    this.#endInvite = startInvite({
      place: view.invite,
      announcer: view.announcer,
      after,
      info: () => (view.root.classList.contains('away') ? Promise.resolve(undefined) : info()),
      count: (what, why) => {
        void info()
          .then((about) => api.fetch('/api/v1/webchat/invitations', 'POST', { what, why, lang: this.#language, topic: about?.topic?.id }))
          // A count that is lost is no loss to the person.
          .catch(() => {})
      },
      accept: () => {
        this.open()
        void info().then((about) => about?.topic && this.ask(about.topic.title, { kind: 'service', service: about.topic.id }))
      },
    })
  }
}

/** A style that needs nothing of the page's policy; where browsers lack it, a style element. */
function dressed(root: ShadowRoot): ShadowRoot {
  if ('adoptedStyleSheets' in Document.prototype) {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(style)
    root.adoptedStyleSheets = [sheet]
  } else {
    const sheet = document.createElement('style')
    sheet.textContent = style
    root.append(sheet)
  }
  return root
}

function warn(message: string): void {
  // biome-ignore lint/suspicious/noConsole: the page's maker reads it
  console.warn(`vpppd-chat: ${message}`)
}
