import type { ComponentProps } from 'preact'
import { useState } from 'preact/hooks'
import type { BoardWords } from './board-words.ts'

export type PeriodKind = 'day' | 'month' | 'year' | 'own'
const kinds: readonly PeriodKind[] = ['day', 'month', 'year', 'own']

/** What of the page's address says the period, as the report wants it. */
export function periodQuery(search: string): string {
  const given = new URLSearchParams(search)
  const kept = new URLSearchParams([...given].filter(([name]) => ['day', 'month', 'year', 'from', 'to'].includes(name)))
  return kept.size === 0 ? '' : `?${kept}`
}

function kindOf(query: string): PeriodKind {
  const given = new URLSearchParams(query)
  return given.has('day') ? 'day' : given.has('year') ? 'year' : given.has('from') || given.has('to') ? 'own' : 'month'
}

/** Chooses a day, a month, a year or days of one's own. */
export function PeriodForm({
  query,
  from,
  to,
  t,
  onChange,
}: {
  query: string
  from: string
  to: string
  t: BoardWords
  onChange(query: string): void
}) {
  const [kind, setKind] = useState(() => kindOf(query))
  const submit = (event: Event) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget as HTMLFormElement)
    const names = kind === 'own' ? ['from', 'to'] : [kind]
    onChange(`?${new URLSearchParams(names.map((name) => [name, String(data.get(name))]))}`)
  }
  return (
    <form class="period" onSubmit={submit}>
      <fieldset>
        <legend class="hidden">{t.period}</legend>
        <label>
          {t.period}
          <select value={kind} onChange={(event) => setKind(event.currentTarget.value as PeriodKind)}>
            {kinds.map((one) => (
              <option key={one} value={one}>
                {t.kinds[one]}
              </option>
            ))}
          </select>
        </label>
        {kind === 'day' && <Field label={t.day} type="date" name="day" value={to} />}
        {kind === 'month' && <Field label={t.month} type="month" name="month" value={from.slice(0, 7)} pattern="\d{4}-\d{2}" />}
        {kind === 'year' && <Field label={t.year} type="number" name="year" value={from.slice(0, 4)} min="2020" max="2100" />}
        {kind === 'own' && <Field label={t.from} type="date" name="from" value={from} />}
        {kind === 'own' && <Field label={t.to} type="date" name="to" value={to} />}
        <button type="submit" class="primary">
          {t.show}
        </button>
      </fieldset>
    </form>
  )
}

function Field({ label, value, ...rest }: ComponentProps<'input'> & { label: string; value: string }) {
  return (
    <label>
      {label}
      <input required defaultValue={value} {...rest} />
    </label>
  )
}
