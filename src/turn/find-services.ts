import { calibrate, type Signals } from '../detection/calibration.ts'
import type { Scored, Understanding } from '../detection/understanding.ts'
import type { Language } from '../languages.ts'
import type { Deps, EarlierTurn, Step } from './draft.ts'

/** How much the service that was just spoken of gains in a follow-up that names none (in margins). */
const contextBonus = 0.8
/** A question as long as this can stand alone; shorter ones lean on what was said before. */
const standaloneLength = 12

/** Ranks the services, with the conversation so far, and says how sure that is. */
export const findServices: Step = (draft, deps) => {
  if (!draft.heard) return draft
  const heard = hearWithContext(draft.heard, draft.context, deps)
  const { confidence, services } = calibrate(signalsOf(heard))
  return { ...draft, heard, services, confidence }
}

/** What was heard, with what was spoken of before. */
export function hearWithContext(heard: Understanding, context: readonly EarlierTurn[], deps: Deps): Understanding {
  const services = withContext(heard, servicesSpokenOf(context, heard.language, deps))
  return { ...heard, services, kind: kindInContext(heard, services) }
}

/** Services of the last answers, the latest first; from the record, or from the words of the context. */
function servicesSpokenOf(context: readonly EarlierTurn[], language: Language, deps: Deps): string[] {
  const found: string[] = []
  for (const turn of context.slice(-6).reverse()) {
    const service = turn.assistant ? answeredService(turn) : deps.understand(turn.text.slice(0, 1000), language).services[0]?.id
    if (service && !found.includes(service)) found.push(service)
  }
  return found
}

function answeredService(turn: EarlierTurn): string | undefined {
  const { decision, services } = turn.assistant ?? {}
  return decision === 'answer' || decision === 'clarify' ? services?.[0]?.id : undefined
}

function withContext(heard: Understanding, spokenOf: readonly string[]): Scored[] {
  if (spokenOf.length === 0) return heard.services
  const weight = contextBonus * Math.min(1, standaloneLength / Math.max(heard.length, 1))
  const scores = new Map(heard.services.map(({ id, score }) => [id, score]))
  const floor = Math.min(...scores.values())
  for (const [position, id] of spokenOf.entries()) scores.set(id, (scores.get(id) ?? floor) + weight / (position + 1))
  return [...scores].map(([id, score]) => ({ id, score })).sort((a, b) => b.score - a.score)
}

/** With a service on the table, a thin message that seemed to be about nothing is about that service. */
function kindInContext(heard: Understanding, ranked: Scored[]): Understanding['kind'] {
  const best = ranked[0]?.score ?? Number.NEGATIVE_INFINITY
  return best > heard.kinds[heard.kind] ? 'service' : heard.kind
}

export function signalsOf(heard: Understanding): Signals {
  const { service: _, ...others } = heard.kinds
  return { services: heard.services, bestOther: Math.max(...Object.values(others)), length: heard.length }
}
