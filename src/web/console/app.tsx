import { useEffect, useState } from 'preact/hooks'
import { api, type Me } from './api.ts'
import { Desk } from './desk.tsx'
import { SignIn } from './sign-in.tsx'
import { type ConsoleLanguage, consoleLanguages, consoleWords } from './words.ts'

function rememberedLanguage(): ConsoleLanguage {
  const stored = localStorage.getItem('vpppd-console-language')
  return consoleLanguages.find((language) => language === stored) ?? 'lv'
}

export function App() {
  const [language, setLanguage] = useState(rememberedLanguage)
  const [me, setMe] = useState<Me | null | undefined>()
  const t = consoleWords[language]

  useEffect(() => {
    document.documentElement.lang = language
    document.title = t.title
    localStorage.setItem('vpppd-console-language', language)
  }, [language, t])
  useEffect(() => {
    api<Me>('GET', '/api/v1/session').then(setMe, () => setMe(null))
  }, [])

  const signOut = async () => {
    await api('DELETE', '/api/v1/session').catch(() => undefined)
    setMe(null)
  }
  return (
    <>
      <header class="bar">
        <h1>{t.title}</h1>
        <div class="tools">
          <fieldset class="languages">
            <legend class="hidden">{t.language}</legend>
            {consoleLanguages.map((code) => (
              <button key={code} type="button" lang={code} aria-pressed={code === language} onClick={() => setLanguage(code)}>
                {code.toUpperCase()}
              </button>
            ))}
          </fieldset>
          {me && (
            <button type="button" class="quiet" onClick={signOut}>
              {t.signOut}
              <span class="who"> ({me.name})</span>
            </button>
          )}
        </div>
      </header>
      {me === null && <SignIn t={t} onSignedIn={setMe} />}
      {me?.mustChange && <SignIn t={t} me={me} onSignedIn={setMe} />}
      {me && !me.mustChange && <Desk t={t} me={me} language={language} onSignedOut={() => setMe(null)} />}
    </>
  )
}
