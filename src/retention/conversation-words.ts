import { sql } from 'kysely'
import { emptiedAddress } from '../store/conversations.ts'
import type { Queryable } from '../store/store.ts'
import { batch, closedCases, count, type Retained, total, when } from './due.ts'

/** Words said in a conversation that nobody works on; of a case, once the case has been closed for long enough. */
const dueTurns = (db: Queryable, before: number) =>
  db
    .selectFrom('turns')
    .where('turns.at', '<', before)
    .where('turns.purgedAt', 'is', null)
    // Whoever has no answer yet is still to get one.
    .where((eb) => eb.or([eb('turns.speaker', '!=', 'client'), eb('turns.handledAt', 'is not', null)]))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('cases')
            .select('cases.id')
            .whereRef('cases.conversationId', '=', 'turns.conversationId')
            .where((eb) =>
              eb.or([
                eb('cases.state', '!=', 'closed'),
                eb.and([eb('cases.closedAt', '>=', before), eb('cases.openedAt', '<=', eb.ref('turns.at'))]),
              ]),
            ),
        ),
      ),
    )

/** What of an answer the figures need; the words, and what was concluded from them, go. */
const figuresOfTurn = [
  'decision',
  'reason',
  'services',
  'facet',
  'lifeEvents',
  'socialGroups',
  'confidence',
  'caseId',
  'generated',
  'attachments',
  'cut',
  'contact',
]

function figuresOnly(json: string | null): string | null {
  if (json === null) return null
  const all = JSON.parse(json) as Record<string, unknown>
  return JSON.stringify(Object.fromEntries(figuresOfTurn.filter((key) => key in all).map((key) => [key, all[key]])))
}

/** A turn without its words. */
export const emptied = (assistantJson: string | null, at: number) => ({
  text: '',
  optionsJson: '[]',
  channelDataJson: null,
  platformId: null,
  assistantJson: figuresOnly(assistantJson),
  purgedAt: at,
})

/** Buttons that were pressed stay: they hold ids only, and tell buttons from questions in the figures. */
export const turns: Retained = {
  category: 'transcripts',
  due: (db, before) => total(dueTurns(db, before).select(count).executeTakeFirstOrThrow()),
  async purgeSome(db, before, at) {
    const rows = await dueTurns(db, before).select(['conversationId', 'seq', 'assistantJson']).orderBy('turns.at').limit(batch).execute()
    return db.transaction().execute(async (trx) => {
      let purged = 0
      for (const { conversationId, seq, assistantJson } of rows) {
        const done = await trx
          .updateTable('turns')
          .set(emptied(assistantJson, at))
          .where('conversationId', '=', conversationId)
          .where('seq', '=', seq)
          .where('purgedAt', 'is', null)
          .where(({ not, exists, selectFrom }) =>
            not(exists(selectFrom('cases').select('id').where('conversationId', '=', conversationId).where('state', '!=', 'closed'))),
          )
          .executeTakeFirst()
        purged += Number(done.numUpdatedRows)
      }
      return purged
    })
  },
  oldest: (db) =>
    when(
      db
        .selectFrom('turns')
        .select((eb) => eb.fn.min('at').as('at'))
        .where('purgedAt', 'is', null)
        .executeTakeFirst(),
    ),
}

/** A platform's id of a person who has not written for so long; whoever writes again begins a new one. */
const dueAddresses = (db: Queryable, before: number) =>
  db
    .selectFrom('conversations')
    .where('conversations.lastTurnAt', '<', before)
    .where('conversations.address', 'not like', `${emptiedAddress}%`)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('turns')
            .select('turns.seq')
            .whereRef('turns.conversationId', '=', 'conversations.id')
            .where('turns.speaker', '=', 'client')
            .where('turns.handledAt', 'is', null),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('cases')
            .select('cases.id')
            .whereRef('cases.conversationId', '=', 'conversations.id')
            .where((eb) => eb.or([eb('cases.state', '!=', 'closed'), eb('cases.closedAt', '>=', before)])),
        ),
      ),
    )
export const addresses: Retained = {
  category: 'transcripts',
  due: (db, before) => total(dueAddresses(db, before).select(count).executeTakeFirstOrThrow()),
  async purgeSome(db, before) {
    const done = await db
      .updateTable('conversations')
      .set({ address: sql`${sql.lit(emptiedAddress)} || id` })
      .where('id', 'in', dueAddresses(db, before).select('conversations.id').limit(batch))
      .where('address', 'not like', `${emptiedAddress}%`)
      .executeTakeFirst()
    return Number(done.numUpdatedRows)
  },
  oldest: (db) =>
    when(
      db
        .selectFrom('conversations')
        .select((eb) => eb.fn.min('lastTurnAt').as('at'))
        .where('address', 'not like', `${emptiedAddress}%`)
        .executeTakeFirst(),
    ),
}

const dueComments = (db: Queryable, before: number) =>
  db
    .selectFrom('ratings')
    .where('ratings.at', '<', before)
    .where('ratings.comment', 'is not', null)
    .where((eb) => eb.or([eb('ratings.caseId', '=', ''), eb('ratings.caseId', 'in', closedCases(db, before))]))
/** Comments under a rating; the rating itself stays. */
export const comments: Retained = {
  category: 'transcripts',
  due: (db, before) => total(dueComments(db, before).select(count).executeTakeFirstOrThrow()),
  async purgeSome(db, before) {
    const rows = await dueComments(db, before).select(['conversationId', 'caseId']).limit(batch).execute()
    return db.transaction().execute(async (trx) => {
      let purged = 0
      for (const { conversationId, caseId } of rows) {
        const done = await trx
          .updateTable('ratings')
          .set({ comment: null })
          .where('conversationId', '=', conversationId)
          .where('caseId', '=', caseId)
          .where('at', '<', before)
          .where('comment', 'is not', null)
          .executeTakeFirst()
        purged += Number(done.numUpdatedRows)
      }
      return purged
    })
  },
  oldest: (db) =>
    when(
      db
        .selectFrom('ratings')
        .select((eb) => eb.fn.min('at').as('at'))
        .where('comment', 'is not', null)
        .executeTakeFirst(),
    ),
}
