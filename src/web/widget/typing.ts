import { showText } from './view.ts'

/** Under this many milliseconds an answer needs no "is writing". */
const soonAfter = 400
/** An operator's "is writing" is said again every few seconds while it holds. */
const holdsFor = 4000

/** The one line that says what goes on: somebody writes, something was done. */
export function createTyping(line: HTMLElement) {
  let timer = 0
  const say = (text: string) => {
    clearTimeout(timer)
    showText(line, text)
  }
  return {
    say,
    soon(text: string) {
      clearTimeout(timer)
      timer = window.setTimeout(() => say(text), soonAfter)
    },
    now(text: string) {
      say(text)
      timer = window.setTimeout(() => say(''), holdsFor)
    },
  }
}
