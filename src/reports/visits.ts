import type { LoggedEvent } from './read-events.ts'

export interface Referral {
  askedAt: number
  answeredAt: number | undefined
  withdrawnAt: number | undefined
}

/** A handoff: from the request for a person to its end. */
export interface Handoff {
  at: number
  channel: string
  language: string
  reason: string
  service: string | null
  /** When the client was told that a person would answer. */
  promisedAt: number | null
  /** When an operator first took it. */
  takenAt: number | undefined
  /** When an operator first wrote to the client. */
  repliedAt: number | undefined
  leftAt: number | undefined
  /** Questions to specialists of institutions, by id. */
  referrals: Map<string, Referral>
}

/** One visit of a client: the case that the financing model pays for. It lasts until the same client's next one begins. */
export interface Visit {
  /** Of the event that began it. */
  id: string
  at: number
  channel: string
  language: string
  /** What the assistant made of the first question. */
  first: { at: number; decision: string; handoff: Handoff | undefined } | undefined
  /** The service as the operator named it, or as the assistant took it last. */
  service: string | null
  /** Whether an operator took it, or held the conversation when it began. */
  taken: boolean
  /** Of the operator who took it last. */
  centre: string | null
  /** When an operator first wrote. */
  repliedAt: number | undefined
  /** Answers of the assistant from a card or a plan. */
  answers: number
  handoffs: Handoff[]
  /** With what its last case was closed. */
  outcome: string | undefined
  /** What was said last about whether it is solved, by the client or by the operator who closed the case. */
  stated: 'solved' | 'referred' | 'not-solved' | undefined
  /** What the client said last about that. */
  said: 'solved' | 'not-solved' | undefined
  /** Questions to specialists that were asked during it. */
  referrals: Referral[]
  rated: boolean
  /** The last score that the client gave, 1–5. */
  score: number | undefined
}

/** Visits of tests and of abuse are counted apart. */
export type VisitKind = 'counted' | 'test' | 'abuse'

export function kindOf({ outcome }: Pick<Visit, 'outcome'>): VisitKind {
  return outcome === 'test' || outcome === 'abuse' ? outcome : 'counted'
}

/** Written where nobody took it, and where the operator belongs to no centre. */
export const assistantCentre = 'assistant'
export const noCentre = 'none'

export function centreOf({ taken, centre }: Pick<Visit, 'taken' | 'centre'>): string {
  return taken ? (centre ?? noCentre) : assistantCentre
}

interface ConversationState {
  visit?: Visit
  /** The operator who holds it now. */
  holder?: { centre: string | null }
}

/** Puts visits and handoffs together from events, which must come in the order in which they happened. */
export class VisitBook {
  readonly visits: Visit[] = []
  readonly handoffs = new Map<string, Handoff>()
  readonly #conversations = new Map<string, ConversationState>()

  add(event: LoggedEvent): void {
    if (event.conversationId === null) return
    const state = this.#conversations.get(event.conversationId) ?? {}
    this.#conversations.set(event.conversationId, state)
    if (event.type === 'session-started') {
      state.visit = begin(event, state)
      this.visits.push(state.visit)
      return
    }
    hold(event, state)
    if (event.type === 'handoff-requested') this.#request(event, state.visit)
    const handoff = event.caseId === null ? undefined : this.handoffs.get(event.caseId)
    if (handoff) advance(handoff, event)
    if (state.visit) follow(state.visit, event, handoff)
  }

  #request({ at, caseId, data }: LoggedEvent, visit: Visit | undefined): void {
    if (caseId === null) return
    const handoff: Handoff = {
      at,
      channel: text(data.channel) ?? 'webchat',
      language: text(data.language) ?? 'lv',
      reason: text(data.reason) ?? 'low-confidence',
      service: text(data.service),
      promisedAt: typeof data.promisedAt === 'number' ? data.promisedAt : null,
      takenAt: undefined,
      repliedAt: undefined,
      leftAt: undefined,
      referrals: new Map(),
    }
    this.handoffs.set(caseId, handoff)
    visit?.handoffs.push(handoff)
  }
}

function begin({ id, at, data }: LoggedEvent, { holder }: ConversationState): Visit {
  return {
    id,
    at,
    channel: text(data.channel) ?? 'webchat',
    language: text(data.language) ?? 'lv',
    first: undefined,
    service: null,
    taken: holder !== undefined,
    centre: holder?.centre ?? null,
    repliedAt: undefined,
    answers: 0,
    handoffs: [],
    outcome: undefined,
    stated: undefined,
    said: undefined,
    referrals: [],
    rated: false,
    score: undefined,
  }
}

/** Who holds the conversation after an event. */
function hold({ type, data }: LoggedEvent, state: ConversationState): void {
  switch (type) {
    case 'case-claimed':
    case 'case-taken-over':
      state.holder = { centre: text(data.centre) }
      if (state.visit) Object.assign(state.visit, { taken: true, centre: state.holder.centre })
      break
    case 'case-released':
    case 'case-taken-back':
    case 'case-returned':
    case 'case-closed':
    case 'case-left':
      delete state.holder
      break
  }
}

function advance(handoff: Handoff, { type, at, data }: LoggedEvent): void {
  const asked = handoff.referrals.get(questionOf(data))
  switch (type) {
    case 'case-claimed':
      handoff.takenAt ??= at
      break
    case 'case-answered':
      handoff.repliedAt ??= at
      break
    case 'case-left':
      handoff.leftAt = at
      break
    case 'case-referred':
      handoff.referrals.set(questionOf(data), { askedAt: at, answeredAt: undefined, withdrawnAt: undefined })
      break
    case 'specialist-answered':
      if (asked) asked.answeredAt ??= at
      break
    case 'referral-withdrawn':
      if (asked) asked.withdrawnAt ??= at
      break
  }
}

function follow(visit: Visit, { type, at, data }: LoggedEvent, handoff: Handoff | undefined): void {
  switch (type) {
    case 'turn-answered':
      if (!visit.first) {
        visit.first = { at, decision: text(data.decision) ?? '', handoff }
        // What the page said is a guess; the first words tell.
        visit.language = text(data.language) ?? visit.language
      }
      if (data.decision === 'answer' || data.decision === 'plan') visit.answers++
      if (data.decision === 'answer') visit.service = text(data.service) ?? visit.service
      break
    case 'handoff-requested':
      visit.service = text(data.service) ?? visit.service
      break
    case 'case-answered':
      visit.repliedAt ??= at
      break
    case 'case-referred':
      visit.referrals.push(handoff?.referrals.get(questionOf(data)) ?? { askedAt: at, answeredAt: undefined, withdrawnAt: undefined })
      break
    case 'case-closed':
      visit.outcome = text(data.outcome) ?? undefined
      visit.service = text(data.service) ?? visit.service
      if (visit.outcome === 'solved' || visit.outcome === 'referred') visit.stated = visit.outcome
      break
    case 'conversation-rated':
      visit.rated = true
      if (typeof data.score === 'number') visit.score = data.score
      if (data.solved === 0 || data.solved === 1) {
        visit.said = data.solved === 1 ? 'solved' : 'not-solved'
        visit.stated = visit.said
      }
      break
  }
}

function questionOf({ referral, institution }: LoggedEvent['data']): string {
  return text(referral) ?? text(institution) ?? ''
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
