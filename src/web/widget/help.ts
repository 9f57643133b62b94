import { renderMarkdown } from '../markdown.ts'
import { button, describeLinks, element } from './dom.ts'
import type { ServiceInfo } from './service-info.ts'
import type { Words } from './words.ts'

export interface HelpDeps {
  words: Words
  info: ServiceInfo
  rate(score: number): void
  /** Absent while there is no conversation. */
  conversation?: { download(): void; erase(): void } | undefined
  back(): void
}

/** People and other ways to reach them; what one can do with one's own conversation. */
export function helpParts({ words, info, rate, conversation, back }: HelpDeps): HTMLElement[] {
  const ways = element('div')
  ways.append(renderMarkdown(info.help))
  describeLinks(ways, words.newTab)
  const parts = [button(info.words.back, back, 'back'), ways]
  if (!conversation) return parts
  const scores = row(...[1, 2, 3, 4, 5].map((score) => button(String(score), () => rate(score))))
  scores.setAttribute('role', 'group')
  scores.setAttribute('aria-label', info.words.rateAsk)
  return [...parts, element('p', '', info.words.rateAsk), scores, ...ownConversation(conversation, info.words)]
}

function row(...buttons: HTMLElement[]): HTMLElement {
  const tools = element('div', 'tools')
  tools.append(...buttons)
  return tools
}

function ownConversation({ download, erase }: NonNullable<HelpDeps['conversation']>, words: ServiceInfo['words']): HTMLElement[] {
  const confirm = element('div', 'confirm')
  confirm.hidden = true
  const show = (asked: boolean) => {
    confirm.hidden = !asked
    opener.setAttribute('aria-expanded', String(asked))
    ;(asked ? keepIt : opener).focus()
  }
  const opener = button(words.erase, () => show(confirm.hidden === true))
  opener.setAttribute('aria-expanded', 'false')
  const keepIt = button(words.eraseNo, () => show(false))
  confirm.append(renderMarkdown(words.eraseAsk), row(button(words.eraseYes, erase), keepIt))
  return [row(button(words.download, download), opener), confirm]
}
