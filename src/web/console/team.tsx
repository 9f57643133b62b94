import { useEffect, useRef, useState } from 'preact/hooks'
import type { AccountChoices } from '../../http/operators.ts'
import type { Account } from '../../operator/accounts.ts'
import { TeamForm } from './team-form.tsx'
import { TeamList } from './team-list.tsx'
import { teamWords } from './team-words.ts'
import { useReport } from './use-report.ts'
import type { ConsoleLanguage } from './words.ts'

interface Props {
  language: ConsoleLanguage
  onSignedOut(): void
}

/** What was done last; with the password that nobody sees again. */
export interface Done {
  text: string
  name?: string
  password?: string
}

/** `/console/team`: the accounts of the people who work here. */
export function Team({ language, onSignedOut }: Props) {
  const t = teamWords[language]
  const [report, readAgain] = useReport<{ operators: Account[]; choices: AccountChoices }>('/api/v1/operators', onSignedOut)
  const [kept, setKept] = useState<{ operators: Account[]; choices: AccountChoices } | undefined>()
  const [editing, setEditing] = useState<Account | 'new' | undefined>()
  const [done, setDone] = useState<Done | undefined>()
  const top = useRef<HTMLHeadingElement>(null)
  // While it is read again the list stays where it is.
  useEffect(() => {
    if (report.state === 'there') setKept(report.value)
  }, [report])

  const finish = (result?: Done) => {
    setEditing(undefined)
    if (result) {
      setDone(result)
      readAgain()
    }
    top.current?.focus()
  }
  return (
    <main class="content team">
      <h2 ref={top} tabIndex={-1}>
        {t.title}
      </h2>
      <p class="hint">{t.help}</p>
      <DoneNote done={done} t={t} onClose={() => setDone(undefined)} />
      {report.state === 'loading' && !kept && <p role="status">{t.loading}</p>}
      {report.state === 'failed' && (
        <p class="error" role="alert">
          {t.failed} {report.message}{' '}
          <button type="button" onClick={readAgain}>
            {t.again}
          </button>
        </p>
      )}
      {kept && editing && (
        <TeamForm
          key={editing === 'new' ? '' : editing.username}
          account={editing === 'new' ? undefined : editing}
          choices={kept.choices}
          t={t}
          language={language}
          onDone={finish}
          onSignedOut={onSignedOut}
        />
      )}
      {kept && !editing && (
        <>
          <p>
            <button
              type="button"
              class="primary"
              onClick={() => {
                setDone(undefined)
                setEditing('new')
              }}
            >
              {t.add}
            </button>
          </p>
          <TeamList
            accounts={kept.operators}
            choices={kept.choices}
            t={t}
            language={language}
            onEdit={setEditing}
            onDone={finish}
            onSignedOut={onSignedOut}
          />
        </>
      )}
    </main>
  )
}

function DoneNote({ done, t, onClose }: { done: Done | undefined; t: (typeof teamWords)['lv']; onClose(): void }) {
  return (
    <div role="status">
      {done && (
        <div class="team-done">
          <p>{done.text}</p>
          {done.password && (
            <>
              <p>
                {t.passwordOf(done.name ?? '')}: <code class="password">{done.password}</code>
              </p>
              <p>{t.passwordOnce}</p>
              <button type="button" onClick={onClose}>
                {t.close}
              </button>
            </>
          )}
        </div>
      )}
    </div>
  )
}
