export function element<K extends keyof HTMLElementTagNameMap>(tag: K, className = '', text = ''): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag)
  made.className = className
  made.textContent = text
  return made
}

export function button(text: string, press: () => void, className = ''): HTMLButtonElement {
  const made = element('button', className, text)
  made.type = 'button'
  made.addEventListener('click', press)
  return made
}

/** Where a link leads is said before it is followed. */
export function describeLinks(part: HTMLElement, newTab: string): void {
  for (const link of part.querySelectorAll('a')) {
    if (link.target !== '_blank') continue
    const host = link.hostname.replace('www.', '')
    if (!link.textContent?.includes(host)) link.append(element('span', 'host', ` (${host})`))
    link.append(element('span', 'hidden', ` (${newTab})`))
  }
}

/** Saves a text as a file of the person's. */
export function saveText(name: string, text: string): void {
  const anchor = element('a')
  // With its mark at the start, so that every editor reads the letters right.
  anchor.href = URL.createObjectURL(new Blob([`\ufeff${text}`], { type: 'text/plain;charset=utf-8' }))
  anchor.download = `${name}.txt`
  anchor.click()
  window.setTimeout(() => URL.revokeObjectURL(anchor.href), 60_000)
}
