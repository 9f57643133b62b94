import { ChatElement } from './chat-element.ts'

/** The one line that an institution pastes: `<script src="https://…/widget.js" defer data-language="lv"></script>` */
const script = document.currentScript as HTMLScriptElement | null

if (!customElements.get('vpppd-chat')) customElements.define('vpppd-chat', ChatElement)

function place(): void {
  if (document.querySelector('vpppd-chat')) return
  const chat = document.createElement('vpppd-chat')
  if (script?.src) chat.setAttribute('origin', new URL(script.src).origin)
  for (const { name, value } of script?.attributes ?? []) if (name.startsWith('data-')) chat.setAttribute(name.slice(5), value)
  document.body.append(chat)
}

if (document.body) place()
else addEventListener('DOMContentLoaded', place)
