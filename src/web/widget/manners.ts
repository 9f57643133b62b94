/** How the widget behaves towards the page around it, and towards whoever uses it without a mouse. */

/** Keys pressed in the chat are no shortcuts of the page: it sees our element only, not that somebody is typing. */
export function shieldKeys(root: HTMLElement): void {
  for (const type of ['keydown', 'keypress', 'keyup'] as const) root.addEventListener(type, (event) => event.stopPropagation())
}

/** A file that is pasted or dropped is not taken; whoever tried hears why. */
export function refuseFiles(panel: HTMLElement, refuse: () => void): void {
  const hasFiles = (data: DataTransfer | null) => data !== null && [...data.types].includes('Files')
  panel.addEventListener('dragover', (event) => {
    if (hasFiles(event.dataTransfer)) event.preventDefault()
  })
  panel.addEventListener('drop', (event) => {
    if (!hasFiles(event.dataTransfer)) return
    event.preventDefault()
    refuse()
  })
  panel.addEventListener('paste', (event) => {
    // Office programs put a picture beside the text they copy: then the text is what is meant.
    if (!hasFiles(event.clipboardData) || event.clipboardData?.types.includes('text/plain')) return
    event.preventDefault()
    refuse()
  })
}

const small = matchMedia('(max-width: 30em)')

/** On a small screen the window covers the page; then focus comes back to it, so that it is never behind. */
export function keepFocus(panel: HTMLElement, first: HTMLElement): void {
  document.addEventListener('focusin', ({ target }) => {
    if (small.matches && panel.getClientRects().length > 0 && target !== (panel.getRootNode() as ShadowRoot).host) first.focus()
  })
}

/** Whether it covers the page now is said to who does not see it. */
export function tellModal(panel: HTMLElement): void {
  panel.setAttribute('aria-modal', String(small.matches))
}
