import { describe, expect, it } from 'vitest'
import { createCalendar } from '../../src/handoff/calendar.ts'
import { viewCase } from '../../src/operator/list-cases.ts'
import { referralsOf } from '../../src/operator/list-referrals.ts'
import { askedQuestions } from '../../src/reports/asked-questions.ts'
import { boardPeriod } from '../../src/reports/board-period.ts'
import { caseExport } from '../../src/reports/case-export.ts'
import { contentHealth } from '../../src/reports/content-health.ts'
import { createLocalTimes } from '../../src/reports/local-times.ts'
import { qualityReport } from '../../src/reports/quality.ts'
import { openingHours } from '../../src/reports/quality-parts.ts'
import { retentionReport } from '../../src/reports/retention.ts'
import { countDue, purge } from '../../src/retention/purge.ts'
import type { Queryable, Store } from '../../src/store/store.ts'
import { everythingIn, postgresRecord, sqliteRecord, type TestRecord } from '../support/records.ts'
import { hasPostgres } from '../support/servers.ts'
import { anna, daysAgo, keep, marks, retentionWorld, today } from './retention-world.ts'

const none = { turns: 0, addresses: 0, comments: 0, referrals: 0, flags: 0, contacts: 0, notes: 0, mails: 0 }

/** All that is stored, but the events. */
async function stored({ db }: Store) {
  const all = (table: 'conversations' | 'turns' | 'cases' | 'notes' | 'contacts' | 'ratings' | 'referrals' | 'flags' | 'mails') =>
    db.selectFrom(table).selectAll().execute()
  return {
    conversations: await all('conversations'),
    turns: await all('turns'),
    cases: await all('cases'),
    notes: await all('notes'),
    contacts: await all('contacts'),
    ratings: await all('ratings'),
    referrals: await all('referrals'),
    flags: await all('flags'),
    mails: await all('mails'),
  }
}
const marksIn = async (store: Store) => {
  const text = JSON.stringify(await stored(store))
  return Object.entries(marks)
    .filter(([, mark]) => text.includes(mark))
    .map(([name]) => name)
}

function retentionContract(name: string, open: () => Promise<TestRecord>): void {
  describe(`deleting what has had its time (${name})`, { timeout: 60_000 }, () => {
    it('leaves of an old closed conversation no word, no contact and no id of the person', async () => {
      const { store, clock, setTime, ask, serve, close } = await retentionWorld(open)
      const id = await serve(await ask('1', daysAgo(200)), daysAgo(199))
      await close(id, daysAgo(181))
      setTime(today)
      expect((await marksIn(store)).sort(), 'all is there before').toEqual(Object.keys(marks).sort())
      const rows = await stored(store)
      const purged = await purge({ store, clock }, keep)
      expect(await marksIn(store)).toEqual([])
      expect(purged).toEqual({
        turns: rows.turns.length,
        addresses: 1,
        comments: 1,
        referrals: 1,
        flags: 1,
        contacts: 1,
        notes: 1,
        mails: rows.mails.length,
      })
      expect(rows.turns.length).toBeGreaterThanOrEqual(5)
    })

    it('deletes each kind in its own time, counted from the end of the case', async () => {
      const { store, clock, setTime, ask, serve, close } = await retentionWorld(open)
      const id = await serve(await ask('1', daysAgo(300)), daysAgo(299))
      await close(id, daysAgo(31))
      setTime(today)
      const { turns, notes, contacts } = await stored(store)
      expect(await purge({ store, clock }, keep)).toMatchObject({
        comments: 0,
        referrals: 0,
        flags: 1,
        contacts: 1,
        notes: 0,
        addresses: 0,
      })
      const after = await stored(store)
      expect(after.contacts).toEqual([])
      expect(contacts).toHaveLength(1)
      expect(after.notes).toEqual(notes)
      // What was asked before the case began is as old as it is; what belongs to the case counts from its end.
      expect(after.turns.filter(({ purgedAt }) => purgedAt !== null)).toHaveLength(2)
      expect(after.turns.filter(({ at }) => at >= daysAgo(299))).toEqual(turns.filter(({ at }) => at >= daysAgo(299)))
      setTime(daysAgo(31) + 91 * 24 * 3600_000)
      expect(await purge({ store, clock }, keep)).toMatchObject({ turns: 0, contacts: 0, notes: 1 })
      setTime(daysAgo(31) + 181 * 24 * 3600_000)
      await purge({ store, clock }, keep)
      expect(await marksIn(store)).toEqual([])
    })

    it('takes a day more than is kept, and nothing a day less', async () => {
      const { store, clock, setTime, ask } = await retentionWorld(open)
      await ask('older', daysAgo(180) - 60_000)
      await ask('younger', daysAgo(180) + 60_000)
      setTime(today)
      expect(await purge({ store, clock }, keep)).toMatchObject({ turns: 2, addresses: 1 })
      const { turns, conversations } = await stored(store)
      expect(turns.filter(({ text }) => text === '').map(({ at }) => at < daysAgo(180))).toEqual([true, true])
      expect(conversations.map(({ address }) => address).sort()).toEqual([
        expect.stringMatching(/^psid-xqg-younger$/),
        expect.stringMatching(/^purged:/),
      ])
    })

    it('never touches a case that is open, however old, nor a question without an answer', async () => {
      const { store, clock, setTime, ask, serve } = await retentionWorld(open)
      await serve(await ask('open', daysAgo(900)), daysAgo(899))
      await ask('unanswered', daysAgo(900), { answered: false })
      setTime(today)
      expect(await countDue(store.db, keep, today)).toEqual({ ...none, flags: 1 })
      const before = await stored(store)
      const purged = await purge({ store, clock }, keep)
      // A flag that an editor has dealt with is the editor's, not the case's.
      expect(purged).toEqual({ ...none, flags: 1 })
      expect({ ...(await stored(store)), flags: [] }).toEqual({ ...before, flags: [] })
    })

    it('keeps a flag that no editor has dealt with, and a mail that is still to be sent', async () => {
      const { store, clock, setTime, ask, serve, close } = await retentionWorld(open)
      await close(await serve(await ask('1', daysAgo(400)), daysAgo(399)), daysAgo(398))
      await store.db.updateTable('flags').set({ resolvedAt: null, resolvedBy: null }).execute()
      await store.db.updateTable('mails').set({ sentAt: null }).execute()
      setTime(today)
      expect(await purge({ store, clock }, keep)).toMatchObject({ flags: 0, mails: 0, turns: expect.any(Number) })
      // The mail to the institution quotes what it was asked.
      expect((await marksIn(store)).sort()).toEqual(['flag', 'mail', 'question', 'referral', 'specialist'])
    })

    it('does no harm twice, nor from two nodes at once, and counts nothing twice', async () => {
      const { record, store, clock, setTime, ask, serve, close } = await retentionWorld(open)
      for (let person = 0; person < 12; person++) {
        const conversation = await ask(String(person), daysAgo(400 - person))
        for (let question = 1; question <= 20; question++) await ask(String(person), daysAgo(400 - person) + question * 60_000)
        if (person % 3 === 0) await close(await serve(conversation, daysAgo(380 - person)), daysAgo(370 - person))
      }
      setTime(today)
      const due = await countDue(store.db, keep, today)
      expect(due.turns).toBeGreaterThan(400)
      expect(due.addresses).toBe(12)
      const runs = await Promise.all([...record.nodes, ...record.nodes].map((node) => purge({ store: node, clock }, keep)))
      const sum = (kind: keyof typeof none) => runs.reduce((total, counts) => total + (counts?.[kind] ?? 0), 0)
      expect(Object.fromEntries(Object.keys(none).map((kind) => [kind, sum(kind as keyof typeof none)]))).toEqual(due)
      expect(await marksIn(store)).toEqual([])
      const after = await stored(store)
      expect(await purge({ store, clock }, keep)).toEqual(none)
      expect(await stored(store)).toEqual(after)
    })

    it('leaves a proof, and says what is kept since when', async () => {
      const { store, clock, setTime, ask, serve, close } = await retentionWorld(open)
      await close(await serve(await ask('1', daysAgo(200)), daysAgo(199)), daysAgo(190))
      await ask('2', daysAgo(20))
      setTime(today)
      const before = await retentionReport(store.db, keep, today)
      expect(before.runs).toEqual([])
      const due = await countDue(store.db, keep, today)
      expect(before.categories.flatMap(({ kinds }) => kinds.map(({ kind, due }) => [kind, due]))).toEqual(
        expect.arrayContaining(Object.entries(due)),
      )
      const purged = await purge({ store, clock }, keep)
      const { categories, runs } = await retentionReport(store.db, keep, clock())
      expect(categories.map(({ category, days }) => [category, days])).toEqual(Object.entries(keep))
      expect(categories.flatMap(({ kinds }) => kinds).every(({ due }) => due === 0)).toBe(true)
      expect(categories[0]?.kinds.find(({ kind }) => kind === 'turns')?.oldest?.slice(0, 10)).toBe(
        new Date(daysAgo(20)).toISOString().slice(0, 10),
      )
      expect(categories[1]?.kinds).toEqual([{ kind: 'contacts', oldest: null, due: 0 }])
      expect(runs).toEqual([{ at: expect.any(String), by: 'service', purged, days: keep }])
      expect(purged?.turns).toBeGreaterThan(0)
    })

    it('changes no figure', async () => {
      const { store, clock, setTime, ask, serve, close, knowledge } = await retentionWorld(open)
      for (let person = 0; person < 6; person++) {
        const conversation = await ask(String(person), daysAgo(250 - person))
        if (person % 2 === 0) await close(await serve(conversation, daysAgo(249 - person)), daysAgo(248 - person))
      }
      await ask('unanswered', daysAgo(240), { answered: false })
      setTime(today)
      const times = createLocalTimes(createCalendar(knowledge.workingHours, 'Europe/Riga'), 'Europe/Riga')
      const figures = async (db: Queryable) => {
        const period = boardPeriod({ year: '2026' }, today, 'Europe/Riga')
        const { comments, ...quality } = await qualityReport(period, {
          db,
          now: today,
          times,
          institutionOf: (service) => knowledge.cards.get(service)?.institution,
          opening: openingHours(knowledge.workingHours),
          nameOf: (_, id) => ({ lv: id, ru: id, en: id }),
        })
        const asked = await askedQuestions(db, { from: 0, to: today })
        const { totals, owners, cards } = contentHealth(knowledge, asked, { from: '2026-01-01', to: '2026-11-23' }, '2026-11-23')
        return {
          comments: comments.length,
          figures: { quality, cases: await caseExport(period, { db, now: today, times }), totals, owners, cards },
        }
      }
      const before = await figures(store.db)
      const { events } = await everythingIn(store)
      expect(before.comments).toBe(3)
      expect(before.figures.totals.asked).toBe(6)
      expect(before.figures.quality.scores).toEqual([0, 0, 0, 3, 0])
      expect((await purge({ store, clock }, keep))?.turns).toBeGreaterThan(12)
      const after = await figures(store.db)
      expect(after.figures).toEqual(before.figures)
      expect(after.comments).toBe(0)
      const since = (await everythingIn(store)).events
      expect(since.filter(({ type }) => type !== 'retention-purged')).toEqual(events)
      expect(JSON.stringify(since)).not.toMatch(/xq[a-n]/)
    })

    it('shows an operator that the words are gone, and opens a new conversation for a person who comes back', async () => {
      const { store, deps, clock, setTime, ask, serve, close } = await retentionWorld(open)
      const conversation = await ask('1', daysAgo(200))
      const id = await serve(conversation, daysAgo(199))
      await close(id, daysAgo(190))
      setTime(today)
      await purge({ store, clock }, keep)
      const view = await viewCase(id, anna, deps)
      expect(view.transcript.map(({ text }) => text)).toEqual(view.transcript.map(() => ''))
      expect(view).toMatchObject({ outcome: 'solved', notes: [], contact: null, rating: { score: 4, comment: null } })
      expect(await referralsOf(store.db, id, today)).toEqual([expect.objectContaining({ question: '', answer: '' })])
      expect(await ask('1', today)).not.toBe(conversation)
    })
  })
}

retentionContract('SQLite', sqliteRecord)
describe.skipIf(!hasPostgres)('two nodes', () => retentionContract('PostgreSQL', postgresRecord))
