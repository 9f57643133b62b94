import type { Selectable } from 'kysely'
import { type Bus, mailsTopic } from '../bus/bus.ts'
import type { Clock } from '../clock.ts'
import { ServiceError } from '../errors.ts'
import { newId } from '../store/ids.ts'
import type { Queryable, Store } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'

export type MailRow = Selectable<Tables['mails']>

export const mailKinds = [
  'referral',
  'referral-reminder',
  'referral-overdue',
  'referral-withdrawn',
  'client-answer',
  'client-plan',
  'nobody-on-duty',
] as const
export type MailKind = (typeof mailKinds)[number]

export interface Letter {
  /** One address, without a name. */
  to: string
  subject: string
  text: string
}

/** What is to be sent by mail. There is none while no mail server is configured. */
export interface Outbox {
  /** The address of the service, for links. */
  address(): string
  /**
   * Stores a letter, in the transaction of what it is about; a second one of the same kind and reference is dropped.
   *
   * @throws ServiceError `bad_request` when the recipient is no single address
   */
  put(db: Queryable, letter: Letter, about: About): Promise<void>
  /** Has it sent now; call it after the transaction. */
  send(): void
}

export interface About {
  kind: MailKind
  refId: string
  caseId?: string
  at: number
  /** Milliseconds after which it is of no use any more. */
  goodFor?: number
}

/** A mail server that is away comes back within this time, or somebody has to look. */
const usualGoodFor = 48 * 3600_000
/** RFC 5321: a path has at most 256 octets with its brackets. */
const maxAddress = 254
const oneAddress = /^[^\s\p{Cc}<>@,;:"()[\]\\]+@[^\s\p{Cc}<>@,;:"()[\]\\]+$/u

export function createOutbox({ bus, address }: { bus: Bus; address: () => string }): Outbox {
  return {
    address,
    async put(db, { to, subject, text }, { kind, refId, caseId, at, goodFor = usualGoodFor }) {
      if (!oneAddress.test(to) || to.length > maxAddress)
        throw new ServiceError('bad_request', 'email: must be one e-mail address', { field: 'email' })
      await db
        .insertInto('mails')
        .values({
          id: newId(at),
          to,
          subject: subject.replace(/[\p{Cc}\s]+/gu, ' ').trim(),
          text,
          kind,
          refId,
          caseId: caseId ?? null,
          createdAt: at,
          nextTryAt: at,
          tries: 0,
          giveUpAt: at + goodFor,
        })
        .onConflict((conflict) => conflict.columns(['kind', 'refId']).doNothing())
        .execute()
    },
    send: () => bus.publish(mailsTopic),
  }
}

export const mailStates = ['waiting', 'sent', 'failed'] as const
export type MailState = (typeof mailStates)[number]

export interface MailView {
  id: string
  kind: string
  state: MailState
  /** Null where it is a client's: their addresses are looked up with the case, and each look is recorded. */
  to: string | null
  subject: string
  caseId: string | null
  createdAt: string
  tries: number
  nextTryAt: string | null
  sentAt: string | null
  failedAt: string | null
  error: string | null
}

/** The latest mails in a state, at most 200. */
export async function listMails(db: Queryable, state: MailState): Promise<MailView[]> {
  const rows = await db
    .selectFrom('mails')
    .selectAll()
    .where('sentAt', state === 'sent' ? 'is not' : 'is', null)
    .where('failedAt', state === 'failed' ? 'is not' : 'is', null)
    .orderBy('createdAt', 'desc')
    .limit(200)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    state,
    to: row.kind === 'client-answer' || row.kind === 'client-plan' ? null : row.to,
    subject: row.subject,
    caseId: row.caseId,
    createdAt: new Date(row.createdAt).toISOString(),
    tries: row.tries,
    nextTryAt: state === 'waiting' ? iso(row.nextTryAt) : null,
    sentAt: iso(row.sentAt),
    failedAt: iso(row.failedAt),
    error: row.error,
  }))
}

export interface CaseMail {
  kind: string
  /** What it is about: of a letter to a specialist the referral. */
  refId: string
  state: MailState
  at: string
}

/** What went out, or did not, about a case; the oldest first. */
export async function mailsOfCase(db: Queryable, caseId: string): Promise<CaseMail[]> {
  const rows = await db.selectFrom('mails').selectAll().where('caseId', '=', caseId).orderBy('createdAt').orderBy('id').execute()
  return rows.map((row) => ({ kind: row.kind, refId: row.refId, state: stateOf(row), at: new Date(row.createdAt).toISOString() }))
}

function stateOf({ sentAt, failedAt }: Pick<MailRow, 'sentAt' | 'failedAt'>): MailState {
  return sentAt !== null ? 'sent' : failedAt !== null ? 'failed' : 'waiting'
}

function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}

/**
 * Tries a mail again that was given up, when what was wrong is mended.
 *
 * @throws ServiceError `not_found` when there is no such mail that was given up
 */
export async function sendAgain(id: string, { store, bus, clock }: { store: Store; bus: Bus; clock: Clock }): Promise<void> {
  const at = clock()
  const done = await store.db
    .updateTable('mails')
    .set({ failedAt: null, error: null, tries: 0, nextTryAt: at, giveUpAt: at + usualGoodFor })
    .where('id', '=', id)
    .where('failedAt', 'is not', null)
    // What was deleted by retention cannot be sent any more.
    .where('to', '!=', '')
    .executeTakeFirst()
  if (done.numUpdatedRows === 0n) throw new ServiceError('not_found', `there is no mail ${id} that was given up`)
  bus.publish(mailsTopic)
}
