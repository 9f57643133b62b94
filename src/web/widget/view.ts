import { button, element } from './dom.ts'
import type { Settings } from './settings.ts'
import { words as allWords, type Language, languageNames } from './words.ts'

export type View = ReturnType<typeof buildView>

const nothing = () => {}

/** Everything of the widget, without words. */
export function buildView() {
  const root = element('div', 'root')
  // The browser's top layer: no z-index of the page gets above, no transform of the page moves it.
  root.setAttribute('popover', 'manual')
  const invite = part('section', 'invite', undefined, true)
  const announcer = part('div', 'hidden', 'status')
  const launch = button('', nothing, 'launch')
  const launchText = element('span')
  const badge = element('span', 'badge')
  launch.append(launchText, badge)
  const panel = part('section', 'panel', 'dialog', true)
  const head = element('div', 'head')
  const title = element('h2')
  const subtitle = element('p')
  const help = button('?', nothing, 'icon')
  const close = button('×', nothing, 'icon')
  const languages = element('div', 'languages')
  for (const code of ['lv', 'ru', 'en'] as const) {
    const choice = button(code.toUpperCase(), nothing)
    choice.lang = code
    choice.setAttribute('aria-label', `${choice.textContent}, ${languageNames[code]}`)
    languages.append(choice)
  }
  head.append(title, help, close, subtitle, languages)
  const greeting = element('p', 'notice')
  const notice = element('p', 'notice')
  const scroll = part('div', 'scroll', 'log')
  scroll.tabIndex = 0
  const older = part('button', 'older', undefined, true)
  const list = element('ol', 'list')
  scroll.append(older, list)
  const helpPanel = part('div', 'help', undefined, true)
  const solved = part('div', 'solved', undefined, true)
  const wait = part('div', 'wait', 'status')
  const offline = part('div', 'offline', 'status')
  const status = part('div', 'status', 'status')
  const form = element('form')
  const field = element('textarea')
  field.rows = 1
  field.maxLength = 2000
  const send = element('button', 'primary')
  form.append(field, send)
  const foot = element('div', 'foot')
  const person = button('', nothing)
  const hours = element('span')
  const ways = button('', nothing)
  foot.append(person, hours, ways)
  panel.append(head, greeting, notice, scroll, helpPanel, solved, wait, offline, status, form, foot)
  root.append(invite, announcer, launch, panel)
  return {
    root,
    invite,
    announcer,
    launch,
    launchText,
    badge,
    panel,
    title,
    subtitle,
    help,
    close,
    languages,
    notice,
    greeting,
    scroll,
    older,
    list,
    helpPanel,
    solved,
    wait,
    offline,
    status,
    form,
    field,
    send,
    person,
    hours,
    ways,
  }
}

function part<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, role?: string, hidden = false): HTMLElementTagNameMap[K] {
  const made = element(tag, className)
  if (role) made.setAttribute('role', role)
  made.hidden = hidden
  return made
}

/** Puts the words of a language, or the page's own, everywhere. */
export function labelView(view: View, settings: Settings, language: Language): void {
  const words = allWords[language]
  const { root, panel, title, greeting, field, languages } = view
  root.lang = language
  view.launchText.textContent = settings.text('button', language) ?? words.open
  title.textContent = settings.text('heading', language) ?? words.title
  showText(greeting, settings.text('greeting', language))
  field.placeholder = words.field
  for (const name of ['send', 'person', 'older'] as const) view[name].textContent = words[name]
  const labels: [Element, string][] = [
    [panel, title.textContent],
    [view.help, words.help],
    [view.close, words.close],
    [view.scroll, words.log],
    [field, words.field],
  ]
  for (const [labelled, label] of labels) labelled.setAttribute('aria-label', label)
  for (const choice of languages.children) choice.setAttribute('aria-pressed', String((choice as HTMLElement).lang === language))
}

/**
 * What is there already is not said again. An empty part is not seen, but stays where it is: what appears in a part that was
 * hidden before is not read out by every screen reader.
 */
export function showText(part: HTMLElement, text?: string | null): void {
  if (part.textContent !== (text ?? '')) part.textContent = text ?? ''
}

/** Position and colours as the page has set them. */
export function dressView({ root }: View, { position, brand }: Settings): void {
  root.classList.toggle('left', position === 'left')
  // An empty value takes the property away.
  for (const name of ['ground', 'on', 'light', 'dark'] as const) root.style.setProperty(`--${name}-brand`, brand?.[name] ?? '')
}
