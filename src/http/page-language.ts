import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { isLanguage, type Language, languageOfTag } from '../languages.ts'

/** The language of a page: the one asked for, which is remembered; else the remembered one, the browser's, Latvian. */
export function languageOf(c: Context): Language {
  const asked = c.req.query('lang')
  if (isLanguage(asked)) {
    setCookie(c, 'lang', asked, { path: '/', sameSite: 'Lax', maxAge: 31_536_000 })
    return asked
  }
  const remembered = getCookie(c, 'lang')
  return isLanguage(remembered) ? remembered : (languageOfTag(c.req.header('accept-language')?.split(',')[0]) ?? 'lv')
}
