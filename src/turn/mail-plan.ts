import { fill, type Wordings } from '../cards/wording.ts'
import { ServiceError } from '../errors.ts'
import type { Language } from '../languages.ts'
import type { Outbox } from '../mail/outbox.ts'
import type { Queryable } from '../store/store.ts'
import type { Plan } from './outcome.ts'

/** What the mails of a conversation's plans are filed under. */
export const planMailPrefix = (conversationId: string) => `${conversationId}:`

/** A mistyped address can be corrected; nobody can fill other people's mailboxes. */
const maxMails = 3

/**
 * Puts the plan of one turn into the outbox, in our own words only.
 *
 * @throws ServiceError `not_found` when the turn holds no plan; `bad_request` for a bad address; `too_many`
 */
export async function mailPlan(
  db: Queryable,
  outbox: Outbox,
  wordings: Wordings,
  { conversationId, seq, to, at }: { conversationId: string; seq: number; to: string; at: number },
): Promise<void> {
  const turn = await db
    .selectFrom('turns')
    .select(['assistantJson', 'language'])
    .where('conversationId', '=', conversationId)
    .where('seq', '=', seq)
    .executeTakeFirst()
  const { plan } = JSON.parse(turn?.assistantJson ?? '{}') as { plan?: Plan }
  if (!turn || !plan) throw new ServiceError('not_found', `turn ${seq} holds no plan`, { field: 'turn' })
  const prefix = planMailPrefix(conversationId)
  const { sent } = await db
    .selectFrom('mails')
    .select((eb) => eb.fn.countAll<number>().as('sent'))
    .where('kind', '=', 'client-plan')
    .where('refId', 'like', `${prefix}%`)
    .executeTakeFirstOrThrow()
  if (Number(sent) >= maxMails) throw new ServiceError('too_many', `no more than ${maxMails} mails from one conversation`)
  const wording = wordings[turn.language as Language]
  const steps = plan.steps.map(({ title, why, url }, index) => `${index + 1}. ${title}. ${why}\n   ${url}`).join('\n\n')
  await outbox.put(
    db,
    {
      to,
      subject: fill(wording.planMailSubject, { title: plan.title }),
      text: fill(wording.planMailText, { title: plan.title, steps, link: outbox.address() }),
    },
    { kind: 'client-plan', refId: `${prefix}${Number(sent) + 1}`, at },
  )
}
