import { type Bus, casesTopic, mailsTopic } from '../bus/bus.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { type Regular, regularly } from '../regularly.ts'
import type { Queryable, Store } from '../store/store.ts'
import type { MailRow } from './outbox.ts'
import { MailNotSent, type Postman } from './smtp.ts'

export interface SendDeps {
  store: Store
  bus: Bus
  clock: Clock
  log: Log
  metrics: Pick<Metrics, 'mailed'>
  postman: Postman
}

/** A node that has begun to send a mail has so long for it; then another one may. More than a try can take. */
const lease = 120_000
/** Waits after each try that failed; the last one again and again, until the mail is of no use any more. */
const delays = [60_000, 5 * 60_000, 15 * 60_000, 3600_000, 4 * 3600_000]
const maxError = 300
const every = 5000

/** Sends what is due whenever something was put into the outbox, and regularly. */
export function keepMails(deps: SendDeps): Regular {
  return regularly((stopped) => sendDue(deps, () => !stopped()), {
    every,
    follow: (wake) => deps.bus.subscribe(mailsTopic, wake),
    onError: (error) => deps.log.warn({ err: error }, 'the outbox could not be read; it is tried again in a moment'),
  })
}

/** Sends what is due, the oldest first. Nodes may do it side by side: whoever gets the lease sends. */
export async function sendDue(deps: SendDeps, goOn: () => boolean = () => true): Promise<void> {
  while (goOn()) {
    const mail = await lendNext(deps.store.db, deps.clock())
    if (!mail) return
    const serverThere = await sendOne(mail, deps)
    // The other mails wait for the server too; each run tries one.
    if (!serverThere) return
  }
}

async function lendNext(db: Queryable, at: number): Promise<MailRow | undefined> {
  for (;;) {
    const next = await db
      .selectFrom('mails')
      .selectAll()
      .where('nextTryAt', '<=', at)
      .where('sentAt', 'is', null)
      .where('failedAt', 'is', null)
      .orderBy('nextTryAt')
      .orderBy('id')
      .executeTakeFirst()
    if (!next) return undefined
    const lent = await db
      .updateTable('mails')
      .set({ nextTryAt: at + lease, tries: next.tries + 1 })
      .where('id', '=', next.id)
      .where('nextTryAt', '=', next.nextTryAt)
      .where('tries', '=', next.tries)
      .where('sentAt', 'is', null)
      .where('failedAt', 'is', null)
      .returningAll()
      .executeTakeFirst()
    if (lent) return lent
  }
}

/** @returns whether the server is there for the next one */
async function sendOne(mail: MailRow, deps: SendDeps): Promise<boolean> {
  const { store, clock, metrics, postman } = deps
  try {
    if (mail.giveUpAt <= clock()) {
      await giveUp(mail, mail.error ?? 'it was not sent in time', deps)
      return true
    }
    await postman.send(mail)
  } catch (error) {
    if (!(error instanceof MailNotSent)) throw error
    await keepForLater(mail, error, deps)
    return !error.serverAway
  }
  // The words have reached whom they are for; the outbox is no second record of them.
  await store.db.updateTable('mails').set({ sentAt: clock(), text: '', error: null }).where('id', '=', mail.id).execute()
  metrics.mailed(mail.kind, 'sent')
  return true
}

async function keepForLater(mail: MailRow, error: MailNotSent, deps: SendDeps): Promise<void> {
  const { store, clock, log, metrics } = deps
  const nextTryAt = clock() + (delays[Math.min(mail.tries, delays.length) - 1] as number)
  const words = withoutAddresses(error.message)
  if (error.permanent || nextTryAt >= mail.giveUpAt) {
    await giveUp(mail, words, deps, error)
    return
  }
  await unsent(store.db, mail).set({ nextTryAt, error: words }).execute()
  metrics.mailed(mail.kind, 'delayed')
  log.warn({ mail: mail.id, kind: mail.kind, tries: mail.tries, nextTryAt, ...error.reason }, 'a mail could not be sent; it is tried again')
}

async function giveUp(mail: MailRow, words: string, { store, bus, clock, log, metrics }: SendDeps, error?: MailNotSent): Promise<void> {
  const at = clock()
  await unsent(store.db, mail).set({ failedAt: at, error: words }).execute()
  metrics.mailed(mail.kind, 'failed')
  log.error({ mail: mail.id, kind: mail.kind, tries: mail.tries, ...error?.reason }, 'a mail was given up; GET /api/v1/mails?state=failed')
  if (mail.caseId === null) return
  // Whoever holds the case must know that somebody did not hear.
  await store.db.updateTable('cases').set({ changedAt: at }).where('id', '=', mail.caseId).execute()
  bus.publish(casesTopic)
}

/** Another node may have taken over a mail that this one was too slow with. */
function unsent(db: Queryable, { id, tries }: MailRow) {
  return db.updateTable('mails').where('id', '=', id).where('tries', '=', tries).where('sentAt', 'is', null)
}

/** Servers repeat the recipient in their refusal; the column is shown to people who need not know it. */
function withoutAddresses(message: string): string {
  return message
    .replace(/[^\s<>"'()]+@[^\s<>"'()]+/g, '…')
    .replace(/\s+/g, ' ')
    .slice(0, maxError)
}
