import { fill } from '../cards/wording.ts'
import type { Language } from '../languages.ts'
import type { Queryable } from '../store/store.ts'
import type { CaseState } from './case-machine.ts'
import { expectedAnswer, type WaitDeps } from './expected-answer.ts'
import { findOpenCase } from './open-case.ts'
import { byUrgency } from './priority.ts'

/** What a client who waits for a person is shown. */
export interface ClientWait {
  /** `none`: nobody is waited for. */
  state: Exclude<CaseState, 'closed'> | 'none'
  /** From 1, while nobody has taken the case and operators are at work. */
  place: number | null
  /** When an answer is expected, ISO time and words such as “līdz plkst. 10.25”; null once a person has taken the case. */
  at: string | null
  when: string | null
  /** All of it in a sentence. */
  text: string | null
}

const nothing = { place: null, at: null, when: null, text: null }

/** Where somebody who waits stands now: the promise of then may have changed. */
export async function waitOfClient(db: Queryable, conversationId: string, language: Language, deps: WaitDeps): Promise<ClientWait> {
  const own = await findOpenCase(db, conversationId)
  if (!own) return { state: 'none', ...nothing }
  if (own.state !== 'waiting') return { state: own.state === 'level2' ? 'level2' : 'held', ...nothing }
  const waiting = await db
    .selectFrom('cases')
    .select(['id', 'promisedAt', 'priority', 'waitingSince'])
    .where('state', '=', 'waiting')
    .execute()
  const place = waiting.sort(byUrgency(deps.clock())).findIndex(({ id }) => id === own.id) + 1
  const { at, when, situation } = expectedAnswer(deps, language, place)
  const { wait, waitPlace } = deps.knowledge.wordings[language].chat
  if (situation === 'closed' || situation === 'closing') return { state: 'waiting', place: null, at, when, text: fill(wait, { when }) }
  return { state: 'waiting', place, at, when, text: fill(waitPlace, { place: String(place), when }) }
}
