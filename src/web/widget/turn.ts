import { renderMarkdown } from '../markdown.ts'
import { type Activity, seqOf } from './direct-line.ts'
import { button, describeLinks, element } from './dom.ts'
import { fold } from './fold.ts'
import { type PlanDeps, planElement } from './plan.ts'
import { fill, type Language, type Words } from './words.ts'

export type Speaker = 'client' | 'assistant' | 'operator' | 'system'

export interface TurnDeps extends Omit<PlanDeps, 'mail' | 'failed'> {
  words: Words
  language: Language
  /** Sends the plan of a turn to an address. */
  mail(turn: number, address: string): Promise<boolean>
  press(text: string, value: unknown): void
}

export function speakerOf({ channelData }: Pick<Activity, 'channelData'>): Speaker {
  return channelData?.assistant?.from ?? 'client'
}

/** Who says it; a person and a program never go by the same name. */
export function nameOf(activity: Pick<Activity, 'channelData'>, words: Words): string {
  const { you: client, assistant, service: system } = words
  const operator = personName(words, activity.channelData?.assistant?.author)
  return { client, assistant, operator, system }[speakerOf(activity)]
}

/** A person of VPPPD; without a name there are no two blanks. */
export function personName(words: Words, name?: string | null): string {
  return fill(words.operator, { name: name ?? '' }).replace('  ', ' ')
}

/** One turn as the window shows it: who says it in words, name and form, and what. */
export function turnElement(activity: Activity, deps: TurnDeps): HTMLLIElement {
  const { words, language } = deps
  const speaker = speakerOf(activity)
  const turn = element('li', `turn ${speaker}`)
  turn.lang = language
  turn.dataset.seq = String(seqOf(activity))
  const who = element('div', speaker === 'client' || speaker === 'system' ? 'hidden' : 'who', `${nameOf(activity, words)}:`)
  turn.append(who, speaker === 'client' ? ownBody(activity) : answerBody(activity, deps))
  const actions = activity.suggestedActions?.actions ?? []
  if (actions.length > 0) turn.append(optionList(actions, deps))
  return turn
}

function ownBody({ text = '', locale }: Activity): HTMLElement {
  const body = element('div', 'body', text)
  if (locale) body.lang = locale
  return body
}

function answerBody(activity: Activity, deps: TurnDeps): HTMLElement {
  const { assistant } = activity.channelData ?? {}
  const body = element('div', 'body')
  if (activity.locale) body.lang = activity.locale
  // A mark that programs can read: the words of this text were not written by a person (AI Act, article 50(2)).
  if (assistant?.generated) body.dataset.generated = 'true'
  body.append(renderMarkdown(activity.text ?? ''))
  markNotes(body, assistant?.citations ?? [])
  const { plan } = assistant ?? {}
  const steps = plan && body.querySelector(':scope > ol')
  if (steps)
    steps.replaceWith(planElement(plan, { ...deps, mail: (address) => deps.mail(seqOf(activity), address), failed: deps.words.failed }))
  else fold(body, deps.words)
  describeLinks(body, deps.words.newTab)
  return body
}

/** Where it is from, and that it was reworded, is said quietly. */
function markNotes(body: HTMLElement, citations: readonly { url: string }[]): void {
  const sources = new Set(citations.map(({ url }) => new URL(url).href))
  const paragraphs = [...body.querySelectorAll<HTMLElement>(':scope > p')].reverse()
  const source = paragraphs.find((paragraph) => [...paragraph.querySelectorAll('a')].some(({ href }) => sources.has(href)))
  for (const paragraph of paragraphs) {
    const isMark = paragraph.childNodes.length === 1 && paragraph.firstElementChild?.tagName === 'EM'
    if (paragraph === source || isMark) paragraph.classList.add('note')
  }
}

function optionList(actions: readonly { title: string; value: unknown }[], { press }: TurnDeps): HTMLElement {
  const options = element('ul', 'options')
  for (const { title, value } of actions) {
    const option = button(title, () => {
      if (option.getAttribute('aria-disabled') !== 'true') press(title, value)
    })
    const item = element('li')
    item.append(option)
    options.append(item)
  }
  return options
}
