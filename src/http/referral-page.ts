import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { byDate } from '../handoff/due-date.ts'
import { isLanguage, type Language } from '../languages.ts'
import { answerReferral, isAnswered, openReferral, type Refusal } from '../operator/answer-referral.ts'
import type { ReferralDeps } from '../operator/referral-deps.ts'
import { maxAnswer, maxName, type ReferralForm, renderNotice, renderReferral } from '../web/pages/referral.ts'
import { isOwnOrigin } from './sessions.ts'

const statuses = { invalid: 404, expired: 410, withdrawn: 410, answered: 409 } as const satisfies Record<Refusal, number>
const kilobyte = 1024

/**
 * The page for specialists. There is no cookie, so nothing can be done in somebody's name; whoever holds the link may
 * answer once.
 */
export function referralPages(deps: ReferralDeps & { publicUrl: string | undefined }, limit: MiddlewareHandler): Hono {
  const app = new Hono()
  const refuse = (c: Context, why: Refusal) => c.html(renderNotice(why, languageOf(c)), statuses[why])

  app.use('/referral/*', async (c, next) => {
    // The address opens the question: no cache and no other site may learn it.
    c.header('Cache-Control', 'no-store')
    c.header('X-Robots-Tag', 'noindex')
    let limited = true
    const refused = await limit(c, async () => {
      limited = false
      await next()
    })
    return limited && refused ? c.html(renderNotice('too-many', languageOf(c)), 429) : refused
  })
  app.get('/referral/:token', async (c) => {
    const found = await openReferral(c.req.param('token'), deps)
    return typeof found === 'string' ? refuse(c, found) : showForm(c, found, deps)
  })
  app.post(
    '/referral/:token',
    bodyLimit({ maxSize: 64 * kilobyte, onError: (c) => c.html(renderNotice('too-large', languageOf(c)), 413) }),
    async (c) => {
      const origin = c.req.header('origin')
      if (origin && !isOwnOrigin(origin, c.req.header('host'), deps.publicUrl)) return c.html(renderNotice('foreign', languageOf(c)), 403)
      const token = c.req.param('token')
      const form = readForm(await c.req.parseBody())
      if (form.faults.length > 0) {
        const found = await openReferral(token, deps)
        return typeof found === 'string' ? refuse(c, found) : showForm(c, found, deps, form)
      }
      const refused = await answerReferral(token, form.name, form.answer, deps)
      return refused ? refuse(c, refused) : c.redirect(`/referral/${token}/thanks?lang=${languageOf(c)}`, 303)
    },
  )
  app.get('/referral/:token/thanks', async (c) => {
    if (await isAnswered(c.req.param('token'), deps)) return c.html(renderNotice('thanks', languageOf(c)))
    return c.redirect(`/referral/${c.req.param('token')}?lang=${languageOf(c)}`, 303)
  })
  return app
}

type Found = Exclude<Awaited<ReturnType<typeof openReferral>>, Refusal>

function showForm(c: Context, referral: Found, { answering }: ReferralDeps, form?: ReferralForm) {
  const language = languageOf(c)
  const due = byDate(referral.dueAt, language, answering().timeZone)
  return c.html(renderReferral(referral, due, language, form), form ? 422 : 200)
}

function readForm(body: Record<string, unknown>): ReferralForm {
  // Browsers send line ends as two characters, and count them as one.
  const textOf = (name: string) => (typeof body[name] === 'string' ? body[name].replace(/\r\n?/g, '\n').trim() : '')
  const answer = textOf('answer')
  const name = textOf('name').replace(/\s+/g, ' ')
  const faults: ReferralForm['faults'] = []
  if (answer === '') faults.push('answerMissing')
  if (answer.length > maxAnswer) faults.push('answerTooLong')
  if (name.length < 2 || name.length > maxName) faults.push('nameMissing')
  return { answer, name, faults }
}

function languageOf(c: Context): Language {
  const asked = c.req.query('lang')
  return isLanguage(asked) ? asked : 'lv'
}
