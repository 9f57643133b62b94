import type { CaseView } from '../api.ts'
import { Rating } from './client-tab.tsx'
import { useDesk } from './session.ts'
import { useFollowed } from './use-followed.ts'
import { wordOf } from './words/index.ts'

/** What the conversation is about, in whose hands it is, and how it ended. */
export function CaseFacts({ view }: { view: CaseView }) {
  const { t, d, names } = useDesk()
  const about = useFollowed(names, () =>
    [view.institution && names.institution(view.institution), view.service && names.service(view.service)].filter(Boolean).join(' · '),
  )
  return (
    <>
      <p class="facts">
        {d.clientLanguage}: <strong>{wordOf(d.languages, view.lang)}</strong> · {t.channel}: {wordOf(d.channels, view.channel)}
        {about && ` · ${about}`}
        {view.operator && (
          <>
            {' '}
            · {t.claimedBy}: {view.operator}
          </>
        )}
        {view.state === 'level2' && ` · ${d.states.level2}`}
        {view.state === 'closed' && ` · ${d.states.closed}: ${wordOf(d.outcomes, view.outcome ?? '')}`}
      </p>
      {view.tags.length > 0 && (
        <ul class="tags" aria-label={d.tags}>
          {view.tags.map((tag) => (
            <li key={tag}>{tag}</li>
          ))}
        </ul>
      )}
      {view.rating && (
        <div class="facts rating">
          {d.rating}: <Rating rating={view.rating} />
        </div>
      )}
    </>
  )
}
