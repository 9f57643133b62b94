import { useState } from 'preact/hooks'
import { api, type CaseView } from '../api.ts'
import { useDesk } from './session.ts'
import { useAct } from './use-act.ts'
import { useFollowed } from './use-followed.ts'
import { fill } from './words/index.ts'

interface Props {
  view: CaseView
  onDone(): void
}

interface Referred {
  link: string
  mailed: boolean
}

/** Asks one or several institutions the same question; who could not be asked stays chosen. */
export function ReferForm({ view, onDone }: Props) {
  const { d, kept, names } = useDesk()
  const institutions = useFollowed(names, () => names.institutions)
  const question = useFollowed(kept, () => kept.get(view.id, 'refer'))
  const [chosen, setChosen] = useState<string[]>(view.institution ? [view.institution] : [])
  const [email, setEmail] = useState('')
  const [missing, setMissing] = useState('')
  const [links, setLinks] = useState<{ institution: string; link: string }[]>([])
  const { act, busy, error } = useAct()

  const ask = () => {
    setMissing(chosen.length === 0 ? d.chooseInstitution : '')
    if (chosen.length === 0 || question.trim() === '') return
    void act(async () => {
      const failed: { institution: string; why: string }[] = []
      const toPass: typeof links = []
      for (const institution of chosen) {
        try {
          const address = chosen.length === 1 && email.trim() ? { email: email.trim() } : {}
          const referred = await api<Referred>('POST', `/api/v1/cases/${view.id}/refer`, { institution, question, ...address })
          if (!referred.mailed) toPass.push({ institution, link: referred.link })
        } catch (failure) {
          failed.push({ institution, why: (failure as Error).message })
        }
      }
      setLinks(toPass)
      setChosen(failed.map(({ institution }) => institution))
      if (failed.length < chosen.length) onDone()
      if (failed.length === 0) kept.sent(view.id, 'refer', question)
      else throw new Error(failed.map(({ institution, why }) => `${names.institution(institution)}: ${why}`).join('; '))
    })
  }
  return (
    <form
      class="refer"
      onSubmit={(event) => {
        event.preventDefault()
        ask()
      }}
    >
      {chosen.length > 0 && (
        <ul class="tags" aria-label={d.institutions}>
          {chosen.map((id) => (
            <li key={id}>
              {names.institution(id)}
              <button
                type="button"
                class="small"
                aria-label={fill(d.removeInstitution, { name: names.institution(id) })}
                onClick={() => setChosen(chosen.filter((other) => other !== id))}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      <label>
        {chosen.length === 0 ? d.institution : d.addInstitution}
        <select
          id="refer-institution"
          value=""
          onChange={(event) => {
            const { value } = event.currentTarget
            event.currentTarget.value = ''
            if (value) setChosen([...chosen, value])
          }}
        >
          <option value="">–</option>
          {institutions
            .filter(({ id }) => !chosen.includes(id))
            .map(({ id, name, short }) => (
              <option key={id} value={id}>
                {short} – {name}
              </option>
            ))}
        </select>
      </label>
      <label>
        {d.question}
        <textarea
          rows={3}
          maxLength={8000}
          required
          value={question}
          aria-describedby="refer-hint"
          onInput={(event) => kept.set(view.id, 'refer', event.currentTarget.value)}
        />
      </label>
      <p class="hint" id="refer-hint">
        {d.questionHint}
      </p>
      {chosen.length < 2 && (
        <label>
          {d.specialistEmail}
          <input type="email" maxLength={254} value={email} onInput={(event) => setEmail(event.currentTarget.value)} />
        </label>
      )}
      <p class="error" role="alert">
        {missing || error}
      </p>
      <button type="submit" aria-disabled={busy}>
        {d.sendQuestion}
      </button>
      <div role="status">
        {links.map(({ institution, link }) => (
          <p key={link}>
            {fill(d.passOn, { name: names.institution(institution) })}
            <input class="number" readOnly value={link} aria-label={d.link} onFocus={(event) => event.currentTarget.select()} />
          </p>
        ))}
      </div>
    </form>
  )
}
