import { generator } from '../../src/detection/random.ts'
import { appendEvent, type EventType, type NewEvent } from '../../src/store/events.ts'
import type { Store } from '../../src/store/store.ts'

/** Written events of a made-up service, in no order. */
export type WrittenEvent = NewEvent & { conversationId: string; data: Record<string, unknown> }

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const services = ['pmlp-pase-eid', 'vsaa-slimibas-pabalsts', 'studiju-kredits']
const centres = ['riga', 'daugavpils', null]

/** One client's conversation, told forward in time; every event has a moment of its own, except what is one transaction. */
class Story {
  readonly events: WrittenEvent[] = []
  readonly #random: () => number
  readonly #id: string
  now: number
  #case: string | undefined
  #cases = 0
  #waiting = false
  #referrals: string[] = []

  constructor(id: string, start: number, random: () => number) {
    this.#id = id
    this.now = start
    this.#random = random
  }

  chance(part: number): boolean {
    return this.#random() < part
  }

  pick<T>(values: readonly T[]): T {
    return values[Math.floor(this.#random() * values.length)] as T
  }

  /** Time passes: mostly little. */
  wait(most: number): void {
    this.now += 1 + Math.floor(this.#random() ** 3 * most)
  }

  tell(type: EventType, data: Record<string, unknown> = {}, actor = 'somebody'): void {
    this.events.push({ type, at: this.now, actor, conversationId: this.#id, ...(this.#case && { caseId: this.#case }), data })
  }

  visit(channel: string, language: string): void {
    this.tell('session-started', { channel, language }, 'client')
    if (this.chance(0.05)) this.rate()
    else if (this.#case) this.serve()
    // A few are never answered.
    else if (this.chance(0.97)) this.ask(channel, language)
  }

  ask(channel: string, language: string): void {
    const questions = 1 + Math.floor(this.#random() * 3)
    for (let asked = 0; asked < questions && !this.#case; asked++) {
      this.wait(5 * minute)
      this.answer(channel, language)
    }
    if (this.#case) this.handoff()
    if (this.chance(0.4)) this.rate()
  }

  answer(channel: string, language: string): void {
    const decision = this.pick(['answer', 'answer', 'clarify', 'plan', 'smalltalk', 'decline', 'handoff', 'handoff'])
    const service = this.chance(0.8) ? this.pick(services) : null
    if (decision === 'handoff') {
      this.#case = `${this.#id}-case-${++this.#cases}`
      const promisedAt = this.chance(0.9) ? this.now + Math.floor(this.#random() * 3 * hour) : null
      const reason = this.pick(['asked-for-human', 'low-confidence', 'no-card', 'upset'])
      this.tell('handoff-requested', { reason, service, channel, language, institution: null, promisedAt }, 'assistant')
    }
    this.tell('turn-answered', { seq: 1, decision, service, language: this.pick(['lv', 'ru', 'en']) }, 'assistant')
  }

  handoff(): void {
    this.wait(day)
    if (this.chance(0.15)) {
      this.tell('case-left', { waited: 1 })
      this.#case = undefined
      return
    }
    this.#waiting = this.chance(0.1)
    if (this.#waiting) return
    this.claim('case-claimed')
    this.serve()
  }

  claim(type: 'case-claimed' | 'case-taken-over'): void {
    this.#waiting = false
    const centre = this.pick(centres)
    this.tell(type, centre === null ? {} : { centre }, `operator-${this.pick([1, 2, 3])}`)
  }

  serve(): void {
    if (this.#waiting && this.chance(0.5)) this.claim('case-claimed')
    for (let steps = 0; steps < 6 && this.#case && !this.#waiting; steps++) {
      this.wait(6 * hour)
      this.step()
    }
    // What is left open goes on in the next visit.
  }

  step(): void {
    const move = this.pick(['answer', 'answer', 'take-back', 'take-over', 'refer', 'specialist', 'withdraw', 'flag', 'close', 'return'])
    if (move === 'answer') this.tell('case-answered')
    else if (move === 'take-over') this.claim('case-taken-over')
    else if (move === 'take-back') {
      this.tell(this.pick(['case-taken-back', 'case-released'] as const))
      this.#waiting = true
      this.wait(hour)
      // Some wait until they come again.
      if (this.chance(0.6)) this.claim('case-claimed')
    } else if (move === 'refer') {
      const referral = `${this.#case}-question-${this.events.length}`
      this.#referrals.push(referral)
      this.wait(2 * day)
      this.tell('case-referred', { institution: this.pick(['pmlp', 'vsaa']), referral })
    } else if (move === 'specialist' || move === 'withdraw') {
      const referral = this.#referrals.pop()
      if (!referral) return
      this.wait(12 * day)
      this.tell(move === 'specialist' ? 'specialist-answered' : 'referral-withdrawn', { referral })
    } else if (move === 'flag') this.flag()
    else if (move === 'return') this.end('case-returned', {})
    else this.end('case-closed', this.chance(0.9) ? { outcome: this.outcome(), service: this.pick([...services, null]) } : {})
  }

  outcome(): string {
    return this.pick(['solved', 'solved', 'solved', 'referred', 'no-answer', 'abuse', 'test'])
  }

  end(type: 'case-closed' | 'case-returned', data: Record<string, unknown>): void {
    this.tell(type, data)
    this.#case = undefined
    this.#referrals = []
  }

  flag(): void {
    const flag = `${this.#id}-flag-${this.events.length}`
    this.tell('knowledge-flagged', { flag, kind: this.pick(['wrong-answer', 'out-of-date', 'missing-question']) })
    const at = this.now
    this.wait(10 * day)
    if (this.chance(0.6)) this.tell('flag-resolved', { flag, open: this.now - at }, 'editor')
  }

  rate(): void {
    this.wait(10 * minute)
    this.tell('conversation-rated', this.chance(0.5) ? { solved: this.pick([0, 1, 1]) } : { score: this.pick([1, 2, 3, 4, 4, 5, 5]) })
  }
}

/** Three in four by day, as people do. */
function beginning(from: number, to: number, random: () => number): number {
  const at = from + Math.floor(random() * (to - from))
  return random() < 0.25 ? at : at - (at % day) + 6 * hour + Math.floor(random() * 10 * hour)
}

/** Conversations that begin in the days from–to; the same for the same seed. */
export function eventLog(seed: number, conversations: number, from: number, to: number): WrittenEvent[] {
  const random = generator(seed)
  const events: WrittenEvent[] = []
  for (let index = 0; index < conversations; index++) {
    const story = new Story(`conversation-${index}`, beginning(from, to, random), random)
    const channel = story.pick(['webchat', 'webchat', 'facebook', 'x'])
    const visits = story.pick([1, 1, 2, 3])
    for (let visit = 0; visit < visits; visit++) {
      story.visit(channel, story.pick(['lv', 'ru', 'en']))
      story.now += day
      story.wait(5 * day)
    }
    events.push(...story.events)
  }
  return events.sort(() => random() - 0.5)
}

export async function writeEvents(store: Store, events: readonly NewEvent[]): Promise<void> {
  await store.db.transaction().execute(async (trx) => {
    for (const event of events) await appendEvent(trx, event)
  })
}
