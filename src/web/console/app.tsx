import { useCallback, useEffect, useLayoutEffect, useState } from 'preact/hooks'
import type { Permission } from '../../operator/permissions.ts'
import { api, type Me } from './api.ts'
import { Board } from './board.tsx'
import { boardWords } from './board-words.ts'
import { Content } from './content.tsx'
import { contentWords } from './content-words.ts'
import { Desk } from './desk/desk.tsx'
import { KeptText } from './desk/kept-text.ts'
import { SignIn } from './sign-in.tsx'
import { Team } from './team.tsx'
import { teamWords } from './team-words.ts'
import { type ConsoleLanguage, consoleLanguages, consoleWords } from './words.ts'

function rememberedLanguage(): ConsoleLanguage {
  const stored = localStorage.getItem('vpppd-console-language')
  return consoleLanguages.find((language) => language === stored) ?? 'lv'
}

type Page = 'desk' | 'content' | 'board' | 'team'
/** The pages, and what somebody must be allowed to do to work on them; whoever asks for another gets the first of theirs. */
const pages: Record<Page, { path: string; needs: Permission }> = {
  desk: { path: '/console', needs: 'cases.view' },
  content: { path: '/console/content', needs: 'reports.content' },
  board: { path: '/console/board', needs: 'reports.live' },
  team: { path: '/console/team', needs: 'accounts.manage' },
}

const pagesOf = (me: Me) => (Object.keys(pages) as Page[]).filter((name) => me.permissions.includes(pages[name].needs))

function pageAsked(): Page {
  const found = (Object.keys(pages) as Page[]).filter((name) => location.pathname.startsWith(pages[name].path))
  // The longest address: all begin with the first.
  return found.at(-1) ?? 'desk'
}

export function App() {
  const [language, setLanguage] = useState(rememberedLanguage)
  const [me, setMe] = useState<Me | null | undefined>()
  const t = consoleWords[language]
  const open = me ? pagesOf(me) : []
  const page = me && !open.includes(pageAsked()) ? (open[0] ?? 'content') : pageAsked()
  const titles: Record<Page, string> = {
    desk: t.title,
    content: contentWords[language].title,
    board: boardWords[language].title,
    team: teamWords[language].title,
  }
  const names: Record<Page, string> = {
    desk: t.conversations,
    content: t.content,
    board: boardWords[language].board,
    team: teamWords[language].nav,
  }
  const title = titles[page]
  const signedOut = useCallback(() => setMe(null), [])

  // Before the effects of the pages: the desk counts in the title.
  useLayoutEffect(() => {
    document.documentElement.lang = language
    document.title = title
    localStorage.setItem('vpppd-console-language', language)
  }, [language, title])
  useEffect(() => {
    api<Me>('GET', '/api/v1/session').then(setMe, () => setMe(null))
  }, [])

  const signOut = async () => {
    await api('DELETE', '/api/v1/session').catch(() => undefined)
    // The next person at this computer is another one.
    if (me) new KeptText(localStorage, me.username).forgetAll()
    setMe(null)
  }
  return (
    <>
      <header class="bar">
        <h1>{t.title}</h1>
        {me && !me.mustChange && (
          <nav aria-label={t.pages}>
            {open.map((name) => (
              <a key={name} href={pages[name].path} aria-current={name === page ? 'page' : undefined}>
                {names[name]}
              </a>
            ))}
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
      {me === null && <SignIn t={t} language={language} onSignedIn={setMe} />}
      {me?.mustChange && <SignIn t={t} language={language} me={me} onSignedIn={setMe} />}
      {me && !me.mustChange && page === 'desk' && <Desk me={me} language={language} onSignedOut={signedOut} />}
      {me && !me.mustChange && page === 'content' && <Content me={me} language={language} onSignedOut={signedOut} />}
      {me && !me.mustChange && page === 'board' && <Board me={me} language={language} onSignedOut={signedOut} />}
      {me && !me.mustChange && page === 'team' && <Team language={language} onSignedOut={signedOut} />}
    </>
  )
}
