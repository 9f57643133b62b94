import { useState } from 'preact/hooks'
import { ApiError, api, type Me } from './api.ts'
import type { ConsoleWords } from './words.ts'

interface Props {
  t: ConsoleWords
  /** Given when the password of this session must be changed first. */
  me?: Me
  onSignedIn(me: Me): void
}

export function SignIn({ t, me, onSignedIn }: Props) {
  const [error, setError] = useState('')
  const [busy, setBusy] = useState(false)

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget as HTMLFormElement)
    setBusy(true)
    setError('')
    try {
      if (me) {
        await api('POST', '/api/v1/password', { old: data.get('password'), new: data.get('new') })
        onSignedIn({ ...me, mustChange: false })
      } else {
        onSignedIn(await api<Me>('POST', '/api/v1/session', { username: data.get('username'), password: data.get('password') }))
      }
    } catch (failure) {
      const status = failure instanceof ApiError ? failure.status : 0
      setError(status === 401 ? t.wrongPassword : status === 429 ? t.locked : status === 400 ? t.newPassword : t.lost)
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
          {error}
        </p>
        <button type="submit" class="primary" disabled={busy}>
          {me ? t.save : t.signIn}
        </button>
      </form>
    </main>
  )
}
