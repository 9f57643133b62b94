import type { Queryable } from '../store/store.ts'
import { batch, closedCases, count, type Retained, total, when } from './due.ts'

const dueReferrals = (db: Queryable, before: number) =>
  db.selectFrom('referrals').where('referrals.question', '!=', '').where('referrals.caseId', 'in', closedCases(db, before))
/** What a specialist was asked and answered, and who it was; the times stay. */
export const referrals: Retained = {
  category: 'transcripts',
  due: (db, before) => total(dueReferrals(db, before).select(count).executeTakeFirstOrThrow()),
  async purgeSome(db, before) {
    const done = await db
      .updateTable('referrals')
      .set((eb) => ({
        question: '',
        email: null,
        answeredBy: null,
        turnsJson: null,
        answer: eb.case().when('answer', 'is', null).then(null).else('').end(),
      }))
      .where('id', 'in', dueReferrals(db, before).select('referrals.id').limit(batch))
      .where('question', '!=', '')
      .executeTakeFirst()
    return Number(done.numUpdatedRows)
  },
  oldest: (db) =>
    when(
      db
        .selectFrom('referrals')
        .select((eb) => eb.fn.min('askedAt').as('at'))
        .where('question', '!=', '')
        .executeTakeFirst(),
    ),
}

const dueFlags = (db: Queryable, before: number) =>
  db.selectFrom('flags').where('flags.resolvedAt', '<', before).where('flags.question', '!=', '')
/** Questions that editors were shown, once they have dealt with them. */
export const flags: Retained = {
  category: 'transcripts',
  due: (db, before) => total(dueFlags(db, before).select(count).executeTakeFirstOrThrow()),
  async purgeSome(db, before) {
    const done = await db
      .updateTable('flags')
      .set({ question: '', comment: '' })
      .where('id', 'in', dueFlags(db, before).select('flags.id').limit(batch))
      .where('question', '!=', '')
      .executeTakeFirst()
    return Number(done.numUpdatedRows)
  },
  oldest: (db) =>
    when(
      db
        .selectFrom('flags')
        .select((eb) => eb.fn.min('at').as('at'))
        .where('question', '!=', '')
        .executeTakeFirst(),
    ),
}

const dueContacts = (db: Queryable, before: number) => db.selectFrom('contacts').where('contacts.caseId', 'in', closedCases(db, before))
export const contacts: Retained = {
  category: 'contacts',
  due: (db, before) => total(dueContacts(db, before).select(count).executeTakeFirstOrThrow()),
  async purgeSome(db, before) {
    const ids = dueContacts(db, before).select('contacts.caseId').limit(batch)
    return Number((await db.deleteFrom('contacts').where('caseId', 'in', ids).executeTakeFirst()).numDeletedRows)
  },
  oldest: (db) =>
    when(
      db
        .selectFrom('contacts')
        .select((eb) => eb.fn.min('at').as('at'))
        .executeTakeFirst(),
    ),
}

const dueNotes = (db: Queryable, before: number) => db.selectFrom('notes').where('notes.caseId', 'in', closedCases(db, before))
export const notes: Retained = {
  category: 'notes',
  due: (db, before) => total(dueNotes(db, before).select(count).executeTakeFirstOrThrow()),
  async purgeSome(db, before) {
    const ids = dueNotes(db, before).select('notes.id').limit(batch)
    return Number((await db.deleteFrom('notes').where('id', 'in', ids).executeTakeFirst()).numDeletedRows)
  },
  oldest: (db) =>
    when(
      db
        .selectFrom('notes')
        .select((eb) => eb.fn.min('at').as('at'))
        .executeTakeFirst(),
    ),
}

const dueMails = (db: Queryable, before: number) =>
  db
    .selectFrom('mails')
    .where('mails.to', '!=', '')
    .where('mails.createdAt', '<', before)
    .where((eb) => eb.or([eb('mails.sentAt', 'is not', null), eb('mails.failedAt', 'is not', null)]))
    .where((eb) => eb.or([eb('mails.caseId', 'is', null), eb('mails.caseId', 'in', closedCases(db, before))]))
/** Mails that were sent or given up; the row stays, so that the same one is not sent again. */
export const mails: Retained = {
  category: 'mails',
  due: (db, before) => total(dueMails(db, before).select(count).executeTakeFirstOrThrow()),
  async purgeSome(db, before) {
    const done = await db
      .updateTable('mails')
      .set({ to: '', subject: '', text: '', error: null })
      .where('id', 'in', dueMails(db, before).select('mails.id').limit(batch))
      .where('to', '!=', '')
      .executeTakeFirst()
    return Number(done.numUpdatedRows)
  },
  oldest: (db) =>
    when(
      db
        .selectFrom('mails')
        .select((eb) => eb.fn.min('createdAt').as('at'))
        .where('to', '!=', '')
        .executeTakeFirst(),
    ),
}
