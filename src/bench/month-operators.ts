import { seen } from '../handoff/presence.ts'
import type { Language } from '../languages.ts'
import { openSession } from '../operator/sign-in.ts'
import type { Town } from './month-citizens.ts'
import { answerByLink, DeskClient, Refused } from './month-http.ts'
import type { Dice } from './month-random.ts'
import { adminPassword } from './month-world.ts'

const second = 1000
const minute = 60 * second
const day = 24 * 3600 * second
/** A console says that it is there every 15 s; in simulated time less often is enough for the service to believe it. */
const pingEvery = 50 * second
/** Without words of the holder for so long a case is taken back; looked at a moment later. */
const goneLook = 61 * second

const habits = {
  letsLapse: 0.03,
  refers: 0.04,
  putsBack: 0.01,
  returns: 0.03,
  flags: 0.03,
  /** solved, referred, abuse, test */
  outcomes: [88, 9, 1.5, 1.5],
} as const
const outcomeNames = ['solved', 'referred', 'abuse', 'test'] as const
const institutions = ['vid', 'vsaa', 'pmlp', 'csdd'] as const
const flagKinds = ['wrong-answer', 'out-of-date', 'missing-question'] as const

interface Colleague {
  username: string
  centre: string
  desk: DeskClient
  /** Signed in, and what they hold. */
  onDuty: boolean
  leaving: boolean
  atLunch: boolean
  holds: Set<string>
}

export interface Shift {
  opens: number
  closes: number
  /** How many of the colleagues come. */
  people: number
}

/** The operators of two centres: they come, take what is offered to them, answer, and go home. */
export class Desks {
  readonly #town: Town
  readonly #dice: Dice
  readonly admin: DeskClient
  #colleagues: Colleague[] = []
  #offers = new Map<string, number>()
  #answered = new Set<string>()
  #lastPing = 0
  conflicts = 0

  constructor(town: Town, dice: Dice) {
    this.#town = town
    this.#dice = dice
    this.admin = new DeskClient(town.world.url)
  }

  async hire(people: number): Promise<void> {
    await this.signInAdmin()
    for (let number = 1; number <= people; number++) {
      const username = `operators.${number}`
      const centre = number % 5 < 3 ? 'riga' : 'rezekne'
      // Everybody speaks Latvian; most Russian, many English.
      const languages: Language[] = ['lv', ...(number % 5 ? (['ru'] as const) : []), ...(number % 3 ? (['en'] as const) : [])]
      await this.admin.post('operators', { username, name: `Operators ${number}`, role: 'operator', centre, languages, maxChats: 4 })
      const desk = new DeskClient(this.#town.world.url)
      this.#colleagues.push({ username, centre, desk, onDuty: false, leaving: false, atLunch: false, holds: new Set() })
    }
    // They have chosen passwords of their own: asking for one takes a third of a second on purpose, each time.
    await this.#town.world.store.db.updateTable('operators').set({ mustChange: 0 }).execute()
  }

  async #signIn({ desk, username }: Colleague): Promise<void> {
    const { store, agenda } = this.#town.world
    const row = await store.db.selectFrom('operators').selectAll().where('username', '=', username).executeTakeFirstOrThrow()
    desk.enter(await openSession(store, row, 'password', agenda.now))
  }

  /** A session lasts hours, a month longer. */
  async signInAdmin(): Promise<void> {
    await this.admin.signIn('admin', adminPassword)
  }

  /** Plans the days of work. */
  plan(shifts: readonly Shift[]): void {
    const { agenda } = this.#town.world
    for (const [index, { opens, closes, people }] of shifts.entries()) {
      // Not always the same people: who begins the list changes from day to day.
      for (let turn = 0; turn < people; turn++) {
        const colleague = this.#colleagues[(index * 3 + turn) % this.#colleagues.length] as Colleague
        agenda.plan(opens + this.#dice.between(-2, 4) * minute, () => this.#come(colleague))
        const lunch = opens + this.#dice.between(3.5, 6) * 3600 * second
        agenda.plan(lunch, () => this.#say(colleague, 'away'))
        agenda.plan(lunch + 30 * minute, () => this.#say(colleague, 'available'))
        agenda.plan(closes - 8 * minute, () => this.#stopTaking(colleague))
      }
    }
  }

  async #come(colleague: Colleague): Promise<void> {
    if (colleague.onDuty) return
    await this.#signIn(colleague)
    colleague.onDuty = true
    colleague.leaving = false
    await colleague.desk.post('presence', { state: 'available' })
    if (this.#lastPing === 0) this.#ping()
    await this.tend()
  }

  async #say(colleague: Colleague, state: 'away' | 'available'): Promise<void> {
    if (!colleague.onDuty || colleague.leaving) return
    colleague.atLunch = state === 'away'
    await colleague.desk.post('presence', { state })
    await this.tend()
  }

  async #stopTaking(colleague: Colleague): Promise<void> {
    if (!colleague.onDuty) return
    colleague.leaving = true
    await colleague.desk.post('presence', { state: 'away' })
    await this.#goHome(colleague)
  }

  async #goHome(colleague: Colleague): Promise<void> {
    if (!colleague.leaving || !colleague.onDuty || colleague.holds.size > 0) return
    colleague.onDuty = false
    await colleague.desk.signOut()
    await this.tend()
  }

  /** Consoles that say that they are there, while anybody is. */
  #ping(): void {
    const { world } = this.#town
    this.#lastPing = world.agenda.now
    world.agenda.plan(world.agenda.now + pingEvery, async () => {
      const here = this.#colleagues.filter(({ onDuty }) => onDuty)
      if (here.length === 0) {
        this.#lastPing = 0
        return
      }
      await world.store.db.transaction().execute(async (trx) => {
        for (const { username } of here) await seen(trx, { username, role: 'operator' }, world.agenda.now)
      })
      await this.#lookUp(here)
      this.#ping()
    })
  }

  /** What people at the console notice by themselves: that somebody waits, and that they were set away. */
  async #lookUp(here: readonly Colleague[]): Promise<void> {
    const { db } = this.#town.world.store
    const waiting = await db.selectFrom('cases').select('id').where('state', '=', 'waiting').limit(1).executeTakeFirst()
    if (!waiting) return
    const away = await db.selectFrom('presence').select('username').where('state', '=', 'away').execute()
    for (const { username } of away) {
      const colleague = here.find((one) => one.username === username && !one.atLunch && !one.leaving)
      if (colleague) await colleague.desk.post('presence', { state: 'available' })
    }
    await this.tend()
  }

  /** Looks after the queue and lets those who are offered something see it. */
  async tend(): Promise<void> {
    const { world } = this.#town
    await world.tend()
    const offers = await world.store.db
      .selectFrom('cases')
      .select(['id', 'offeredTo', 'offeredUntil'])
      .where('state', '=', 'waiting')
      .where('offeredTo', 'is not', null)
      .execute()
    for (const { id, offeredTo, offeredUntil } of offers) {
      if (offeredUntil === null || this.#offers.get(id) === offeredUntil) continue
      this.#offers.set(id, offeredUntil)
      const colleague = this.#colleagues.find(({ username }) => username === offeredTo)
      if (colleague && !this.#dice.chance(habits.letsLapse)) {
        const sees = 3 * second + Math.min(25 * second, this.#dice.lognormal(6 * second, 0.7))
        world.agenda.plan(world.agenda.now + sees, () => this.#claim(colleague, id))
      } else world.agenda.plan(offeredUntil, () => this.tend())
    }
  }

  async #claim(colleague: Colleague, caseId: string): Promise<void> {
    const { ledger, waiting, world } = this.#town
    if (!colleague.onDuty) return
    try {
      await colleague.desk.post(`cases/${caseId}/claim`)
    } catch (error) {
      // The client gave up, or the offer went to somebody else meanwhile.
      if (!(error instanceof Refused) || error.status !== 409) throw error
      this.conflicts++
      return
    }
    await colleague.desk.get(`cases/${caseId}`)
    ledger.claimed(caseId, world.agenda.now, colleague.centre)
    colleague.holds.add(caseId)
    const later = (ms: number, run: () => Promise<void>) => world.agenda.plan(world.agenda.now + ms, run)
    if (this.#answered.has(caseId)) {
      later(this.#dice.between(2, 5) * minute, () => this.#finish(colleague, caseId, 'solved'))
      return
    }
    const client = waiting.get(caseId)
    const first = this.#dice.lognormal(35 * second, 0.5)
    const whole = Math.max(first + minute, this.#dice.lognormal(6 * minute, 0.7))
    later(first, async () => {
      await this.#write(colleague, caseId)
      if (client?.gone) return later(3 * minute, () => this.#finish(colleague, caseId, 'no-answer'))
      if (this.#dice.chance(habits.putsBack)) return this.#putBack(colleague, caseId)
      await this.#talk(colleague, caseId, whole - first)
    })
  }

  /** Question and answer until the time that the case takes is over. */
  async #talk(colleague: Colleague, caseId: string, left: number): Promise<void> {
    const { agenda } = this.#town.world
    const pause = this.#dice.between(20, 60) * second
    const round = pause + this.#dice.between(60, 240) * second
    if (left < round + 30 * second) {
      agenda.plan(agenda.now + left, () => this.#end(colleague, caseId))
      return
    }
    agenda.plan(agenda.now + pause, async () => {
      await this.#town.waiting.get(caseId)?.hearOperator()
    })
    agenda.plan(agenda.now + round, async () => {
      await this.#write(colleague, caseId)
      await this.#talk(colleague, caseId, left - round)
    })
  }

  async #write(colleague: Colleague, caseId: string): Promise<void> {
    await colleague.desk.post(`cases/${caseId}/messages`, { text: 'Labdien! Paskatījos Jūsu jautājumu, paskaidroju.' })
    this.#town.ledger.replied(caseId, this.#town.world.agenda.now)
  }

  async #end(colleague: Colleague, caseId: string): Promise<void> {
    if (this.#dice.chance(habits.flags)) await this.#flag(colleague, caseId)
    if (this.#dice.chance(habits.refers)) return this.#refer(colleague, caseId)
    if (this.#dice.chance(habits.returns)) return this.#return(colleague, caseId)
    const outcome = outcomeNames[this.#dice.weighted(habits.outcomes)] ?? 'solved'
    await this.#finish(colleague, caseId, outcome)
  }

  async #finish(colleague: Colleague, caseId: string, outcome: string): Promise<void> {
    const { ledger, waiting, world } = this.#town
    await this.#write(colleague, caseId)
    await colleague.desk.post(`cases/${caseId}/close`, { outcome })
    ledger.closed(caseId, world.agenda.now, outcome)
    await waiting.get(caseId)?.hearClosing()
    waiting.delete(caseId)
    await this.#letGo(colleague, caseId)
  }

  async #return(colleague: Colleague, caseId: string): Promise<void> {
    const { ledger, waiting, world } = this.#town
    await this.#write(colleague, caseId)
    await colleague.desk.post(`cases/${caseId}/return`)
    ledger.returned(caseId, world.agenda.now)
    waiting.delete(caseId)
    await this.#letGo(colleague, caseId)
  }

  async #putBack(colleague: Colleague, caseId: string): Promise<void> {
    await colleague.desk.post(`cases/${caseId}/release`)
    this.#town.ledger.putBack(caseId, this.#town.world.agenda.now)
    await this.#letGo(colleague, caseId)
  }

  async #letGo(colleague: Colleague, caseId: string): Promise<void> {
    colleague.holds.delete(caseId)
    await this.#goHome(colleague)
    await this.tend()
  }

  async #flag(colleague: Colleague, caseId: string): Promise<void> {
    const { ledger, world } = this.#town
    const kind = this.#dice.pick(flagKinds)
    const { id } = await colleague.desk.post<{ id: string }>(`cases/${caseId}/flags`, { kind, comment: 'Jāpārbauda' })
    const flag: (typeof ledger.flags)[number] = { at: world.agenda.now, kind }
    ledger.flags.push(flag)
    if (!this.#dice.chance(0.7)) return
    world.agenda.plan(world.agenda.now + this.#dice.lognormal(1.5 * day, 0.8), async () => {
      await this.signInAdmin()
      await this.admin.post(`flags/${id}/resolve`)
      flag.resolvedAt = world.agenda.now
    })
  }

  async #refer(colleague: Colleague, caseId: string): Promise<void> {
    const { ledger, world } = this.#town
    const institution = this.#dice.pick(institutions)
    const { link } = await colleague.desk.post<{ link: string }>(`cases/${caseId}/refer`, { institution, question: 'Lūdzu precizējiet.' })
    ledger.asked(caseId, world.agenda.now)
    await this.#letGo(colleague, caseId)
    const takes = this.#dice.lognormal(3 * day, 0.7)
    // Specialists answer by day, on any day of the week.
    const at = world.agenda.now + takes
    world.agenda.plan(at, async () => {
      await answerByLink(world.url, link, 'Atbilde no iestādes: iesniegums ir saņemts un tiek izskatīts.')
      ledger.specialistAnswered(caseId, world.agenda.now)
      this.#answered.add(caseId)
      await this.#takeUp(colleague, caseId)
    })
  }

  /** The holder writes the answer on, when at work; else the case goes back into the queue. */
  async #takeUp(colleague: Colleague, caseId: string): Promise<void> {
    const { ledger, world } = this.#town
    if (colleague.onDuty) {
      colleague.holds.add(caseId)
      world.agenda.plan(world.agenda.now + this.#dice.between(2, 8) * minute, () => this.#finish(colleague, caseId, 'solved'))
      return
    }
    world.agenda.plan(world.agenda.now + goneLook, async () => {
      await this.tend()
      const row = await world.store.db.selectFrom('cases').select('state').where('id', '=', caseId).executeTakeFirstOrThrow()
      if (row.state !== 'waiting') throw new Error(`case ${caseId} was not taken back from ${colleague.username}, who has gone home`)
      ledger.putBack(caseId, world.agenda.now)
    })
  }
}
