import { isLanguage } from '../../../languages.ts'
import { words } from '../../widget/words.ts'
import { IdleWatch } from './idle-watch.ts'
import { KioskChat } from './kiosk-chat.ts'
import { kioskWords } from './kiosk-words.ts'
import { playTone } from './tone.ts'

/** Set while a conversation goes over from one language to another, and taken at once. */
const goingOn = 'vpppd-kiosk-goes-on'
const withContact = 'with-contact'

const place = <T extends HTMLElement>(id: string) => document.getElementById(id) as T
const { lang } = document.documentElement
const language = isLanguage(lang) ? lang : 'lv'
const home = '/kiosk'
const chat = new KioskChat(language, {
  log: place('log'),
  further: place('further'),
  turns: place('turns'),
  unsent: place('unsent'),
  status: place('status'),
})
const dialogs = {
  help: place<HTMLDialogElement>('help-dialog'),
  clerk: place<HTMLDialogElement>('clerk-dialog'),
  idle: place<HTMLDialogElement>('idle-dialog'),
}
const fields = ['first', 'next'].map((id) => place<HTMLInputElement>(id))
let ending = false

const isTalking = () => !place('chat').hidden

function showChat(): void {
  place('start').hidden = true
  place('chat').hidden = false
  document.body.classList.add('talking')
}

function ask(text: string, value?: unknown): void {
  const first = !isTalking()
  showChat()
  chat.send(text, value)
  if (first) place('next').focus()
}

async function end(): Promise<void> {
  if (ending) return
  ending = true
  await chat.end()
  // A new page, so that nothing is left in fields, in memory or behind "back".
  location.replace(isTalking() ? `${home}?ended` : home)
}

function connect(): void {
  for (const tile of document.querySelectorAll<HTMLElement>('[data-ask]'))
    tile.addEventListener('click', (event) => {
      event.preventDefault()
      ask(tile.dataset.ask ?? '')
    })
  for (const field of fields)
    field.form?.addEventListener('submit', (event) => {
      event.preventDefault()
      const text = field.value.trim()
      field.value = ''
      if (text) ask(text)
    })
  for (const link of document.querySelectorAll('.languages a'))
    link.addEventListener('click', () => {
      if (isTalking()) sessionStorage.setItem(goingOn, chat.hasLeftContact ? withContact : '1')
    })
  place('over').addEventListener('click', (event) => {
    event.preventDefault()
    void end()
  })
  place('person').addEventListener('click', () => ask(words[language].person, { kind: 'person' }))
  place('print').addEventListener('click', () => print())
  place('help').addEventListener('click', () => dialogs.help.showModal())
  place('clerk').addEventListener('click', () => {
    dialogs.clerk.showModal()
    playTone()
  })
  place('idle-end').addEventListener('click', () => void end())
  addEventListener('beforeprint', () => {
    place('printed').textContent = kioskWords[language].printed.replace(
      '{date}',
      new Date().toLocaleString(language, { dateStyle: 'short', timeStyle: 'short' }),
    )
  })
}

function watch(): void {
  const seconds = place('idle-seconds')
  const idle = new IdleWatch({
    hasSomething: () =>
      isTalking() || language !== 'lv' || dialogs.help.open || dialogs.clerk.open || fields.some(({ value }) => value !== ''),
    isWaiting: () => chat.isWaiting || dialogs.clerk.open,
    warn(left) {
      if (!dialogs.idle.open) dialogs.idle.showModal()
      seconds.textContent = (seconds.dataset.text ?? '').replace('{seconds}', String(left))
    },
    end: () => void end(),
  })
  dialogs.idle.addEventListener('close', () => idle.goOn())
}

/** Once: a reload, or a browser that comes back after a power cut, must begin anew. */
function takeGoingOn(): string | null {
  const on = sessionStorage.getItem(goingOn)
  sessionStorage.removeItem(goingOn)
  return on
}

connect()
watch()
const on = takeGoingOn()
if (on === null) chat.forget()
else {
  showChat()
  chat.resume(on === withContact)
}
