import { Hono } from 'hono'
import { describeRoute, resolver } from 'hono-openapi'
import { z } from 'zod'
import { cardText } from '../cards/card.ts'
import type { Institution } from '../cards/intent.ts'
import { chatWording, fill } from '../cards/wording.ts'
import { openingInWords } from '../handoff/expected-answer.ts'
import { type Language, languages } from '../languages.ts'
import type { Deps } from '../turn/draft.ts'
import { errorContent } from './ask.ts'
import { check } from './input.ts'

const request = z.object({
  lang: z.enum(languages).default('lv'),
  topic: z.string().max(300).optional(),
  institution: z.string().max(300).optional(),
})

/** These are put together here; the rest is passed on as it is. */
const composed = {
  hours: true,
  closed: true,
  wait: true,
  waitPlace: true,
  inviteTopic: true,
  invitePage: true,
  inviteForm: true,
  helpOpen: true,
  helpClosed: true,
  helpCentres: true,
  helpInstitution: true,
  helpPrivacy: true,
} as const
export const chatWords = chatWording.omit(composed)

const response = z.object({
  /** Whether operators are at work now, and when they are. */
  open: z.boolean(),
  hours: z.string(),
  /** Said on pages that ask for it, while nobody is at work. */
  notice: z.string().nullable(),
  /** Ways to a person, markdown. */
  help: z.string(),
  /** Whether a plan can be sent by mail. */
  mail: z.boolean(),
  /** The service that the page is about; null when there is no such card. */
  topic: z.object({ id: z.string(), title: z.string() }).nullable(),
  /** The first phrase of an invitation, on such a page and on a form. */
  invite: z.object({ delay: z.string(), form: z.string() }),
  words: chatWords,
})
export type WebchatConfig = z.infer<typeof response>

/** What the widget must know of the service beside the conversation; the same for everybody, so it may be cached. */
export function webchatConfigRoutes(answering: () => Deps, mail: boolean): Hono {
  return new Hono().get(
    '/api/v1/webchat/config',
    describeRoute({
      summary: 'What the chat on a page shows beside the conversation',
      responses: {
        200: {
          description: 'Hours, help, the subject of the page, texts',
          content: { 'application/json': { schema: resolver(response) } },
        },
        400: { description: 'Bad input', ...errorContent },
      },
    }),
    (c) => {
      c.header('Cache-Control', 'public, max-age=60')
      return c.json(webchatConfig(check(c.req.query(), request), answering(), mail))
    },
  )
}

function webchatConfig({ lang, topic, institution }: z.infer<typeof request>, deps: Deps, mail: boolean): WebchatConfig {
  const { knowledge, calendar, clock, timeZone } = deps
  const { chat } = knowledge.wordings[lang]
  const now = clock()
  const open = calendar.isOpen(now)
  const { hours } = calendar
  const card = knowledge.cards.get(topic ?? '')
  const title = card && cardText(card, lang).title
  const found = knowledge.institutions.get(institution ?? '')
  const person = open
    ? fill(chat.helpOpen, { hours })
    : fill(chat.helpClosed, { hours, opens: openingInWords(calendar.nextOpening(now), lang, timeZone) })
  return {
    open,
    hours: fill(chat.hours, { hours }),
    notice: open ? null : fill(chat.closed, { hours }),
    help: [person, chat.helpCentres, ...(found ? [aboutInstitution(found, chat.helpInstitution, lang)] : []), chat.helpPrivacy].join(
      '\n\n',
    ),
    mail,
    topic: card && title ? { id: card.id, title } : null,
    invite: { delay: title ? fill(chat.inviteTopic, { title }) : chat.invitePage, form: chat.inviteForm },
    words: chatWords.parse(Object.fromEntries(Object.entries(chat).filter(([key]) => !(key in composed)))),
  }
}

function aboutInstitution({ name, url, phone, email }: Institution, template: string, lang: Language): string {
  const contacts = [
    ...(phone ? [`[${phone}](tel:${phone.replace(/\s/g, '')})`] : []),
    ...(email ? [`[${email}](mailto:${email})`] : []),
  ].map((contact) => `, ${contact}`)
  return fill(template, { name: name[lang], url, contacts: contacts.join('') })
}
