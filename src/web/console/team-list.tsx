import { useEffect, useRef, useState } from 'preact/hooks'
import type { AccountChoices } from '../../http/operators.ts'
import type { Account } from '../../operator/accounts.ts'
import { api } from './api.ts'
import type { Done } from './team.tsx'
import { failureOf } from './team-failure.ts'
import type { TeamWords } from './team-words.ts'
import type { ConsoleLanguage } from './words.ts'

interface Props {
  accounts: Account[]
  choices: AccountChoices
  t: TeamWords
  language: ConsoleLanguage
  onEdit(account: Account): void
  onDone(done: Done): void
  onSignedOut(): void
}

export function TeamList({ accounts, t, ...rest }: Props) {
  // One at a time: what was wrong before is of no use any more.
  const [failed, setFailed] = useState<{ username: string; text: string } | undefined>()
  return (
    <section aria-labelledby="accounts">
      <h3 id="accounts">
        {t.accounts} <span class="count">({accounts.length})</span>
      </h3>
      {accounts.length === 1 && <p class="empty">{t.onlyYou}</p>}
      <ul class="accounts">
        {accounts.map((account) => (
          <li key={account.username} class={account.disabledAt ? 'off' : ''}>
            <AccountRow
              account={account}
              t={t}
              {...rest}
              error={failed?.username === account.username ? failed.text : ''}
              onError={(text) => setFailed({ username: account.username, text })}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

type Step = 'reset' | 'disable' | 'enable'

type RowProps = Omit<Props, 'accounts'> & { account: Account; error: string; onError(text: string): void }

function AccountRow({ account, choices, t, language, error, onError, onEdit, onDone, onSignedOut }: RowProps) {
  const [asking, setAsking] = useState<Step | undefined>()
  const asked = useRef<Step | undefined>(undefined)
  const row = useRef<HTMLDivElement>(null)
  // Whoever says no, or hears one, is back at the button that they pressed.
  useEffect(() => {
    if (!asking && asked.current) row.current?.querySelector<HTMLButtonElement>(`[data-step=${asked.current}]`)?.focus()
    asked.current = asking
  }, [asking])
  const { username, name } = account
  const path = `/api/v1/operators/${encodeURIComponent(username)}`
  const make = async (step: Step) => {
    try {
      const made = await (step === 'reset'
        ? api<{ password: string }>('POST', `${path}/password`)
        : api<{ password?: undefined }>('PATCH', path, { disabled: step === 'disable' }))
      onError('')
      // The page says what was done, and has the focus.
      asked.current = undefined
      onDone({ text: t.changed(name), name, ...(made.password && { password: made.password }) })
    } catch (failure) {
      onError(failureOf(failure, t, onSignedOut))
    }
    setAsking(undefined)
  }
  const off = account.disabledAt !== null
  const steps: { step: Step; label: string; of: string }[] = [
    ...(account.signsIn === 'password' && !off ? [{ step: 'reset' as const, label: t.reset, of: t.resetOf(name) }] : []),
    off ? { step: 'enable', label: t.enable, of: t.enableOf(name) } : { step: 'disable', label: t.disable, of: t.disableOf(name) },
  ]
  const confirm = { reset: t.confirmReset, disable: t.confirmDisable, enable: t.confirmEnable }
  return (
    <>
      <AccountFacts account={account} choices={choices} t={t} language={language} />
      {asking ? (
        <Confirm
          title={steps.find(({ step }) => step === asking)?.of ?? ''}
          what={confirm[asking]}
          t={t}
          onYes={() => make(asking)}
          onNo={() => setAsking(undefined)}
        />
      ) : (
        <div class="row-actions" ref={row}>
          {!off && (
            <button type="button" aria-label={t.editOf(name)} onClick={() => onEdit(account)}>
              {t.edit}
            </button>
          )}
          {steps.map(({ step, label, of }) => (
            <button
              key={step}
              type="button"
              data-step={step}
              aria-label={of}
              onClick={() => {
                onError('')
                setAsking(step)
              }}
            >
              {label}
            </button>
          ))}
        </div>
      )}
      <p class="error" role="alert">
        {error}
      </p>
    </>
  )
}

function Confirm({ title, what, t, onYes, onNo }: { title: string; what: string; t: TeamWords; onYes(): void; onNo(): void }) {
  const yes = useRef<HTMLButtonElement>(null)
  useEffect(() => yes.current?.focus(), [])
  return (
    <fieldset class="confirm">
      <legend>{title}</legend>
      <p>{what}</p>
      <button type="button" class="primary" ref={yes} onClick={onYes}>
        {t.yes}
      </button>
      <button type="button" onClick={onNo}>
        {t.no}
      </button>
    </fieldset>
  )
}

function AccountFacts({ account, choices, t, language }: Pick<Props, 'choices' | 't' | 'language'> & { account: Account }) {
  const centre = choices.centres.find(({ id }) => id === account.centre)?.name ?? account.centre
  const institutions = account.institutions.map((id) => choices.institutions.find((known) => known.id === id)?.short ?? id)
  const marks = [
    account.disabledAt && t.disabled,
    account.lockedUntil && t.locked,
    account.mustChange && !account.disabledAt && t.mustChange,
    account.signsIn === 'oidc' && t.bySso,
  ].filter(Boolean)
  const facts = [
    centre,
    account.languages.length === 0 ? t.allLanguages : account.languages.map((code) => t.languageNames[code]).join(', '),
    institutions.join(', '),
    account.email,
  ].filter(Boolean)
  return (
    <div class="account">
      <p class="who-is">
        <strong>{account.name}</strong> <span class="username">{account.username}</span>
        {marks.map((mark) => (
          <span key={mark} class="badge">
            {mark}
          </span>
        ))}
      </p>
      <p>{[t.roles[account.role], ...facts].join(' · ')}</p>
      <p class="last">
        {t.lastSignIn}:{' '}
        {account.lastSignIn ? (
          <time dateTime={account.lastSignIn}>
            {new Date(account.lastSignIn).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Europe/Riga' })}
          </time>
        ) : (
          t.never
        )}
      </p>
    </div>
  )
}
