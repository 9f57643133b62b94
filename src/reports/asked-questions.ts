import type { Choice } from '../channel.ts'
import { isLanguage, type Language } from '../languages.ts'
import type { Queryable } from '../store/store.ts'
import type { Candidate, Decision, Reason } from '../turn/outcome.ts'

/** A question from the record, as stored (masked), with what the assistant made of it. */
export interface AskedQuestion {
  /** Milliseconds. */
  at: number
  language: Language
  text: string
  decision: Decision
  reason: Reason | null
  /** What the assistant took it for, best first. */
  services: Candidate[]
  /** The service it turned out to be about: by the button pressed next, or by the operator who closed the case. */
  meant: string | undefined
  /** After the answer the person asked for a human, or an operator closed the case under another service. */
  unhappy: boolean
}

export interface Period {
  /** Milliseconds, included. */
  from: number
  /** Milliseconds, left out. */
  to: number
}

/** So many questions are looked at in one report, the latest. */
export const maxQuestions = 20_000

interface AssistantPart {
  decision?: Decision
  reason?: Reason | null
  services?: Candidate[]
  caseId?: string | null
}

interface Pair {
  conversationId: string
  seq: number
  at: number
  language: string
  text: string
  choice: Choice | undefined
  about: AssistantPart
}

/** What was typed in a period and how it was answered, latest first. Buttons are no questions, but they tell what was meant. */
export async function askedQuestions(db: Queryable, { from, to }: Period): Promise<AskedQuestion[]> {
  const pairs = await readPairs(db, from, to)
  const closedAs = await servicesOfClosedCases(db)
  const following = new Map<string, Pair>()
  const asked: AskedQuestion[] = []
  // Latest first: when a question is reached, the turn after it has been seen.
  for (const pair of pairs) {
    const next = following.get(pair.conversationId)
    following.set(pair.conversationId, pair)
    if (pair.choice || !pair.about.decision) continue
    const services = pair.about.services ?? []
    const first = services[0]?.id
    const caseId = pair.about.caseId ?? next?.about.caseId
    const closed = caseId ? closedAs.get(caseId) : undefined
    const pressed = pair.about.decision === 'clarify' && next?.choice?.kind === 'service' ? next.choice.service : undefined
    const wantedPerson = next?.about.decision === 'handoff' && ['asked-for-human', 'upset'].includes(next.about.reason ?? '')
    asked.push({
      at: pair.at,
      language: isLanguage(pair.language) ? pair.language : 'lv',
      text: pair.text,
      decision: pair.about.decision,
      reason: pair.about.reason ?? null,
      services,
      meant: pressed ?? closed ?? (pair.about.decision === 'answer' ? first : undefined),
      unhappy: pair.about.decision === 'answer' && (wantedPerson || (closed !== undefined && closed !== first)),
    })
  }
  return asked
}

async function readPairs(db: Queryable, from: number, to: number): Promise<Pair[]> {
  const rows = await db
    .selectFrom('turns as question')
    .innerJoin('turns as reply', (join) =>
      join
        .onRef('reply.conversationId', '=', 'question.conversationId')
        .onRef('reply.replyTo', '=', 'question.seq')
        .on('reply.speaker', '=', 'assistant'),
    )
    .select([
      'question.conversationId',
      'question.seq',
      'question.at',
      'reply.language',
      'question.text',
      'question.choiceJson',
      'reply.assistantJson',
    ])
    .where('question.speaker', '=', 'client')
    .where('question.at', '>=', from)
    .where('question.at', '<', to)
    .orderBy('question.at', 'desc')
    .orderBy('question.seq', 'desc')
    .limit(maxQuestions)
    .execute()
  return rows.map(({ choiceJson, assistantJson, ...row }) => ({
    ...row,
    choice: choiceJson === null ? undefined : (JSON.parse(choiceJson) as Choice),
    about: assistantJson === null ? {} : (JSON.parse(assistantJson) as AssistantPart),
  }))
}

async function servicesOfClosedCases(db: Queryable): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('cases')
    .select(['id', 'service'])
    .where('state', '=', 'closed')
    .where('outcome', 'in', ['solved', 'referred'])
    .execute()
  return new Map(rows.flatMap(({ id, service }) => (service ? [[id, service] as const] : [])))
}

/** What people asked about one card: answered, answered badly, and what it should have answered. */
export interface CardQuestions {
  answered: AskedQuestion[]
  badly: AskedQuestion[]
  missed: AskedQuestion[]
}

/** Those that can still be read: the words of old ones have been deleted. */
export function readable({ answered, badly, missed }: CardQuestions): CardQuestions {
  const withWords = (questions: AskedQuestion[]) => questions.filter(({ text }) => text !== '')
  return { answered: withWords(answered), badly: withWords(badly), missed: withWords(missed) }
}

/** From this probability on a question that nobody answered is laid before the editor of the likeliest card. */
const likely = 0.15

export function questionsOfCard(id: string, asked: readonly AskedQuestion[]): CardQuestions {
  const taken = asked.filter(({ decision, services }) => decision === 'answer' && services[0]?.id === id)
  return {
    answered: taken.filter(({ unhappy }) => !unhappy),
    badly: taken.filter(({ unhappy }) => unhappy),
    missed: asked.filter((question) => !taken.includes(question) && shouldHaveAnswered(id, question)),
  }
}

function shouldHaveAnswered(id: string, { decision, meant, services, reason }: AskedQuestion): boolean {
  if (meant !== undefined) return meant === id
  const unsure = decision === 'clarify' || (decision === 'handoff' && reason === 'low-confidence')
  return unsure && services[0]?.id === id && services[0].score >= likely
}
