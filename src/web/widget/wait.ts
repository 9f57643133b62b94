import type { Api } from './api.ts'
import type { ChatState } from './chat-state.ts'
import { showText } from './view.ts'
import type { Language } from './words.ts'

/** How often the place in the queue is asked for while the page is looked at. */
const every = 20_000

/** While a person is waited for: the place in the queue and the expected time, asked for now and then. */
export function createWait(api: Api, state: ChatState, shown: HTMLElement, language: () => Language) {
  let timer = 0
  let holder = 'none'
  const wait = {
    /** Whether a person answers, or is to. */
    isPerson: () => holder !== 'none',
    /** A person answers now. */
    isHeld: () => wait.isPerson() && holder !== 'waiting',
    stop() {
      clearTimeout(timer)
      showText(shown)
      holder = 'none'
    },
    /** Something was said that may have changed who answers. */
    async look() {
      clearTimeout(timer)
      const { id, waiting } = state.conversation ?? {}
      // While nobody looks, nothing is asked; without a connection, what was shown last stays.
      const path = `/api/v1/webchat/conversations/${id}/wait?lang=${language()}`
      const response = document.hidden ? undefined : await api.request(path).catch(() => undefined)
      if (id !== state.conversation?.id) return
      if (response?.ok) {
        const told = await response.json()
        holder = told.state
        if (waiting !== wait.isPerson()) state.update({ waiting: wait.isPerson() })
        showText(shown, told.text)
      }
      clearTimeout(timer)
      if (!response?.ok || holder === 'waiting') timer = window.setTimeout(() => void wait.look(), every)
    },
  }
  return wait
}
