import { useCallback, useEffect, useState } from 'preact/hooks'
import { api, type Me } from './api.ts'
import { Content } from './content.tsx'
import { contentWords } from './content-words.ts'
import { Desk } from './desk.tsx'
import { SignIn } from './sign-in.tsx'
import { type ConsoleLanguage, consoleLanguages, consoleWords } from './words.ts'

function rememberedLanguage(): ConsoleLanguage {
  const stored = localStorage.getItem('vpppd-console-language')
  return consoleLanguages.find((language) => language === stored) ?? 'lv'
}

const handlesCases = ({ role }: Me) => ['operator', 'lead', 'administrator'].includes(role)

export function App() {
  const [language, setLanguage] = useState(rememberedLanguage)
  const [me, setMe] = useState<Me | null | undefined>()
  const t = consoleWords[language]
  // Editors and analysts have no cases: their console is the content.
  const onContent = location.pathname.startsWith('/console/content') || (me !== null && me !== undefined && !handlesCases(me))
  const signedOut = useCallback(() => setMe(null), [])

  useEffect(() => {
    document.documentElement.lang = language
    document.title = onContent ? contentWords[language].title : t.title
    localStorage.setItem('vpppd-console-language', language)
  }, [language, t, onContent])
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
        {me && !me.mustChange && (
          <nav aria-label={t.pages}>
            {handlesCases(me) && (
              <a href="/console" aria-current={onContent ? undefined : 'page'}>
                {t.conversations}
              </a>
            )}
            <a href="/console/content" aria-current={onContent ? 'page' : undefined}>
              {t.content}
            </a>
          </nav>
        )}
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
      {me && !me.mustChange && !onContent && <Desk t={t} me={me} language={language} onSignedOut={signedOut} />}
      {me && !me.mustChange && onContent && <Content language={language} onSignedOut={signedOut} />}
    </>
  )
}
