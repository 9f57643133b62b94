import type { ComponentChildren } from 'preact'
import type { BoardWords } from './board-words.ts'

/** A plot in one picture, what it shows in words, and the same numbers as a table. */
export function Plot(props: {
  id: string
  title: string
  help: string
  t: BoardWords
  /** Said instead of an empty plot. */
  empty: string | undefined
  table: { columns: readonly string[]; rows: readonly (readonly (string | number)[])[] }
  children: ComponentChildren
}) {
  const { id, title, help, t, empty, table, children } = props
  return (
    <section class="plot" aria-labelledby={id}>
      <h4 id={id}>{title}</h4>
      {empty ? (
        <p class="empty">{empty}</p>
      ) : (
        <>
          <p class="hint">{help}</p>
          {children}
          <details>
            <summary>
              {t.table}
              <span class="hidden">: {title}</span>
            </summary>
            <DataTable label={title} {...table} />
          </details>
        </>
      )}
    </section>
  )
}

/** Scrolls sideways by itself on a narrow screen. Each row's first cell is its heading. */
export function DataTable({
  label,
  columns,
  rows,
}: {
  label: string
  columns: readonly string[]
  rows: readonly (readonly (string | number)[])[]
}) {
  return (
    // biome-ignore lint/a11y: a wide table scrolls inside, also by keyboard, and is no form
    <div class="scroll" role="group" tabIndex={0} aria-label={label}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([first, ...cells]) => (
            <tr key={first}>
              <th scope="row">{first}</th>
              {cells.map((cell, index) => (
                <td key={columns[index + 1]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const width = 720
const frame = { left: 44, right: 712, top: 20, bottom: 200 }

/** Told apart by pattern as well as by colour; `ink-0` … in board.css. */
const patterns = [
  null,
  <path key="p" d="M-2 2l4-4M0 8l8-8M6 10l4-4" stroke="currentColor" stroke-width="2" />,
  <circle key="p" cx="4" cy="4" r="2" fill="currentColor" />,
  <path key="p" d="M0 4h8M4 0v8" stroke="currentColor" stroke-width="1.5" />,
]

function Patterns({ id }: { id: string }) {
  return (
    <defs>
      {patterns.map((mark, index) => (
        <pattern key={String(index)} id={`${id}-${index}`} class={`ink-${index}`} width="8" height="8" patternUnits="userSpaceOnUse">
          <rect width="8" height="8" class="ground" />
          {mark}
        </pattern>
      ))}
    </defs>
  )
}

export interface Bar {
  label: string
  parts: readonly number[]
}

/** Stacked bars, the first part at the foot; at most four parts. */
export function StackedBars({ id, title, bars, series }: { id: string; title: string; bars: readonly Bar[]; series: readonly string[] }) {
  const totals = bars.map(({ parts }) => parts.reduce((sum, part) => sum + part, 0))
  const top = roundUp(Math.max(...totals, 1))
  const step = (frame.right - frame.left) / bars.length
  const wide = Math.min(step * 0.8, 48)
  const y = (value: number) => frame.bottom - (value / top) * (frame.bottom - frame.top)
  const every = Math.ceil(bars.length / 16)
  return (
    <>
      {series.length > 1 && <Legend id={id} series={series} />}
      <PlotFrame title={title}>
        <svg class="chart" viewBox={`0 0 ${width} 232`} role="img" aria-labelledby={`${id}-title`}>
          <title id={`${id}-title`}>{title}</title>
          <Patterns id={id} />
          <g class="grid">
            {[0, 0.5, 1].map((part) => (
              <g key={part}>
                <path d={`M${frame.left} ${y(part * top)}H${frame.right}`} />
                <text x={frame.left - 6} y={y(part * top) + 4} text-anchor="end">
                  {Math.round(part * top * 10) / 10}
                </text>
              </g>
            ))}
          </g>
          {bars.map(({ label, parts }, index) => {
            const x = frame.left + (index + 0.5) * step
            let foot = 0
            return (
              <g key={label}>
                {parts.map((part, order) => {
                  const from = foot
                  foot += part
                  return part === 0 ? null : (
                    <rect
                      key={series[order]}
                      class="slab"
                      x={x - wide / 2}
                      y={y(foot)}
                      width={wide}
                      height={y(from) - y(foot)}
                      fill={`url(#${id}-${order})`}
                    />
                  )
                })}
                {foot > 0 && bars.length <= 31 && (
                  <text class="amount" x={x} y={y(foot) - 4} text-anchor="middle">
                    {foot}
                  </text>
                )}
                {index % every === 0 && (
                  <text class="tick" x={x} y={frame.bottom + 16} text-anchor="middle">
                    {label}
                  </text>
                )}
              </g>
            )
          })}
        </svg>
      </PlotFrame>
    </>
  )
}

/** The next round number: 1, 2 or 5 and noughts. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  return ([1, 2, 5, 10].find((factor) => factor * power >= value) ?? 10) * power
}

function Legend({ id, series }: { id: string; series: readonly string[] }) {
  return (
    <ul class="legend">
      {series.map((name, index) => (
        <li key={name}>
          <svg class="swatch" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <rect class="slab" x="0.5" y="0.5" width="15" height="15" fill={`url(#${id}-${index})`} />
          </svg>{' '}
          {name}
        </li>
      ))}
    </ul>
  )
}

function PlotFrame({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y: a wide picture scrolls inside on a phone, also by keyboard
    <div class="picture" role="group" tabIndex={0} aria-label={title}>
      {children}
    </div>
  )
}

const shades = 5

/** Visits by weekday and hour, darker for more; the number stands in each cell, hours of work have a border. */
export function WeekMap({
  id,
  title,
  week,
  weekdays,
}: {
  id: string
  title: string
  week: readonly (readonly { visits: number; open: boolean }[])[]
  weekdays: readonly string[]
}) {
  const most = Math.max(1, ...week.flat().map(({ visits }) => visits))
  const cell = { wide: 27.5, high: 26 }
  const x = (hour: number) => 44 + hour * (cell.wide + 0.5)
  const y = (day: number) => 22 + day * (cell.high + 2)
  return (
    <PlotFrame title={title}>
      <svg class="chart" viewBox={`0 0 ${width} 222`} role="img" aria-labelledby={`${id}-title`}>
        <title id={`${id}-title`}>{title}</title>
        <g class="grid">
          {weekdays.map((name, day) => (
            <text key={name} x="36" y={y(day) + 18} text-anchor="end">
              {name}
            </text>
          ))}
          {week[0]?.map((_, hour) => (
            <text key={String(hour)} x={x(hour) + cell.wide / 2} y="14" text-anchor="middle">
              {hour}
            </text>
          ))}
        </g>
        {week.map((hours, day) =>
          hours.map(({ visits, open }, hour) => {
            const shade = visits === 0 ? 0 : Math.max(1, Math.ceil((visits / most) * shades))
            return (
              <g key={`${day}-${hour}`} class={`cell shade-${shade}${open ? ' open' : ''}`}>
                <rect x={x(hour) + 1} y={y(day)} width={cell.wide - 2} height={cell.high} rx="2" />
                {visits > 0 && (
                  <text x={x(hour) + cell.wide / 2} y={y(day) + 17} text-anchor="middle">
                    {visits > 9999 ? `${Math.round(visits / 1000)}k` : visits}
                  </text>
                )}
              </g>
            )
          }),
        )}
      </svg>
    </PlotFrame>
  )
}
