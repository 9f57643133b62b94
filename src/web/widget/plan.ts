import { renderMarkdown } from '../markdown.ts'
import type { ChatState } from './chat-state.ts'
import type { Plan } from './direct-line.ts'
import { button, element, saveText } from './dom.ts'
import type { ServiceInfo } from './service-info.ts'
import { fill } from './words.ts'

export interface PlanDeps {
  state: ChatState
  info: Promise<ServiceInfo | undefined>
  say(status: string): void
  /** Sends the plan to an address of the person's. */
  mail(address: string): Promise<boolean>
  failed: string
}

/** A plan to tick off, print, save (and so copy) and send. Ticks are kept in this browser only. */
export function planElement(plan: Plan, deps: PlanDeps): HTMLElement {
  const { state } = deps
  const box = element('div', 'plan')
  box.dataset.plan = plan.id
  const list = element('ol', 'steps')
  list.setAttribute('aria-label', plan.title)
  for (const { service, title, why, url } of plan.steps) {
    const item = element('li')
    const label = element('label')
    const tick = element('input')
    tick.type = 'checkbox'
    tick.value = service
    label.append(tick, element('strong', '', title))
    item.append(label, renderMarkdown(`${why} [${new URL(url).hostname.replace('www.', '')}](${url})`))
    list.append(item)
  }
  list.addEventListener('change', () => {
    state.tick(
      plan.id,
      ticksOf(box).flatMap(({ checked, value }) => (checked ? [value] : [])),
    )
    showTicks(box, state)
  })
  box.append(list)
  showTicks(box, state)
  void deps.info.then((info) => info && addTools(box, plan, deps, info))
  return box
}

const ticksOf = (box: HTMLElement) => [...box.querySelectorAll<HTMLInputElement>('[type=checkbox]')]

/** Shows what has been ticked, also in another tab. */
export function showTicks(box: HTMLElement, state: ChatState): void {
  const ticked = state.ticked(box.dataset.plan ?? '')
  const ticks = ticksOf(box)
  // As attributes too: a copy of the list, for paper, has them then.
  for (const tick of ticks) {
    tick.checked = ticked.includes(tick.value)
    tick.toggleAttribute('checked', tick.checked)
  }
  const note = box.querySelector<HTMLElement>('.note')
  if (note) note.textContent = fill(note.dataset.words ?? '', { done: ticked.length, all: ticks.length })
}

function addTools(box: HTMLElement, plan: Plan, { state, say, mail, failed }: PlanDeps, { words, mail: sendsMail }: ServiceInfo): void {
  const text = () =>
    [
      plan.title,
      ...plan.steps.map(
        ({ service, title, why, url }, index) =>
          `[${state.ticked(plan.id).includes(service) ? 'x' : ' '}] ${index + 1}. ${title}. ${why}\n${url}`,
      ),
    ].join('\n\n')
  const done = element('p', 'note')
  done.dataset.words = words.planDone
  const tools = element('div', 'tools')
  tools.append(
    button(words.planPrint, () => print(box, plan.title)),
    button(words.planSave, () => saveText(plan.id, text())),
  )
  box.append(done, tools)
  showTicks(box, state)
  if (!sendsMail) return
  const form = mailForm(words, async (address) => {
    const sent = await mail(address)
    say(sent ? words.planMailSent : failed)
    return sent
  })
  const opener = button(words.planMail, () => {
    form.hidden = !form.hidden
    if (!form.hidden) form.querySelector('input')?.focus()
  })
  tools.append(opener)
  box.append(form)
}

function mailForm(words: ServiceInfo['words'], send: (address: string) => Promise<boolean>): HTMLFormElement {
  const form = element('form', 'mail')
  form.hidden = true
  form.noValidate = true
  const label = element('label', '', words.planMailField)
  const field = element('input')
  field.type = 'email'
  field.autocomplete = 'email'
  field.required = true
  label.append(field)
  const fault = element('p', 'fault')
  fault.setAttribute('role', 'alert')
  form.append(label, element('button', 'primary', words.planMailSend), fault)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const bad = !field.checkValidity()
    fault.textContent = bad ? words.planMailBad : ''
    field.setAttribute('aria-invalid', String(bad))
    if (bad) field.focus()
    else
      void send(field.value).then((sent) => {
        form.hidden = sent
      })
  })
  return form
}

/**
 * Prints the plan alone (there browsers save it as PDF too). An empty frame of our own needs neither a window, which a
 * blocker might stop, nor anything of the page around.
 */
function print(box: HTMLElement, title: string): void {
  const frame = element('iframe', 'hidden')
  box.append(frame)
  const inside = frame.contentWindow as Window
  inside.document.title = title
  inside.document.body.append(element('h1', '', title), (box.firstElementChild as Element).cloneNode(true))
  inside.addEventListener('afterprint', () => frame.remove())
  inside.print()
}
