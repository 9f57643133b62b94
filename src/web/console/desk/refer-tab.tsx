import { api, type CaseView, type ReferralView } from '../api.ts'
import { formatTime, useNow } from './clock.ts'
import { ReferForm } from './refer-form.tsx'
import { useDesk } from './session.ts'
import { useAct } from './use-act.ts'

interface Props {
  view: CaseView
  mine: boolean
  onInsert: ((text: string) => void) | undefined
  onDone(): void
}

/** What institutions were asked about this case, and asking one. */
export function ReferTab({ view, mine, onInsert, onDone }: Props) {
  const { d } = useDesk()
  return (
    <>
      <h3>{d.referrals}</h3>
      {view.referrals.length === 0 && <p class="quiet-words">{d.noReferrals}</p>}
      <ul class="referrals">
        {view.referrals.map((referral) => (
          <Referral key={referral.id} caseId={view.id} referral={referral} mine={mine} onInsert={onInsert} onDone={onDone} />
        ))}
      </ul>
      {mine && (
        <>
          <h3>{d.refer}</h3>
          <ReferForm view={view} onDone={onDone} />
        </>
      )}
    </>
  )
}

interface ReferralProps extends Omit<Props, 'view'> {
  caseId: string
  referral: ReferralView
}

function Referral({ caseId, referral, mine, onInsert, onDone }: ReferralProps) {
  const { d, language, names } = useDesk()
  const now = useNow(60_000)
  const { act, busy, error } = useAct()
  const open = referral.answeredAt === null && referral.withdrawnAt === null
  const late = open && Date.parse(referral.dueAt) < now
  return (
    <li>
      <strong>{names.institution(referral.institution)}</strong> {late && <span class="mark bad">{d.overdue}</span>}
      {referral.withdrawnAt && <span class="mark plain">{d.withdrawn}</span>}
      <p class="asked-question">{referral.question}</p>
      <p class="quiet-words">
        {d.asked} {formatTime(referral.askedAt, language)} ({referral.askedBy})
        {referral.openedAt && ` · ${d.opened} ${formatTime(referral.openedAt, language)}`}
        {open && ` · ${d.due} ${formatTime(referral.dueAt, language)}`}
      </p>
      {referral.answer !== null && (
        <blockquote>
          <p>{referral.answer}</p>
          <footer class="quiet-words">
            {d.answered} {formatTime(referral.answeredAt as string, language)} {referral.answeredBy && `(${referral.answeredBy})`}
          </footer>
        </blockquote>
      )}
      {referral.answer !== null && onInsert && (
        <button type="button" class="small" onClick={() => onInsert(referral.answer as string)}>
          {d.useAsReply}
        </button>
      )}
      {open && <p>{d.notAnswered}</p>}
      {open && mine && (
        <button
          type="button"
          class="small"
          aria-disabled={busy}
          onClick={() =>
            act(async () => {
              await api('POST', `/api/v1/cases/${caseId}/referrals/${referral.id}/withdraw`)
              onDone()
            })
          }
        >
          {d.withdraw}
        </button>
      )}
      <p class="error" role="alert">
        {error}
      </p>
    </li>
  )
}
