import { contrastOn, ratioInWords, readSettings, snippet, toQuery, usualColour } from './embed-settings.ts'

/** The snippet builder at work: what the server does after "show the code", at each change. */
const form = document.querySelector<HTMLFormElement>('form.settings')
const code = document.querySelector<HTMLElement>('#snippet')
const frame = document.querySelector<HTMLIFrameElement>('#preview')
const link = document.querySelector<HTMLAnchorElement>('#preview-link')
const contrast = document.querySelector<HTMLElement>('#contrast')
/** A preview is a whole page: not one for each letter. */
const previewAfter = 500
let timer: ReturnType<typeof setTimeout> | undefined

function showContrast(colour: string): void {
  if (!contrast) return
  const { ratio, isEnough } = contrastOn(colour)
  contrast.className = isEnough ? 'hint' : 'fault'
  contrast.textContent = ((isEnough ? contrast.dataset.good : contrast.dataset.bad) ?? '').replace(
    '{ratio}',
    ratioInWords(ratio, document.documentElement.lang),
  )
}

function update(): void {
  if (!form || !code) return
  const data = new FormData(form)
  const settings = readSettings((name) => data.get(name) as string | null)
  code.textContent = snippet(code.dataset.origin ?? '', settings)
  showContrast(settings.color ?? usualColour)
  clearTimeout(timer)
  timer = setTimeout(() => {
    const address = `/embed/preview?${new URLSearchParams({ lang: document.documentElement.lang, ...toQuery(settings) })}`
    if (link) link.href = address
    // Replaced, so that "back" leaves the builder and not one preview after the other.
    frame?.contentWindow?.location.replace(address)
  }, previewAfter)
}

function offerCopy(): void {
  const place = document.querySelector<HTMLElement>('.copy')
  const status = place?.querySelector('[role=status]')
  if (!place || !status) return
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = place.dataset.copy ?? ''
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(code?.textContent ?? '')
      status.textContent = place.dataset.copied ?? ''
    } catch {
      // No clipboard on plain http, or it was refused.
      status.textContent = place.dataset.failed ?? ''
    }
  })
  place.prepend(button, ' ')
}

form?.addEventListener('input', update)
form?.querySelector<HTMLButtonElement>('button[type=submit]')?.setAttribute('hidden', '')
offerCopy()
