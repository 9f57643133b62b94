import type { ComponentChildren } from 'preact'

interface Props<T extends string> {
  label: string
  tabs: readonly { name: T; label: string; count?: number | undefined; mark?: string | undefined }[]
  selected: T
  /** Makes ids of tabs and panel. */
  prefix: string
  onSelect(name: T): void
}

/** Tabs with roving focus: one stop for Tab, arrows go between them. */
export function Tabs<T extends string>({ label, tabs, selected, prefix, onSelect }: Props<T>) {
  const move = (event: KeyboardEvent, at: number) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const next = tabs[(at + step + tabs.length) % tabs.length]
    if (step === 0 || event.altKey || !next) return
    event.preventDefault()
    onSelect(next.name)
    document.getElementById(`${prefix}-${next.name}`)?.focus()
  }
  return (
    <div class="tabs" role="tablist" aria-label={label}>
      {tabs.map(({ name, label: words, count, mark }, index) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`${prefix}-${name}`}
          aria-selected={selected === name}
          aria-controls={`${prefix}-panel`}
          tabIndex={selected === name ? 0 : -1}
          onClick={() => onSelect(name)}
          onKeyDown={(event) => move(event, index)}
        >
          {words}
          {count !== undefined && <span class="count"> {count}</span>}
          {mark && <span class="hidden"> ({mark})</span>}
          {mark && <span class="dot" aria-hidden="true" />}
        </button>
      ))}
    </div>
  )
}

export function TabPanel({ prefix, selected, children }: { prefix: string; selected: string; children: ComponentChildren }) {
  // It scrolls, so it must be reachable even when nothing in it is (WCAG 2.1.1).
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: as above
    <div class="panel" id={`${prefix}-panel`} role="tabpanel" tabIndex={0} aria-labelledby={`${prefix}-${selected}`}>
      {children}
    </div>
  )
}
