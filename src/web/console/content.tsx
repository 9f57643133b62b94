import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { CardHealth, ContentHealth, UnansweredGroup } from '../../reports/content-health.ts'
import type { Me } from './api.ts'
import { ContentCard } from './content-card.tsx'
import { Flags } from './content-flags.tsx'
import { type ContentWords, contentWords } from './content-words.ts'
import { useReport } from './use-report.ts'
import type { ConsoleLanguage } from './words.ts'

interface Props {
  me: Me
  language: ConsoleLanguage
  onSignedOut(): void
}

/** `/console/content` and `/console/content/<card>`. */
export function Content(props: Props) {
  const id = /^\/console\/content\/([a-z0-9-]+)$/.exec(location.pathname)?.[1]
  return id ? <ContentCard id={id} {...props} /> : <Health {...props} />
}

function Health({ me, language, onSignedOut }: Props) {
  const t = contentWords[language]
  const [query, setQuery] = useState('')
  const [report, again] = useReport<ContentHealth>(`/api/v1/reports/content${query}`, onSignedOut)
  return (
    <main class="content">
      <h2>{t.title}</h2>
      {report.state === 'loading' && <p role="status">{t.loading}</p>}
      {report.state === 'failed' && (
        <p class="error" role="alert">
          {t.failed} {report.message}{' '}
          <button type="button" onClick={again}>
            {t.again}
          </button>
        </p>
      )}
      {report.state === 'there' && (
        <>
          <Period key={report.value.from + report.value.to} report={report.value} t={t} onChange={setQuery} />
          <Tiles report={report.value} t={t} />
          <Unanswered report={report.value} t={t} query={query} />
          {me.permissions.includes('flags.view') && <Flags me={me} language={language} onSignedOut={onSignedOut} />}
          <Cards report={report.value} t={t} query={query} />
          <Owners report={report.value} t={t} />
          <Coverage report={report.value} t={t} />
          <Problems report={report.value} t={t} />
        </>
      )}
    </main>
  )
}

interface Part {
  report: ContentHealth
  t: ContentWords
}

function Period({ report, t, onChange }: Part & { onChange(query: string): void }) {
  return (
    <form
      class="period"
      onSubmit={(event) => {
        event.preventDefault()
        const data = new FormData(event.currentTarget as HTMLFormElement)
        onChange(`?${new URLSearchParams({ from: String(data.get('from')), to: String(data.get('to')) })}`)
      }}
    >
      <fieldset>
        <legend class="hidden">{t.period}</legend>
        <label>
          {t.from}
          <input type="date" name="from" required defaultValue={report.from} />
        </label>
        <label>
          {t.to}
          <input type="date" name="to" required defaultValue={report.to} />
        </label>
        <button type="submit">{t.show}</button>
      </fieldset>
    </form>
  )
}

function Tiles({ report: { totals }, t }: Part) {
  const tiles: [string, number, boolean][] = [
    [t.cards, totals.cards, false],
    [t.overdue, totals.overdue, totals.overdue > 0],
    [t.asked, totals.asked, false],
    [t.unanswered, totals.unanswered, totals.unanswered > 0],
  ]
  return (
    <dl class="tiles">
      {tiles.map(([label, value, bad]) => (
        <div key={label} class={bad ? 'bad' : ''}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Unanswered({ report: { unanswered, totals }, t, query }: Part & { query: string }) {
  const most = Math.max(...unanswered.map(({ count }) => count), 1)
  return (
    <section aria-labelledby="unanswered">
      <h3 id="unanswered">{t.unanswered}</h3>
      {unanswered.length === 0 ? (
        <p class="empty">{totals.asked === 0 ? t.nothingAsked : t.nothingUnanswered}</p>
      ) : (
        <>
          <p class="hint">{t.unansweredHelp}</p>
          <ul class="groups">
            {unanswered.map((group) => (
              <li key={group.key}>
                <Group group={group} most={most} t={t} query={query} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function Group({ group, most, t, query }: { group: UnansweredGroup; most: number; t: ContentWords; query: string }) {
  const words = group.key.startsWith('words:')
  const title = words ? `${t.about} “${group.title}”` : (group.title ?? (group.key === 'declined' ? t.declined : t.other))
  const address = `/api/v1/reports/content/stub?${new URLSearchParams({ ...Object.fromEntries(new URLSearchParams(query)), group: group.key })}`
  return (
    <details>
      <summary>
        <span class="name">
          {title}
          {(words || (group.service && !group.hasCard)) && <span class="badge"> {t.noCard}</span>}
        </span>
        <meter min={0} max={most} value={group.count} aria-label={`${title}: ${group.count}`}>
          {group.count}
        </meter>
        <span class="number">{group.count}</span>
      </summary>
      <ul class="asked">
        {group.examples.map((example) => (
          <li key={example.at + example.text} lang={example.language}>
            {example.text}
          </li>
        ))}
      </ul>
      <p>
        {group.hasCard && <a href={`/console/content/${group.service}`}>{group.title}</a>}{' '}
        <a href={address} download>
          {t.stub}
        </a>
      </p>
    </details>
  )
}

const orders = {
  handoffs: (a: CardHealth, b: CardHealth) => b.handoffs - a.handoffs || a.title.localeCompare(b.title, 'lv'),
  missed: (a: CardHealth, b: CardHealth) => b.missed - a.missed || a.title.localeCompare(b.title, 'lv'),
  badly: (a: CardHealth, b: CardHealth) => b.badly - a.badly || a.title.localeCompare(b.title, 'lv'),
  answered: (a: CardHealth, b: CardHealth) => b.answered - a.answered || a.title.localeCompare(b.title, 'lv'),
  due: (a: CardHealth, b: CardHealth) => (a.due < b.due ? -1 : a.due > b.due ? 1 : a.title.localeCompare(b.title, 'lv')),
  service: (a: CardHealth, b: CardHealth) => a.title.localeCompare(b.title, 'lv'),
}

function Cards({ report: { cards }, t, query }: Part & { query: string }) {
  const [filter, setFilter] = useState('')
  const [order, setOrder] = useState<keyof typeof orders>('handoffs')
  const wanted = filter.trim().toLowerCase()
  const shown = cards.filter(({ id, title, owner }) => `${id} ${title} ${owner}`.toLowerCase().includes(wanted)).sort(orders[order])
  const csv = `/api/v1/reports/content${query ? `${query}&` : '?'}format=csv`
  return (
    <section aria-labelledby="cards">
      <h3 id="cards">{t.cards}</h3>
      <div class="period">
        <label>
          {t.filter}
          <input type="search" value={filter} onInput={(event) => setFilter(event.currentTarget.value)} />
        </label>
        <label>
          {t.order}
          <select value={order} onChange={(event) => setOrder(event.currentTarget.value as keyof typeof orders)}>
            {(Object.keys(orders) as (keyof typeof orders)[]).map((key) => (
              <option key={key} value={key}>
                {t[key]}
              </option>
            ))}
          </select>
        </label>
        <a href={csv} download>
          {t.csv}
        </a>
      </div>
      {shown.length === 0 ? (
        <p class="empty">{t.noMatch}</p>
      ) : (
        <WideTable label={t.cards}>
          <thead>
            <tr>
              <th scope="col">{t.service}</th>
              <th scope="col">{t.owner}</th>
              <th scope="col">{t.due}</th>
              <th scope="col">{t.answered}</th>
              <th scope="col">{t.badly}</th>
              <th scope="col">{t.missed}</th>
              <th scope="col">{t.handoffs}</th>
              <th scope="col">{t.questions}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((card) => (
              <tr key={card.id}>
                <th scope="row">
                  <a href={`/console/content/${card.id}`} lang="lv">
                    {card.title}
                  </a>
                </th>
                <td>{card.owner}</td>
                <td class={card.overdue ? 'late' : ''}>
                  <time dateTime={card.due}>{card.due}</time>
                  {card.overdue && ` · ${t.late}`}
                </td>
                <td>{card.answered}</td>
                <td>{card.badly}</td>
                <td>{card.missed}</td>
                <td>{card.handoffs}</td>
                <td>
                  {card.questions.lv} / {card.questions.ru} / {card.questions.en}
                </td>
              </tr>
            ))}
          </tbody>
        </WideTable>
      )}
    </section>
  )
}

function WideTable({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y: a wide table scrolls inside, also by keyboard, and is no form
    <div class="scroll" role="group" tabIndex={0} aria-label={label}>
      <table>{children}</table>
    </div>
  )
}

function Owners({ report: { owners }, t }: Part) {
  return (
    <section aria-labelledby="owners">
      <h3 id="owners">{t.owners}</h3>
      <WideTable label={t.owners}>
        <thead>
          <tr>
            <th scope="col">{t.owner}</th>
            <th scope="col">{t.cards}</th>
            <th scope="col">{t.overdue}</th>
            <th scope="col">{t.nextDue}</th>
          </tr>
        </thead>
        <tbody>
          {owners.map(({ owner, cards, overdue, nextDue }) => (
            <tr key={owner}>
              <th scope="row">{owner}</th>
              <td>{cards}</td>
              <td class={overdue > 0 ? 'late' : ''}>{overdue}</td>
              <td>
                <time dateTime={nextDue}>{nextDue}</time>
              </td>
            </tr>
          ))}
        </tbody>
      </WideTable>
    </section>
  )
}

function Coverage({ report: { totals }, t }: Part) {
  const counts = ['lv', 'ru', 'en'] as const
  return (
    <section aria-labelledby="coverage">
      <h3 id="coverage">{t.coverage}</h3>
      <dl class="facts-list">
        <dt>{t.translated}</dt>
        <dd>{counts.map((code) => `${code} ${totals.translated[code]}`).join(' · ')}</dd>
        <dt>{t.examplesCount}</dt>
        <dd>{counts.map((code) => `${code} ${totals.questions[code]}`).join(' · ')}</dd>
        <dt>{t.known}</dt>
        <dd>{totals.knownWithoutCard}</dd>
      </dl>
    </section>
  )
}

function Problems({ report: { problems }, t }: Part) {
  return (
    <section aria-labelledby="problems">
      <h3 id="problems">{t.problems}</h3>
      {problems.length === 0 ? (
        <p class="empty">{t.noProblems}</p>
      ) : (
        <ul class="faults">
          {problems.map(({ file, line, problem, fix }) => (
            <li key={`${file}:${line}:${problem}`}>
              <code>
                {file}:{line}
              </code>{' '}
              {problem}. {t.fix}: {fix}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
