import { useRef, useState } from 'preact/hooks'
import type { FlagView } from '../../operator/flag-knowledge.ts'
import { api, type Me } from './api.ts'
import { formatDate } from './desk/clock.ts'
import { type FlagWords, flagWords } from './flag-words.ts'
import { useReport } from './use-report.ts'
import type { ConsoleLanguage } from './words.ts'

interface Props {
  me: Me
  language: ConsoleLanguage
  onSignedOut(): void
}

/** What operators found wrong in the knowledge, with what the assistant would say today. */
export function Flags({ me, language, onSignedOut }: Props) {
  const t = flagWords[language]
  const [resolved, setResolved] = useState<'no' | 'yes'>('no')
  const [failed, setFailed] = useState('')
  const [report, again] = useReport<{ flags: FlagView[] }>(`/api/v1/flags?resolved=${resolved}`, onSignedOut)
  const heading = useRef<HTMLHeadingElement>(null)
  const mayResolve = me.permissions.includes('flags.resolve')

  const resolve = async (id: string) => {
    setFailed('')
    try {
      await api('POST', `/api/v1/flags/${id}/resolve`)
      // The row is about to go, and focus with it.
      heading.current?.focus()
      again()
    } catch (error) {
      setFailed(`${t.failed} ${(error as Error).message}`)
    }
  }
  return (
    <section aria-labelledby="flags">
      <h3 id="flags" ref={heading} tabIndex={-1}>
        {t.title}
      </h3>
      <p class="hint">{t.help}</p>
      <fieldset class="choose">
        <legend class="hidden">{t.show}</legend>
        {(['no', 'yes'] as const).map((which) => (
          <button key={which} type="button" aria-pressed={resolved === which} onClick={() => setResolved(which)}>
            {which === 'no' ? t.open : t.resolved}
          </button>
        ))}
      </fieldset>
      <p class="error" role="alert">
        {failed || (report.state === 'failed' && `${t.failed} ${report.message}`)}
      </p>
      {report.state === 'there' && report.value.flags.length === 0 && <p class="empty">{t.none}</p>}
      {report.state === 'there' && (
        <ul class="flags">
          {report.value.flags.map((flag) => (
            <li key={flag.id}>
              <Flag flag={flag} t={t} language={language} />
              {mayResolve && flag.resolvedAt === null && (
                <button type="button" onClick={() => resolve(flag.id)}>
                  {t.resolve}
                  <span class="hidden">: {flag.question}</span>
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Flag({ flag, t, language }: { flag: FlagView; t: FlagWords; language: ConsoleLanguage }) {
  const { decision, service, confidence } = flag.now
  return (
    <div>
      <p>
        <span class="badge">{t.kinds[flag.kind]}</span> <q lang={flag.language}>{flag.question}</q>
      </p>
      {flag.comment && <p>{flag.comment}</p>}
      <p class="hint">
        {flag.author}, {formatDate(flag.at, language)}
        {flag.service && (
          <>
            {' '}
            · {t.about} <a href={`/console/content/${flag.service}`}>{flag.service}</a>
          </>
        )}{' '}
        · {t.now}: {t.decisions[decision as keyof typeof t.decisions] ?? decision}
        {service && ` ${service} (${Math.round(confidence * 100)} %)`}
        {flag.resolvedBy && ` · ${t.resolvedBy} ${flag.resolvedBy}`}
      </p>
    </div>
  )
}
