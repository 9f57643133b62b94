import { reviewDue } from '../cards/check-cards.ts'
import { type SectionKey, sectionKeys } from '../cards/facets.ts'
import { nameStems } from '../cards/join-catalogue.ts'
import { findKnownService } from '../cards/known-service.ts'
import type { Knowledge } from '../cards/load-knowledge.ts'
import { splitWords } from '../detection/words.ts'
import { type Language, languages } from '../languages.ts'
import { type AskedQuestion, questionsOfCard } from './asked-questions.ts'

export interface CardHealth {
  id: string
  title: string
  institution: string
  owner: string
  file: string
  reviewed: string
  due: string
  overdue: boolean
  sections: number
  languages: Language[]
  questions: Record<Language, number>
  answered: number
  badly: number
  missed: number
  /** Conversations about this card that went to a person. */
  handoffs: number
}

/** Questions that nobody could answer, of one subject. */
export interface UnansweredGroup {
  key: string
  /** The card, or the known service without one; null: no service was recognised. The title is then a shared word, if any. */
  service: string | null
  title: string | null
  hasCard: boolean
  count: number
  lastAt: string
  /** The latest, at most ten. */
  examples: { at: string; language: Language; text: string }[]
}

export interface ContentHealth {
  from: string
  to: string
  totals: {
    cards: number
    translated: Record<Language, number>
    questions: Record<Language, number>
    sections: Record<SectionKey, number>
    lifeEvents: number
    socialGroups: number
    figures: number
    knownWithoutCard: number
    problems: number
    overdue: number
    asked: number
    unanswered: number
  }
  owners: { owner: string; cards: number; overdue: number; nextDue: string }[]
  cards: CardHealth[]
  unanswered: UnansweredGroup[]
  problems: { file: string; line: number; problem: string; fix: string; level: string }[]
}

const maxExamples = 10

/** The state of the knowledge base against what people asked in a period; dates are ISO. */
export function contentHealth(
  knowledge: Knowledge,
  asked: readonly AskedQuestion[],
  period: { from: string; to: string },
  today: string,
): ContentHealth {
  const cards = [...knowledge.cards.values()].map((card): CardHealth => {
    const own = knowledge.questions.get(`service:${card.id}`) ?? []
    const lists = questionsOfCard(card.id, asked)
    const due = reviewDue(card)
    return {
      id: card.id,
      title: card.title,
      institution: card.institution,
      owner: card.owner,
      file: card.texts.lv.file,
      reviewed: card.reviewed,
      due,
      overdue: due < today,
      sections: Object.keys(card.texts.lv.sections).length,
      languages: languages.filter((language) => card.texts[language]),
      questions: perLanguage((language) => own.filter((question) => question.language === language).length),
      answered: lists.answered.length,
      badly: lists.badly.length,
      missed: lists.missed.length,
      handoffs: asked.filter(({ decision, services }) => decision === 'handoff' && services[0]?.id === card.id).length,
    }
  })
  const unanswered = groupUnanswered(asked, knowledge)
  const serviceQuestions = [...knowledge.questions].filter(([label]) => label.startsWith('service:')).flatMap(([, list]) => list)
  return {
    ...period,
    totals: {
      cards: cards.length,
      translated: perLanguage((language) => cards.filter((card) => card.languages.includes(language)).length),
      questions: perLanguage((language) => serviceQuestions.filter((question) => question.language === language).length),
      sections: Object.fromEntries(
        sectionKeys.map((key) => [key, [...knowledge.cards.values()].filter((card) => card.texts.lv.sections[key]).length]),
      ) as Record<SectionKey, number>,
      lifeEvents: knowledge.lifeEvents.size,
      socialGroups: knowledge.socialGroups.size,
      figures: knowledge.figures.size,
      knownWithoutCard: knowledge.knownServices.filter(({ card }) => !card).length,
      problems: knowledge.problems.length,
      overdue: cards.filter(({ overdue }) => overdue).length,
      asked: asked.length,
      unanswered: unanswered.reduce((sum, { count }) => sum + count, 0),
    },
    owners: owners(cards),
    cards,
    unanswered,
    problems: knowledge.problems.map(({ file, line, problem, fix, level }) => ({ file, line, problem, fix, level })),
  }
}

function perLanguage(count: (language: Language) => number): Record<Language, number> {
  return Object.fromEntries(languages.map((language) => [language, count(language)])) as Record<Language, number>
}

function owners(cards: readonly CardHealth[]): ContentHealth['owners'] {
  const names = [...new Set(cards.map(({ owner }) => owner))].sort()
  return names.map((owner) => {
    const own = cards.filter((card) => card.owner === owner)
    return {
      owner,
      cards: own.length,
      overdue: own.filter(({ overdue }) => overdue).length,
      nextDue: own.map(({ due }) => due).sort()[0] ?? '',
    }
  })
}

const unansweredReasons = new Set(['low-confidence', 'no-card', 'out-of-scope'])

/** Shorter stems are mostly words without substance. */
const minSharedLetters = 5

/** A card or a known service is the subject when it is as likely as this. */
const likely = 0.15

/**
 * Questions that no card answered, by subject: the likeliest card, else the known service that is named, else a word that
 * several share, else what was declined and the rest. Whoever asked for a person did not ask for a card.
 */
export function groupUnanswered(asked: readonly AskedQuestion[], knowledge: Knowledge): UnansweredGroup[] {
  const groups = new Map<string, UnansweredGroup>()
  const unanswered = asked.filter(({ reason }) => unansweredReasons.has(reason ?? ''))
  const bySharedWord = sharedWords(unanswered)
  for (const question of unanswered) {
    const subject = subjectOf(question, knowledge, bySharedWord)
    const group = groups.get(subject.key) ?? { ...subject, count: 0, lastAt: new Date(question.at).toISOString(), examples: [] }
    group.count++
    // The words of old questions have been deleted; they still count.
    if (question.text !== '' && group.examples.length < maxExamples)
      group.examples.push({ at: new Date(question.at).toISOString(), language: question.language, text: question.text })
    groups.set(subject.key, group)
  }
  return [...groups.values()].sort((a, b) => b.count - a.count || (a.lastAt < b.lastAt ? 1 : -1))
}

/** For each question the word that it shares with the most other questions, when it shares one of substance. */
function sharedWords(questions: readonly AskedQuestion[]): Map<AskedQuestion, { stem: string; word: string }> {
  const wordsOf = new Map(
    questions.map((question) => [
      question,
      new Map(splitWords(question.text).flatMap((word) => nameStems(word).map((stem) => [stem, word] as const))),
    ]),
  )
  const counts = new Map<string, number>()
  for (const words of wordsOf.values()) for (const stem of words.keys()) counts.set(stem, (counts.get(stem) ?? 0) + 1)
  const shared = new Map<AskedQuestion, { stem: string; word: string }>()
  for (const [question, words] of wordsOf) {
    const best = [...words]
      .filter(([stem]) => stem.length >= minSharedLetters && (counts.get(stem) ?? 0) >= 2)
      .sort(([a], [b]) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || b.length - a.length)[0]
    if (best) shared.set(question, { stem: best[0], word: best[1] })
  }
  return shared
}

function subjectOf(
  question: AskedQuestion,
  knowledge: Knowledge,
  bySharedWord: ReadonlyMap<AskedQuestion, { stem: string; word: string }>,
): Pick<UnansweredGroup, 'key' | 'service' | 'title' | 'hasCard'> {
  const best = question.services[0]
  const id = question.meant ?? (best && best.score >= likely && question.reason !== 'no-card' ? best.id : undefined)
  const card = id === undefined ? undefined : knowledge.cards.get(id)
  if (card) return { key: `card:${card.id}`, service: card.id, title: card.title, hasCard: true }
  const known = findKnownService(question.text, knowledge.knownServices)
  if (known) return { key: `known:${known.name}`, service: known.name, title: known.name, hasCard: false }
  const shared = bySharedWord.get(question)
  if (shared) return { key: `words:${shared.stem}`, service: null, title: shared.word, hasCard: false }
  return { key: question.decision === 'decline' ? 'declined' : 'other', service: null, title: null, hasCard: false }
}
