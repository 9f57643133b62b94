import { useCallback, useState } from 'preact/hooks'
import { figureDefinitions } from '../../reports/figure-definitions.ts'
import type { QualityReport } from '../../reports/quality.ts'
import type { SplitName, SplitRow } from '../../reports/quality-parts.ts'
import type { Me } from './api.ts'
import { Figures } from './board-figures.tsx'
import { figureText } from './board-format.ts'
import { LivePart } from './board-live.tsx'
import { PeriodForm, periodQuery } from './board-period.tsx'
import { DataTable, Plot, StackedBars, WeekMap } from './board-plots.tsx'
import { type BoardWords, boardWords } from './board-words.ts'
import { useReport } from './use-report.ts'
import type { ConsoleLanguage } from './words.ts'

interface Props {
  me: Me
  language: ConsoleLanguage
  onSignedOut(): void
}

/** `/console/board`: the queue now, and the figures of a period. */
export function Board({ me, language, onSignedOut }: Props) {
  const t = boardWords[language]
  return (
    <main class="content board">
      <h2>{t.title}</h2>
      <LivePart language={language} onSignedOut={onSignedOut} />
      {me.permissions.includes('reports.quality') && <Quality me={me} language={language} onSignedOut={onSignedOut} />}
    </main>
  )
}

function Quality({ me, language, onSignedOut }: Props) {
  const t = boardWords[language]
  const [query, setQuery] = useState(() => periodQuery(location.search))
  const [report, again] = useReport<QualityReport>(`/api/v1/reports/quality${query}`, onSignedOut)
  const change = useCallback((next: string) => {
    history.replaceState(null, '', `/console/board${next}`)
    setQuery(next)
  }, [])
  if (report.state === 'loading') return <p role="status">{t.loading}</p>
  if (report.state === 'failed')
    return (
      <p class="error" role="alert">
        {t.failed} {report.message}{' '}
        <button type="button" onClick={again}>
          {t.again}
        </button>{' '}
        <button type="button" onClick={() => change('')}>
          {t.kinds.month}
        </button>
      </p>
    )
  const { value } = report
  return (
    <>
      <PeriodForm key={value.from + value.to} query={query} from={value.from} to={value.to} t={t} onChange={change} />
      <p class="hint">
        <strong>
          {t.shown}: {value.from} – {value.to}.
        </strong>{' '}
        {value.settled ? t.settled : t.unsettled}
      </p>
      <Downloads query={query} language={language} t={t} cases={me.permissions.includes('reports.cases')} />
      <Figures figures={value.figures} language={language} />
      <div class="plots">
        <Trend report={value} t={t} />
        <Reasons report={value} t={t} />
        <Hours report={value} t={t} />
        <Week report={value} t={t} />
        <Scores report={value} t={t} />
        <Comments report={value} language={language} t={t} />
      </div>
      <Splits report={value} language={language} t={t} />
    </>
  )
}

function Downloads({ query, language, t, cases }: { query: string; language: ConsoleLanguage; t: BoardWords; cases: boolean }) {
  const link = (report: string, format: string, more = '') =>
    `/api/v1/reports/${report}${query ? `${query}&` : '?'}format=${format}&lang=${language}${more}`
  const links = (name: string, report: string, more = '') => (
    <li>
      {name}:{' '}
      {['xlsx', 'csv', 'json'].map((format) => (
        <a key={format} href={link(report, format, more)} download={`${report}.${format}`} aria-label={`${name}, ${format.toUpperCase()}`}>
          {format.toUpperCase()}
        </a>
      ))}
    </li>
  )
  return (
    <section class="downloads" aria-labelledby="downloads">
      <h3 id="downloads">{t.downloads}</h3>
      <ul>
        {links(t.figuresFile, 'quality')}
        {cases && links(t.casesFile, 'cases')}
        {cases && links(`${t.casesFile}, ${t.allCases}`, 'cases', '&detail=cases')}
      </ul>
    </section>
  )
}

interface Part {
  report: QualityReport
  t: BoardWords
}

const isEmpty = ({ trend }: QualityReport) => trend.points.every(({ visits }) => visits === 0)

/** The last part of a day, the month of a year: what stands under a bar. */
const shortKey = (key: string) => (key.length === 10 ? `${Number(key.slice(8))}.` : key)

function Trend({ report, t }: Part) {
  const rows = report.trend.points.map(({ key, visits, answered }) => ({
    key,
    parts: [answered.numerator ?? 0, visits - (answered.numerator ?? 0)],
  }))
  return (
    <Plot
      id="trend"
      title={t.trend}
      help={t.trendHelp}
      t={t}
      empty={isEmpty(report) ? t.nobodyCame : undefined}
      table={{
        columns: [t.time, t.answered, t.rest, t.total],
        rows: rows.map(({ key, parts: [good = 0, rest = 0] }) => [key, good, rest, good + rest]),
      }}
    >
      <StackedBars
        id="trend-plot"
        title={t.trend}
        series={[t.answered, t.rest]}
        bars={rows.map(({ key, parts }) => ({ label: shortKey(key), parts }))}
      />
    </Plot>
  )
}

/** As many as there are patterns to tell them apart; if there are more kinds, the rarer ones go together. */
const mostReasons = 4

function Reasons({ report: { reasons, trend }, t }: Part) {
  const all = reasons.map(({ reason }) => reason)
  const names = all.length <= mostReasons ? all : all.slice(0, mostReasons - 1)
  const rare = all.slice(names.length)
  const labels = [...names.map((reason) => t.reasons[reason] ?? reason), ...(rare.length > 0 ? [t.rest] : [])]
  const partsOf = (counts: Record<string, number>) => {
    const sum = rare.reduce((total, reason) => total + (counts[reason] ?? 0), 0)
    return [...names.map((reason) => counts[reason] ?? 0), ...(rare.length > 0 ? [sum] : [])]
  }
  const rows = trend.points.map(({ key, handoffs }) => ({ key, parts: partsOf(handoffs) }))
  const totals = partsOf(Object.fromEntries(reasons.map(({ reason, count }) => [reason, count])))
  return (
    <Plot
      id="reasons"
      title={t.handoffs}
      help={t.handoffsHelp}
      t={t}
      empty={reasons.length === 0 ? t.noHandoffs : undefined}
      table={{
        columns: [t.time, ...labels],
        rows: [[t.total, ...totals], ...rows.map(({ key, parts }) => [key, ...parts])],
      }}
    >
      <StackedBars
        id="reasons-plot"
        title={t.handoffs}
        series={labels}
        bars={rows.map(({ key, parts }) => ({ label: shortKey(key), parts }))}
      />
    </Plot>
  )
}

function Hours({ report, t }: Part) {
  const { hours } = report.load
  return (
    <Plot
      id="hours"
      title={t.byHour}
      help={t.byHourHelp}
      t={t}
      empty={isEmpty(report) ? t.nobodyCame : undefined}
      table={{ columns: [t.hour, t.inHours, t.outOfHours], rows: hours.map(({ hour, open, closed }) => [`${hour}.00`, open, closed]) }}
    >
      <StackedBars
        id="hours-plot"
        title={t.byHour}
        series={[t.inHours, t.outOfHours]}
        bars={hours.map(({ hour, open, closed }) => ({ label: String(hour), parts: [open, closed] }))}
      />
    </Plot>
  )
}

function Week({ report, t }: Part) {
  const { week } = report.load
  return (
    <Plot
      id="week"
      title={t.week}
      help={t.weekHelp}
      t={t}
      empty={isEmpty(report) ? t.nobodyCame : undefined}
      table={{
        columns: [t.weekday, ...Array.from({ length: 24 }, (_, hour) => `${hour}.00`)],
        rows: week.map((hours, day) => [t.weekdays[day] ?? '', ...hours.map(({ visits, open }) => (open ? `${visits} *` : visits))]),
      }}
    >
      <WeekMap id="week-plot" title={t.week} week={week} weekdays={t.weekdays} />
    </Plot>
  )
}

function Scores({ report: { scores }, t }: Part) {
  return (
    <Plot
      id="scores"
      title={t.scores}
      help={t.scoresHelp}
      t={t}
      empty={scores.every((count) => count === 0) ? t.noScores : undefined}
      table={{ columns: [t.score, t.count], rows: scores.map((count, index) => [index + 1, count]) }}
    >
      <StackedBars
        id="scores-plot"
        title={t.scores}
        series={[t.count]}
        bars={scores.map((count, index) => ({ label: String(index + 1), parts: [count] }))}
      />
    </Plot>
  )
}

function Comments({ report: { comments }, language, t }: Part & { language: ConsoleLanguage }) {
  return (
    <section class="plot" aria-labelledby="comments">
      <h4 id="comments">{t.comments}</h4>
      {comments.length === 0 ? (
        <p class="empty">{t.noComments}</p>
      ) : (
        // biome-ignore lint/a11y: a long list scrolls inside, also by keyboard
        <ul class="comments" tabIndex={0} aria-labelledby="comments">
          {comments.map(({ at, score, solved, comment }) => (
            <li key={at + comment}>
              <p>{comment}</p>
              <p class="hint">
                {score !== null && `${score}/5 · `}
                {solved !== null && `${solved ? t.solved : t.notSolved} · `}
                <time dateTime={at}>{new Date(at).toLocaleString(language)}</time>
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

const splitColumns = ['visits', 'answered', 'handed-over', 'assistant-confirmed', 'solved-inside', 'satisfaction', 'wait-median'] as const

function Splits({ report: { splits }, language, t }: Part & { language: ConsoleLanguage }) {
  return (
    <section aria-labelledby="splits">
      <h3 id="splits">{t.splits}</h3>
      {(Object.keys(splits) as SplitName[]).map((name) => (
        <details key={name} class="split" open={name === 'channel'}>
          <summary>{t.splitNames[name]}</summary>
          {splits[name].length === 0 ? (
            <p class="empty">{t.nobodyCame}</p>
          ) : (
            <DataTable
              label={t.splitNames[name]}
              columns={[t.splitNames[name], ...splitColumns.map((id) => figureDefinitions[id].name[language])]}
              rows={splits[name].map((row) => [
                labelOf(name, row, language, t),
                ...splitColumns.map((id) => figureText(row.figures[id].value, figureDefinitions[id].unit, language, t) ?? '–'),
              ])}
            />
          )}
        </details>
      ))}
    </section>
  )
}

function labelOf(split: SplitName, { key, name }: SplitRow, language: ConsoleLanguage, t: BoardWords): string {
  if (name) return name[language]
  if (key === '') return t.unknown
  if (split === 'channel') return t.channels[key] ?? key
  if (split === 'language') return t.languages[key] ?? key
  if (split === 'centre' && key === 'assistant') return t.assistantOnly
  if (split === 'centre' && key === 'none') return t.noCentre
  return key
}
