import { useEffect, useState } from 'preact/hooks'
import { ApiError, api, type Me } from './api.ts'
import { signInWords } from './sign-in-words.ts'
import type { ConsoleLanguage, ConsoleWords } from './words.ts'

interface Props {
  t: ConsoleWords
  language: ConsoleLanguage
  /** Given when the password of this session must be changed first. */
  me?: Me
  onSignedIn(me: Me): void
}

type Failure = keyof (typeof signInWords)['lv']['failures']

/** Why the way over the organisation's account ended here; said once, a reload begins anew. */
function failureOfRedirect(): Failure | undefined {
  const failure = new URLSearchParams(location.search).get('sign-in')
  return failure !== null && Object.hasOwn(signInWords.lv.failures, failure) ? (failure as Failure) : undefined
}

export function SignIn({ t, language, me, onSignedIn }: Props) {
  const words = signInWords[language]
  const [error, setError] = useState('')
  const [redirected, setRedirected] = useState(failureOfRedirect)
  const [oidc, setOidc] = useState(false)
  const [busy, setBusy] = useState(false)

  useEffect(() => {
    if (location.search) history.replaceState(null, '', location.pathname)
    if (!me)
      api<{ oidc: boolean }>('GET', '/api/v1/session/ways').then(
        (ways) => setOidc(ways.oidc),
        () => setOidc(false),
      )
  }, [me])

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget as HTMLFormElement)
    setBusy(true)
    setError('')
    setRedirected(undefined)
    try {
      if (me) {
        await api('POST', '/api/v1/password', { old: data.get('password'), new: data.get('new') })
        onSignedIn({ ...me, mustChange: false })
      } else {
        onSignedIn(await api<Me>('POST', '/api/v1/session', { username: data.get('username'), password: data.get('password') }))
      }
    } catch (failure) {
      const status = failure instanceof ApiError ? failure.status : 0
      const said: Record<number, string> = { 400: words.weakPassword, 401: t.wrongPassword, 403: words.disabled, 429: t.locked }
      setError(said[status] ?? t.lost)
    } finally {
      setBusy(false)
    }
  }
  return (
    <main class="sign-in">
      <form onSubmit={submit}>
        <h2>{me ? t.changePassword : t.signIn}</h2>
        {!me && (
          <label>
            {t.username}
            <input name="username" autocomplete="username" required />
          </label>
        )}
        <label>
          {t.password}
          <input name="password" type="password" autocomplete="current-password" required />
        </label>
        {me && (
          <label>
            {t.newPassword}
            <input name="new" type="password" autocomplete="new-password" minLength={10} required />
          </label>
        )}
        <p class="error" role="alert">
          {redirected ? words.failures[redirected] : error}
        </p>
        <button type="submit" class="primary" disabled={busy}>
          {me ? t.save : t.signIn}
        </button>
        {oidc && (
          <>
            <p class="or">{words.or}</p>
            <a class="sso" href="/api/v1/session/oidc">
              {words.sso}
            </a>
          </>
        )}
      </form>
    </main>
  )
}
