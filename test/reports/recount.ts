import type { FigureId } from '../../src/reports/figure-definitions.ts'
import type { WrittenEvent } from './event-log.ts'

/**
 * The figures once more, from the written definitions and by other means than the service's: every visit is a slice of its
 * conversation, everything is looked up in the slice, and working time is laid out by hand for autumn 2026 in Riga (UTC+2).
 */
export interface RecountedVisit {
  start: WrittenEvent
  events: WrittenEvent[]
  /** All of the conversation, for what began before the visit. */
  conversation: WrittenEvent[]
}

const hour = 3600_000
const day = 24 * hour
const offset = 2 * hour
const holidays = ['2026-11-18', '2026-12-24', '2026-12-25', '2026-12-26', '2026-12-31', '2027-01-01']

export function dayOf(at: number): string {
  return new Date(at + offset).toISOString().slice(0, 10)
}

function isWorkingDay(date: string): boolean {
  return ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay()) && !holidays.includes(date)
}

const opens = (date: string) => Date.parse(`${date}T06:00:00Z`)
const closes = (date: string) => Date.parse(`${date}T16:00:00Z`)

export function isOpen(at: number): boolean {
  return isWorkingDay(dayOf(at)) && at >= opens(dayOf(at)) && at < closes(dayOf(at))
}

export function openBetween(from: number, to: number): number {
  let sum = 0
  for (let at = from - day; at < to + day; at += day) {
    const date = dayOf(at)
    if (isWorkingDay(date)) sum += Math.max(0, Math.min(to, closes(date)) - Math.max(from, opens(date)))
  }
  return sum
}

export function workingDaysLater(from: number, days: number): number {
  let at = from
  if (!isOpen(at)) {
    let date = dayOf(at)
    while (!isWorkingDay(date) || opens(date) < from) date = dayOf(Date.parse(`${date}T12:00:00Z`) + day)
    at = opens(date)
  }
  for (let left = days; left > 0; ) {
    at += day
    if (isWorkingDay(dayOf(at))) left--
  }
  return at
}

const order = ['session-started', 'handoff-requested', 'turn-answered']

export function visitsOf(log: readonly WrittenEvent[]): RecountedVisit[] {
  const visits: RecountedVisit[] = []
  for (const id of new Set(log.map(({ conversationId }) => conversationId))) {
    const conversation = log
      .filter(({ conversationId }) => conversationId === id)
      .sort((a, b) => a.at - b.at || order.indexOf(a.type) - order.indexOf(b.type))
    const starts = conversation.filter(({ type }) => type === 'session-started')
    starts.forEach((start, index) => {
      const end = starts[index + 1]?.at ?? Number.POSITIVE_INFINITY
      visits.push({ start, conversation, events: conversation.filter(({ at }) => at >= start.at && at < end) })
    })
  }
  return visits
}

const of = (events: readonly WrittenEvent[], ...types: string[]) => events.filter(({ type }) => types.includes(type))
const holding = ['case-claimed', 'case-taken-over', 'case-released', 'case-taken-back', 'case-returned', 'case-closed', 'case-left']

export function kindOfVisit({ events }: RecountedVisit): string {
  const outcome = of(events, 'case-closed').at(-1)?.data.outcome
  return outcome === 'test' || outcome === 'abuse' ? outcome : 'counted'
}

/** The centre of who took it last in the visit, or else of who held the conversation when it began. */
export function centreOfVisit({ start, events, conversation }: RecountedVisit): string {
  const took = of(events, 'case-claimed', 'case-taken-over').at(-1)
  const before = of(conversation, ...holding).findLast(({ at }) => at < start.at)
  const held = before?.type === 'case-claimed' || before?.type === 'case-taken-over' ? before : undefined
  const by = took ?? held
  return by ? String(by.data.centre ?? 'none') : 'assistant'
}

/** The n-th smallest such that at least this part is no larger. */
function quantile(values: number[], part: number): number | null {
  const fitting = values.filter((value) => values.filter((other) => other <= value).length >= part * values.length)
  return fitting.length === 0 ? null : Math.min(...fitting)
}

type Counted = { value: number | null; numerator: number | null; denominator: number | null }

const share = <T>(all: readonly T[], kept: (one: T) => boolean): Counted => {
  const numerator = all.filter(kept).length
  return { value: all.length === 0 ? null : numerator / all.length, numerator, denominator: all.length }
}
const count = (numerator: number): Counted => ({ value: numerator, numerator, denominator: null })
const time = (values: number[], part: number): Counted => ({
  value: quantile(values, part),
  numerator: null,
  denominator: values.length,
})

interface RecountedHandoff {
  at: number
  promisedAt: number | null
  taken: number | undefined
  replied: number | undefined
  left: number | undefined
  questions: { asked: number; answered: number | undefined; withdrawn: number | undefined }[]
}

function handoffOf(caseId: string | undefined, log: readonly WrittenEvent[]): RecountedHandoff | undefined {
  const own = log.filter((event) => event.caseId === caseId).sort((a, b) => a.at - b.at)
  const first = (type: string) => of(own, type)[0]?.at
  const request = of(own, 'handoff-requested')[0]
  if (!caseId || !request) return undefined
  const about = (type: string, referral: unknown) => of(own, type).find(({ data }) => data.referral === referral)?.at
  return {
    at: request.at,
    promisedAt: request.data.promisedAt as number | null,
    taken: first('case-claimed'),
    replied: first('case-answered'),
    left: first('case-left'),
    questions: of(own, 'case-referred').map(({ at, data }) => ({
      asked: at,
      answered: about('specialist-answered', data.referral),
      withdrawn: about('referral-withdrawn', data.referral),
    })),
  }
}

function firstReply({ events, conversation }: RecountedVisit): { at: number | undefined; late?: boolean; open?: number } {
  const first = of(events, 'turn-answered')[0]
  if (!first) return { at: of(events, 'case-answered')[0]?.at }
  if (first.data.decision !== 'handoff') return { at: first.at }
  const handoff = handoffOf(first.caseId, conversation)
  const promised = handoff?.promisedAt ?? Number.POSITIVE_INFINITY
  return { at: handoff?.replied, late: (handoff?.replied ?? 0) > promised, open: promised }
}

/** The figures of the visits that begin in [from, to), with what happened until `until`. */
export function recount(all: readonly WrittenEvent[], from: number, to: number, until: number): Record<FigureId, Counted> {
  const log = all.filter(({ at }) => at <= until)
  const begun = visitsOf(log).filter(({ start }) => start.at >= from && start.at < to)
  const visits = begun.filter((visit) => kindOfVisit(visit) === 'counted')
  const asked = visits.filter(
    ({ events }) => of(events, 'turn-answered', 'case-answered').length > 0 || of(events, 'conversation-rated').length === 0,
  )
  const pending = (visit: RecountedVisit) => {
    const { at, open = Number.POSITIVE_INFINITY } = firstReply(visit)
    return at === undefined && Number.isFinite(open) && until <= open
  }
  const posts = asked
    .filter(({ start }) => ['facebook', 'x'].includes(String(start.data.channel)))
    .map((visit) => {
      const first = of(visit.events, 'turn-answered')[0]
      const reply = firstReply(visit).at ?? (first ? of(visit.events, 'case-answered')[0]?.at : undefined)
      return { from: visit.start.at, reply }
    })
  const said = ({ events }: RecountedVisit) =>
    of(events, 'conversation-rated').findLast(({ data }) => data.solved !== undefined)?.data.solved
  const stated = ({ events }: RecountedVisit) =>
    events.findLast(
      ({ type, data }) =>
        (type === 'conversation-rated' && data.solved !== undefined) ||
        (type === 'case-closed' && ['solved', 'referred'].includes(String(data.outcome))),
    )
  const alone = (visit: RecountedVisit) => of(visit.events, 'handoff-requested').length === 0 && centreOfVisit(visit) === 'assistant'
  const handoffs = visits.flatMap(({ events, conversation }) =>
    of(events, 'handoff-requested').flatMap(({ caseId }) => handoffOf(caseId, conversation) ?? []),
  )
  const waits = handoffs.flatMap(({ at, taken }) => (taken === undefined ? [] : [{ from: at, to: taken }]))
  const promised = handoffs.filter(
    ({ promisedAt, taken, left }) =>
      promisedAt !== null && (taken !== undefined || (until > promisedAt && (left === undefined || left > promisedAt))),
  )
  const inPeriod = log.filter(({ at }) => at >= from && at < to)
  const flags = of(inPeriod, 'knowledge-flagged')
  const opened = of(inPeriod, 'flag-resolved').map(({ data }) => data.open as number)
  const scores = visits.flatMap(
    ({ events }) => (of(events, 'conversation-rated').findLast(({ data }) => data.score !== undefined)?.data.score as number) ?? [],
  )
  const sum = scores.reduce((a, b) => a + b, 0)
  const wrong = flags.filter(({ data }) => data.kind === 'wrong-answer').length
  const answers = of(inPeriod, 'turn-answered').filter(({ data }) => data.decision === 'answer').length
  const level2 = handoffs
    .map(({ at, questions }) => ({
      at,
      questions: questions.filter(({ asked, withdrawn }) => withdrawn === undefined || withdrawn > workingDaysLater(asked, 6)),
    }))
    .filter(({ questions }) => questions.length > 0)
  const questions = level2.flatMap((handoff) => handoff.questions)
  const together = level2.map((handoff) => ({
    due: workingDaysLater(handoff.at, 7),
    done: Math.max(...handoff.questions.map(({ answered }) => answered ?? Number.POSITIVE_INFINITY)),
  }))
  const inside = visits.filter((visit) => stated(visit))
  return {
    visits: count(visits.length),
    'visits-test': count(begun.filter((visit) => kindOfVisit(visit) === 'test').length),
    'visits-abuse': count(begun.filter((visit) => kindOfVisit(visit) === 'abuse').length),
    answered: share(
      asked.filter((visit) => !pending(visit)),
      (visit) => firstReply(visit).at !== undefined && !firstReply(visit).late,
    ),
    'public-hour': share(
      posts.filter((post) => post.reply !== undefined || until - post.from > hour),
      (post) => post.reply !== undefined && post.reply - post.from <= hour,
    ),
    'public-hour-working': share(
      posts.filter((post) => post.reply !== undefined || openBetween(post.from, until) > hour),
      (post) => post.reply !== undefined && openBetween(post.from, post.reply) <= hour,
    ),
    'solved-inside': share(inside, (visit) => {
      const last = stated(visit)
      const solved = last?.data.solved === 1 || last?.data.outcome === 'solved'
      const withdrawn = of(visit.conversation, 'referral-withdrawn').map(({ data }) => data.referral)
      return solved && of(visit.events, 'case-referred').every(({ data }) => withdrawn.includes(data.referral))
    }),
    'assistant-confirmed': share(visits, (visit) => alone(visit) && said(visit) === 1),
    'assistant-unconfirmed': share(
      visits,
      (visit) =>
        alone(visit) &&
        said(visit) === undefined &&
        of(visit.events, 'turn-answered').some(({ data }) => ['answer', 'plan'].includes(String(data.decision))),
    ),
    'assistant-not-solved': share(visits, (visit) => alone(visit) && said(visit) === 0),
    'handed-over': share(visits, ({ events }) => of(events, 'handoff-requested').length > 0),
    'wrong-answers': { value: answers === 0 ? null : wrong / answers, numerator: wrong, denominator: answers },
    satisfaction: { value: scores.length === 0 ? null : sum / scores.length, numerator: sum, denominator: scores.length },
    handoffs: count(handoffs.length),
    'wait-median': time(
      waits.map((wait) => wait.to - wait.from),
      0.5,
    ),
    'wait-p90': time(
      waits.map((wait) => wait.to - wait.from),
      0.9,
    ),
    'wait-working-median': time(
      waits.map((wait) => openBetween(wait.from, wait.to)),
      0.5,
    ),
    'wait-working-p90': time(
      waits.map((wait) => openBetween(wait.from, wait.to)),
      0.9,
    ),
    'promise-kept': share(promised, ({ promisedAt, taken }) => taken !== undefined && taken <= (promisedAt ?? 0)),
    'estimate-error': time(
      handoffs.flatMap(({ promisedAt, taken }) => (promisedAt === null || taken === undefined ? [] : Math.abs(taken - promisedAt))),
      0.5,
    ),
    'left-queue': share(handoffs, ({ left }) => left !== undefined),
    'level2-forwarded': share(level2, (handoff) => {
      const asked = Math.min(...handoff.questions.map((question) => question.asked))
      return asked <= workingDaysLater(handoff.at, 1)
    }),
    'level2-answered': share(
      questions.filter((question) => question.answered !== undefined || until > workingDaysLater(question.asked, 6)),
      (question) => (question.answered ?? Number.POSITIVE_INFINITY) <= workingDaysLater(question.asked, 6),
    ),
    'level2-together': share(
      together.filter(({ due, done }) => Number.isFinite(done) || until > due),
      ({ due, done }) => done <= due,
    ),
    'flags-raised': count(flags.length),
    'flags-resolved': count(opened.length),
    'flag-open-median': time(opened, 0.5),
  }
}
