import type { TranscriptTurn } from './api.ts'
import type { ConsoleWords } from './words.ts'

/** What the assistant understood of a turn, and which view voted for what. */
export function Heard({ turn, t }: { turn: TranscriptTurn | undefined; t: ConsoleWords }) {
  const about = turn?.assistant
  if (!about) return <p>{t.nothing}</p>
  return (
    <>
      <dl>
        <dt>{t.decision}</dt>
        <dd>
          {t.decisions[about.decision as keyof typeof t.decisions] ?? about.decision}
          {about.confidence !== undefined && ` · ${t.confidence.toLowerCase()} ${Math.round(about.confidence * 100)} %`}
        </dd>
        <dt>{t.service}</dt>
        <dd>
          {about.services?.length ? (
            <ul>
              {about.services.slice(0, 3).map((service) => (
                <li key={service.id}>
                  {service.id} — {Math.round(service.score * 100)} %
                </li>
              ))}
            </ul>
          ) : (
            t.nothing
          )}
        </dd>
        <dt>{t.facet}</dt>
        <dd>{about.facet ? (t.facets[about.facet as keyof typeof t.facets] ?? about.facet) : t.nothing}</dd>
      </dl>
      {about.why && <Why why={about.why} t={t} />}
    </>
  )
}

type WhyOfTurn = NonNullable<NonNullable<TranscriptTurn['assistant']>['why']>

function Why({ why, t }: { why: WhyOfTurn; t: ConsoleWords }) {
  const near = why.views.some((view) => view.near !== undefined)
  return (
    <details class="why">
      <summary>{t.why}</summary>
      <table>
        <caption>{t.whyViews}</caption>
        <thead>
          <tr>
            <th scope="col">{t.service}</th>
            <th scope="col">{t.viewWords}</th>
            <th scope="col">{t.viewMeaning}</th>
            <th scope="col">{t.viewInstitution}</th>
            {near && <th scope="col">{t.viewNear}</th>}
          </tr>
        </thead>
        <tbody>
          {why.views.map((view) => (
            <tr key={view.id}>
              <th scope="row">{view.id}</th>
              <td>{view.linear.toFixed(2)}</td>
              <td>{Math.round(view.dense * 100)} %</td>
              <td>{view.institution > 0 ? '✓' : '–'}</td>
              {near && <td>{view.near?.toFixed(2) ?? '–'}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      <dl>
        {why.named.length > 0 && (
          <>
            <dt>{t.whyNamed}</dt>
            <dd>{why.named.join(', ')}</dd>
          </>
        )}
        {why.spokenOf && (
          <>
            <dt>{t.whySpokenOf}</dt>
            <dd>{why.spokenOf}</dd>
          </>
        )}
        <dt>{t.whyConcepts}</dt>
        <dd>{why.concepts.join(', ') || t.nothing}</dd>
      </dl>
    </details>
  )
}
