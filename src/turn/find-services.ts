import { calibrate, type Signals } from '../detection/calibration.ts'
import { withNear } from '../detection/ranking.ts'
import type { Ranked, Understanding } from '../detection/understanding.ts'
import type { Language } from '../languages.ts'
import type { Deps, Draft, EarlierTurn, Step } from './draft.ts'

/** How much the service that was just spoken of gains in a follow-up that names none (in margins). */
const contextBonus = 1.3
/** A question as long as this can stand alone; shorter ones lean on what was said before. */
const standaloneLength = 12

/** From this margin on a message is plainly of its kind, whatever was spoken of. */
const plainly = 0.5
/** What is to be refused must lead the services by so much when one is named. */
const namedLead = 0.5
const namedUnsafe = 0.3
/** Two or three words that name a service leave little room for a plot. */
const fewWords = 3
const fewUnsafe = 0.8
/** By so much the kind may lead and still be taken for a question about what was spoken of. */
const thinAllowance = 0.2

/** Below this margin a text says too little to be about a service. */
const thinMargin = -0.4

/** So many earlier turns may tell what is spoken of; without the record each must be understood again. */
const lookBack = 4

/** Ranks the services, with the conversation so far, and says how sure that is. */
export const findServices: Step = (draft, deps) => {
  if (!draft.heard) return draft
  const heard = hearWithContext(hearWithNear(draft.heard, draft.near, deps), draft.context, deps)
  const { confidence, services } = calibrate(signalsOf(heard))
  return { ...draft, heard, services, confidence }
}

/** What was heard, with the learnt questions that are most like it. They say which service is meant, not which kind of message it is. */
export function hearWithNear(heard: Understanding, near: Draft['near'], { nearWeight }: Pick<Deps, 'nearWeight'>): Understanding {
  return near && nearWeight ? { ...heard, services: withNear(heard.services, near, nearWeight) } : heard
}

/** What was heard, with what was spoken of before. */
export function hearWithContext(heard: Understanding, context: readonly EarlierTurn[], deps: Deps): Understanding {
  const spokenOf = servicesSpokenOf(context, heard.language, deps)
  const services = withContext(heard, spokenOf)
  const named = heard.named.some((id) => deps.knowledge.cards.has(id))
  return { ...heard, services, kind: named && isWeakRefusal(heard) ? 'service' : kindInContext(heard, services, spokenOf), spokenOf }
}

/** Services of the last answers, the latest first; without the record, what the words of the context are about. */
function servicesSpokenOf(context: readonly EarlierTurn[], language: Language, deps: Deps): string[] {
  const latestFirst = context.slice(-lookBack).reverse()
  return context.some((turn) => turn.assistant)
    ? [...new Set(latestFirst.flatMap((turn) => answeredService(turn) ?? []))]
    : mentionedServices(latestFirst, language, deps)
}

/**
 * A question and its answer are about one thing, each in its own words: what both point to counts for both. A turn
 * counts when it is plainly about a service ("thanks" puts none on the table), an older one half as much.
 */
function mentionedServices(latestFirst: readonly EarlierTurn[], language: Language, deps: Deps): string[] {
  const weights = new Map<string, number>()
  for (const [position, turn] of latestFirst.entries()) {
    const { kind, services } = deps.understand(turn.text.slice(0, 300), language)
    if (kind !== 'service') continue
    for (const { id, score } of services.slice(0, 3)) {
      const weight = Math.max(0, score - thinMargin) / 2 ** Math.floor(position / 2)
      if (weight > 0) weights.set(id, (weights.get(id) ?? 0) + weight)
    }
  }
  return [...weights].sort(([, a], [, b]) => b - a).map(([id]) => id)
}

function answeredService(turn: EarlierTurn): string | undefined {
  const { decision, services } = turn.assistant ?? {}
  return decision === 'answer' || decision === 'clarify' ? services?.[0]?.id : undefined
}

function withContext(heard: Understanding, spokenOf: readonly string[]): Ranked[] {
  // Another service is named: the subject has changed.
  if (spokenOf.length === 0 || (heard.named.length > 0 && !heard.named.some((id) => spokenOf.includes(id)))) return heard.services
  const weight = contextBonus * Math.min(1, standaloneLength / Math.max(heard.length, 1))
  const ranked = new Map(heard.services.map((service) => [service.id, service]))
  const [top] = heard.services
  const highest = top?.score ?? 0
  const likeliest = top?.views.linear ?? 0
  for (const [position, id] of spokenOf.entries()) {
    const service = ranked.get(id)
    // The embedder must choose something even where nothing is said of the subject: its doubt of this service says nothing.
    if (service) ranked.set(id, { ...service, score: service.views.linear + highest - likeliest + weight / (position + 1) })
  }
  return [...ranked.values()].sort((a, b) => b.score - a.score)
}

/**
 * With a service on the table, a thin message that seemed to be about nothing is about that service. Only a plain
 * wish for a person or something unsafe goes before it.
 */
function kindInContext(heard: Understanding, ranked: Ranked[], spokenOf: readonly string[]): Understanding['kind'] {
  const best = ranked[0]?.score ?? Number.NEGATIVE_INFINITY
  const plain = (heard.kind === 'human' || heard.kind === 'unsafe') && heard.kinds[heard.kind] > plainly
  return !plain && spokenOf.length > 0 && best > heard.kinds[heard.kind] - thinAllowance ? 'service' : heard.kind
}

/**
 * A message that calls a service by its name is about it, unless it is plainly something to refuse. For what is unsafe
 * less is enough: how to forge a sick note names a service too.
 */
function isWeakRefusal({ kind, kinds, length }: Understanding): boolean {
  if (kind === 'unsafe') return kinds.unsafe - kinds.service < (length <= fewWords ? fewUnsafe : namedUnsafe)
  return ['near-miss', 'out-of-scope', 'smalltalk'].includes(kind) && kinds[kind] - kinds.service < namedLead
}

export function signalsOf(heard: Understanding): Signals {
  const { service: _, ...others } = heard.kinds
  const spokenOf = heard.spokenOf[0] !== undefined && heard.spokenOf[0] === heard.services[0]?.id
  const [first] = heard.services
  const densest = heard.services.reduce((a, b) => (b.views.dense > a.views.dense ? b : a), first as Ranked)
  return {
    services: heard.services,
    first,
    agreed: densest === first,
    bestOther: Math.max(...Object.values(others)),
    // A few words say little by themselves, but enough when the subject is on the table.
    length: spokenOf ? Math.max(heard.length, standaloneLength) : heard.length,
    spokenOf,
  }
}
