/** A visit, as the people of the simulation know it. */
export interface VisitNote {
  at: number
  /** What the assistant made of the first question; absent while somebody else had the conversation. */
  first?: { decision: string; handoff: HandoffNote | undefined }
  /** Whether an operator took part, and of which centre the last one was. */
  taken: boolean
  centre: string | null
  repliedAt?: number
  answers: number
  handoffs: HandoffNote[]
  /** The last word of the client, and of anybody, on whether it is solved. */
  said?: boolean
  stated?: 'solved' | 'referred' | 'not-solved'
  outcome?: string
  referrals: number
  score?: number
  /** Something else than a rating was said. */
  asked: boolean
}

export interface HandoffNote {
  caseId: string
  at: number
  reason: string
  promisedAt: number
  situation: string
  place: number | undefined
  takenAt?: number
  repliedAt?: number
  /** Gave the place in the queue up, or went away without a word. */
  leftAt?: number
  goneAt?: number
  closedAt?: number
  referrals: { askedAt: number; answeredAt?: number }[]
}

interface ConversationNote {
  lastWordAt: number
  visit: VisitNote
  /** Who holds it now. */
  holder: { centre: string | null } | undefined
}

const silence = 24 * 3600_000

/**
 * What happened, written down by those who did it: clients and operators of the simulation. The figures are counted from
 * it a second time, without the record of the service.
 */
export class Ledger {
  readonly visits: VisitNote[] = []
  readonly handoffs: HandoffNote[] = []
  readonly flags: { at: number; kind: string; resolvedAt?: number }[] = []
  /** When the assistant answered a question from a card. */
  readonly answers: number[] = []
  contacts = 0
  turns = 0
  #conversations = new Map<string, ConversationNote>()
  #cases = new Map<string, { handoff: HandoffNote; conversation: string }>()

  /** A client says something; the first words, and words after a day of silence, begin a visit. */
  said(conversation: string, at: number, kind: 'question' | 'button'): void {
    this.turns++
    const known = this.#conversations.get(conversation)
    if (known && at - known.lastWordAt <= silence) {
      known.lastWordAt = at
      known.visit.asked ||= kind === 'question'
      return
    }
    const holder = known?.holder
    const visit: VisitNote = {
      at,
      taken: holder !== undefined,
      centre: holder?.centre ?? null,
      answers: 0,
      handoffs: [],
      referrals: 0,
      asked: kind === 'question',
    }
    this.visits.push(visit)
    this.#conversations.set(conversation, { lastWordAt: at, visit, holder })
  }

  /** The assistant answered a question. */
  answered(conversation: string, at: number, decision: string, handoff?: HandoffNote): void {
    const { visit } = this.#heard(conversation, at)
    if (handoff) {
      visit.handoffs.push(handoff)
      this.handoffs.push(handoff)
      this.#cases.set(handoff.caseId, { handoff, conversation })
    }
    visit.first ??= { decision, handoff }
    if (decision === 'answer') this.answers.push(at)
    if (decision === 'answer' || decision === 'plan') visit.answers++
  }

  solved(conversation: string, at: number, yes: boolean): void {
    const { visit } = this.#heard(conversation, at)
    visit.said = yes
    visit.stated = yes ? 'solved' : 'not-solved'
  }

  rated(conversation: string, at: number, score: number): void {
    this.#heard(conversation, at).visit.score = score
  }

  /** The service said something that is no answer. */
  told(conversation: string, at: number): void {
    this.#heard(conversation, at)
  }

  claimed(caseId: string, at: number, centre: string): void {
    const { handoff, note } = this.#caseNote(caseId, at)
    handoff.takenAt ??= at
    note.holder = { centre }
    note.visit.taken = true
    note.visit.centre = centre
  }

  replied(caseId: string, at: number): void {
    const { handoff, note } = this.#caseNote(caseId, at)
    handoff.repliedAt ??= at
    note.visit.repliedAt ??= at
  }

  asked(caseId: string, at: number): void {
    const { handoff, note } = this.#caseNote(caseId, at)
    handoff.referrals.push({ askedAt: at })
    note.visit.referrals++
  }

  specialistAnswered(caseId: string, at: number): void {
    const open = this.#caseNote(caseId, at).handoff.referrals.find(({ answeredAt }) => answeredAt === undefined)
    if (open) open.answeredAt = at
  }

  /** Back into the queue: by the operator, or because nobody is there who holds it. */
  putBack(caseId: string, at: number): void {
    this.#caseNote(caseId, at).note.holder = undefined
  }

  closed(caseId: string, at: number, outcome: string): void {
    const { handoff, note } = this.#caseNote(caseId, at)
    handoff.closedAt = at
    note.holder = undefined
    note.visit.outcome = outcome
    if (outcome === 'solved' || outcome === 'referred') note.visit.stated = outcome
  }

  /** Given back to the assistant: nobody has said that it is solved. */
  returned(caseId: string, at: number): void {
    const { handoff, note } = this.#caseNote(caseId, at)
    handoff.closedAt = at
    note.holder = undefined
  }

  left(caseId: string, at: number): void {
    const { handoff } = this.#caseNote(caseId, at)
    handoff.leftAt = at
    handoff.closedAt = at
  }

  #heard(conversation: string, at: number): ConversationNote {
    const note = this.#conversations.get(conversation)
    if (!note) throw new Error(`nobody has said anything in ${conversation}`)
    note.lastWordAt = at
    return note
  }

  #caseNote(caseId: string, at: number): { handoff: HandoffNote; note: ConversationNote } {
    const found = this.#cases.get(caseId)
    if (!found) throw new Error(`case ${caseId} is not in the ledger`)
    return { handoff: found.handoff, note: this.#heard(found.conversation, at) }
  }
}
