import { useEffect, useRef, useState } from 'preact/hooks'
import type { AccountChoices } from '../../http/operators.ts'
import { languages } from '../../languages.ts'
import type { Account } from '../../operator/accounts.ts'
import { type Role, roles } from '../../operator/permissions.ts'
import { api } from './api.ts'
import type { Done } from './team.tsx'
import { failureOf } from './team-failure.ts'
import type { TeamWords } from './team-words.ts'
import type { ConsoleLanguage } from './words.ts'

interface Props {
  /** Absent: a new one. */
  account: Account | undefined
  choices: AccountChoices
  t: TeamWords
  language: ConsoleLanguage
  onDone(done?: Done): void
  onSignedOut(): void
}

const text = (data: FormData, name: string) => String(data.get(name) ?? '').trim()

export function TeamForm({ account, choices, t, language, onDone, onSignedOut }: Props) {
  const [error, setError] = useState('')
  const [busy, setBusy] = useState(false)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget as HTMLFormElement)
    const name = text(data, 'name')
    const details = {
      name,
      role: text(data, 'role'),
      centre: text(data, 'centre') || null,
      languages: data.getAll('languages'),
      institutions: data.getAll('institutions'),
      maxChats: text(data, 'maxChats') === '' ? null : Number(text(data, 'maxChats')),
      email: text(data, 'email') || null,
    }
    setBusy(true)
    setError('')
    try {
      if (account) {
        await api('PATCH', `/api/v1/operators/${encodeURIComponent(account.username)}`, details)
        onDone({ text: t.changed(name) })
      } else {
        const { password } = await api<{ password: string }>('POST', '/api/v1/operators', { username: text(data, 'username'), ...details })
        onDone({ text: t.added(name), name, password })
      }
    } catch (failure) {
      setError(failureOf(failure, t, onSignedOut, !account))
      setBusy(false)
    }
  }
  return (
    <form class="account-form" onSubmit={submit}>
      <h3 ref={heading} tabIndex={-1}>
        {account ? t.editOf(account.name) : t.add}
      </h3>
      {!account && (
        <label>
          {t.username}
          <input
            name="username"
            required
            pattern="[A-Za-z0-9_.\-]{2,50}"
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            aria-describedby="username-hint"
          />
          <small id="username-hint">{t.usernameHint}</small>
        </label>
      )}
      <label>
        {t.name}
        <input name="name" required minLength={2} maxLength={100} autocomplete="off" defaultValue={account?.name ?? ''} />
        <small>{t.nameHint}</small>
      </label>
      <RoleField role={account?.role ?? 'operator'} t={t} />
      <CentreField centre={account?.centre ?? ''} choices={choices} t={t} />
      <fieldset>
        <legend>{t.languages}</legend>
        <p class="hint">{t.languagesHint}</p>
        {languages.map((code) => (
          <label key={code} class="tick">
            <input type="checkbox" name="languages" value={code} defaultChecked={account?.languages.includes(code) ?? false} />
            {t.languageNames[code]}
          </label>
        ))}
      </fieldset>
      <InstitutionsField chosen={account?.institutions ?? []} choices={choices} t={t} language={language} />
      <label>
        {t.maxChats}
        <input name="maxChats" type="number" min={1} max={50} defaultValue={account?.maxChats?.toString() ?? ''} />
        <small>{t.maxChatsHint}</small>
      </label>
      <label>
        {t.email}
        <input name="email" type="email" maxLength={254} autocomplete="off" defaultValue={account?.email ?? ''} />
      </label>
      <p class="error" role="alert">
        {error}
      </p>
      <div class="row-actions">
        <button type="submit" class="primary" disabled={busy}>
          {t.save}
        </button>
        <button type="button" onClick={() => onDone()}>
          {t.cancel}
        </button>
      </div>
    </form>
  )
}

function RoleField({ role, t }: { role: Role; t: TeamWords }) {
  const [chosen, setChosen] = useState<Role>(role)
  return (
    <label>
      {t.role}
      <select name="role" value={chosen} aria-describedby="role-hint" onChange={(event) => setChosen(event.currentTarget.value as Role)}>
        {roles.map((name) => (
          <option key={name} value={name}>
            {t.roles[name]}
          </option>
        ))}
      </select>
      <small id="role-hint">{t.roleHints[chosen]}</small>
    </label>
  )
}

/** Where centres are set up one is chosen; else any name will do, so that figures can be told apart later. */
function CentreField({ centre, choices, t }: { centre: string; choices: AccountChoices; t: TeamWords }) {
  return (
    <div>
      <label for="centre">{t.centre}</label>
      {choices.centres.length === 0 ? (
        <input
          id="centre"
          name="centre"
          pattern="[a-z0-9]+(-[a-z0-9]+)*"
          maxLength={40}
          placeholder="riga"
          autocomplete="off"
          defaultValue={centre}
        />
      ) : (
        <select id="centre" name="centre" defaultValue={centre}>
          <option value="">{t.noCentre}</option>
          {choices.centres.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
    </div>
  )
}

function InstitutionsField({ chosen, choices, t, language }: Pick<Props, 'choices' | 't' | 'language'> & { chosen: string[] }) {
  const [count, setCount] = useState(chosen.length)
  return (
    <details class="institutions">
      <summary>
        {t.institutions} ({t.chosen(count)})
      </summary>
      <fieldset>
        <legend class="hidden">{t.institutions}</legend>
        {choices.institutions.map(({ id, short, name }) => (
          <label key={id} class="tick">
            <input
              type="checkbox"
              name="institutions"
              value={id}
              defaultChecked={chosen.includes(id)}
              onChange={(event) => setCount(count + (event.currentTarget.checked ? 1 : -1))}
            />
            <span>
              {short} <small>{name[language]}</small>
            </span>
          </label>
        ))}
      </fieldset>
    </details>
  )
}
