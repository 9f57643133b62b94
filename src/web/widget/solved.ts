import type { ChatState } from './chat-state.ts'
import { button, element } from './dom.ts'
import type { ServiceInfo } from './service-info.ts'

/** Nobody has asked further for so long: the answer may have been enough. */
const quiet = 25_000

/** "Did this help?", asked once a conversation, after an answer that nothing followed. */
export function createSolved(
  place: HTMLElement,
  state: ChatState,
  readInfo: () => Promise<ServiceInfo | undefined>,
  answer: (text: string, value: unknown) => void,
) {
  let timer = 0
  const ask = async () => {
    const mine = timer
    const info = await readInfo()
    // The conversation has gone on meanwhile, or another tab has asked.
    if (!info || mine !== timer || state.conversation?.asked) return
    const { solvedAsk, solvedYes, solvedNo } = info.words
    state.update({ asked: true })
    const choice = (text: string, yes: boolean) => button(text, () => answer(text, { kind: 'solved', yes }))
    place.replaceChildren(element('span', '', solvedAsk), choice(solvedYes, true), choice(solvedNo, false))
    place.hidden = false
  }
  return {
    /** An answer was given. */
    answered() {
      clearTimeout(timer)
      timer = window.setTimeout(() => void ask(), quiet)
    },
    /** The conversation goes on, or is over. */
    cancel() {
      clearTimeout(timer)
      timer = 0
      place.hidden = true
    },
  }
}
