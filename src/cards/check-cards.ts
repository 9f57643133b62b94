import { fold, splitWords } from '../detection/words.ts'
import { type Language, languages } from '../languages.ts'
import type { Card } from './card.ts'
import { facets, sectionHeadings, sectionKeys } from './facets.ts'
import { figureOn, figureReference } from './figures.ts'
import type { Knowledge } from './load-knowledge.ts'
import type { Problem } from './problem.ts'

/** What no single file can know: links between files, translations, amounts, doubles. */
export function checkKnowledge(knowledge: Knowledge, today: string): Problem[] {
  const cards = [...knowledge.cards.values()]
  return [
    ...knowledge.problems,
    ...cards.flatMap((card) => checkIds(card, knowledge)),
    ...cards.flatMap(checkTranslations),
    ...cards.flatMap((card) => checkAmounts(card, knowledge, today)),
    ...checkUnusedFigures(knowledge),
    ...checkNames(cards),
    ...checkDoubles(cards),
    ...checkIntents(knowledge),
    ...checkQuestions(knowledge),
    ...checkConcepts(knowledge),
    ...checkWordings(knowledge),
  ]
}

const error = (file: string, line: number, problem: string, fix: string): Problem => ({ file, line, problem, fix, level: 'error' })
const warning = (file: string, line: number, problem: string, fix: string): Problem => ({ file, line, problem, fix, level: 'warning' })

function checkIds(card: Card, { cards, lifeEvents, socialGroups, institutions }: Knowledge): Problem[] {
  const file = card.texts.lv.file
  const unknown = (field: string, ids: readonly string[], known: ReadonlyMap<string, unknown>) =>
    ids
      .filter((id) => !known.has(id))
      .map((id) => error(file, 0, `${field}: there is no "${id}"`, `Correct the id, or remove it from ${field}`))
  return [
    ...unknown('related', card.related, cards),
    ...unknown('lifeEvents', card.lifeEvents, lifeEvents),
    ...unknown('socialGroups', card.socialGroups, socialGroups),
    ...unknown('institution', [card.institution], institutions),
  ]
}

function checkTranslations(card: Card): Problem[] {
  const original = card.texts.lv
  return languages.flatMap((language) => {
    if (language === 'lv') return []
    const text = card.texts[language]
    if (!text) return [error(original.file, 0, `no ${language} translation`, `Write ${original.file.replace('.lv.md', `.${language}.md`)}`)]
    return sectionKeys.flatMap((key) => {
      const here = text.sections[key]
      const there = original.sections[key]
      if (there && !here)
        return [
          error(
            text.file,
            0,
            `section "${sectionHeadings[key][language]}" is missing`,
            `Translate "${there.heading}" of ${original.file}:${there.line}`,
          ),
        ]
      if (here && !there)
        return [error(text.file, here.line, `section "${here.heading}" has no Latvian original`, `Write it in ${original.file} first`)]
      const references = (markdown: string) =>
        [...new Set([...markdown.matchAll(figureReference)].map((match) => match[1]))].sort().join(', ')
      if (here && there && references(here.markdown) !== references(there.markdown)) {
        return [
          error(
            text.file,
            here.line,
            `other amounts than in Latvian: ${references(here.markdown) || 'none'} / ${references(there.markdown) || 'none'}`,
            'Refer to the same figures',
          ),
        ]
      }
      return []
    })
  })
}

/** A number with a currency beside it. */
const plainAmount = /\d[\d\s.,]*\s?(EUR|€|eiro\b|евро|euros?\b)/i

function checkAmounts(card: Card, { figures }: Knowledge, today: string): Problem[] {
  return Object.values(card.texts).flatMap((text) =>
    Object.values(text.sections).flatMap((section) =>
      section.markdown.split('\n').flatMap((line, index) => {
        const at = section.line + 1 + index
        const problems: Problem[] = []
        if (plainAmount.test(line.replace(figureReference, ''))) {
          problems.push(
            error(
              text.file,
              at,
              'an amount in running text',
              `Put it into knowledge/figures/${card.id}.yaml and refer to it as {{${card.id}.<name>}}`,
            ),
          )
        }
        for (const [, reference = ''] of line.matchAll(figureReference)) {
          const figure = figures.get(reference)
          if (!figure) problems.push(error(text.file, at, `there is no figure ${reference}`, 'Correct the name, or add the figure'))
          else if (!figureOn(figure, today)) {
            problems.push(
              error(
                figure.file,
                figure.line,
                `${reference} has no value on ${today}`,
                `Add the value that holds now; ${text.file}:${at} leaves the line out until then`,
              ),
            )
          }
        }
        return problems
      }),
    ),
  )
}

function checkUnusedFigures({ cards, figures }: Knowledge): Problem[] {
  const used = new Set<string>()
  const note = (markdown: string) => {
    for (const [, reference] of markdown.matchAll(figureReference)) if (reference) used.add(reference)
  }
  for (const card of cards.values()) {
    for (const text of Object.values(card.texts)) for (const section of Object.values(text.sections)) note(section.markdown)
    for (const { note: differs } of card.municipalities) for (const language of languages) note(differs[language])
  }
  return [...figures]
    .filter(([reference]) => !used.has(reference))
    .map(([reference, figure]) => warning(figure.file, figure.line, `no card shows ${reference}`, 'Refer to it, or remove it'))
}

function checkNames(cards: readonly Card[]): Problem[] {
  const owners = new Map<string, Card>()
  return cards.flatMap((card) =>
    languages.flatMap((language) =>
      (card.names?.[language] ?? []).flatMap((name) => {
        const key = `${language}:${fold(name)}`
        const other = owners.get(key)
        owners.set(key, card)
        return other && other !== card
          ? [
              error(
                card.texts.lv.file,
                0,
                `the name "${name}" is also one of ${other.id}`,
                'A name must point to one service: remove it from one of them',
              ),
            ]
          : []
      }),
    ),
  )
}

/** From this share of common words on, two summaries say the same. */
const sameSummary = 0.8

/** A pair of alike summaries shares at least one of so many of its rarest words; only such pairs are compared. */
const rarestWords = 6

function checkDoubles(cards: readonly Card[]): Problem[] {
  const words = cards.map((card) => new Set(splitWords(card.texts.lv.sections.summary?.markdown ?? '')))
  const frequency = new Map<string, number>()
  for (const own of words) for (const word of own) frequency.set(word, (frequency.get(word) ?? 0) + 1)
  const byRareWord = new Map<string, number[]>()
  return cards.flatMap((other, index) => {
    const theirs = words[index] as Set<string>
    const rare = [...theirs].sort((a, b) => (frequency.get(a) ?? 0) - (frequency.get(b) ?? 0)).slice(0, rarestWords)
    const before = new Set(rare.flatMap((word) => byRareWord.get(word) ?? []))
    for (const word of rare) {
      const list = byRareWord.get(word)
      if (list) list.push(index)
      else byRareWord.set(word, [index])
    }
    return [...before].flatMap((position) => {
      const mine = words[position] as Set<string>
      const both = [...mine].filter((word) => theirs.has(word)).length
      return both / (mine.size + theirs.size - both) >= sameSummary
        ? [warning(other.texts.lv.file, 0, `nearly the same summary as ${cards[position]?.id}`, 'Join the cards, or say what differs')]
        : []
    })
  })
}

function checkIntents({ cards, lifeEvents, socialGroups }: Knowledge): Problem[] {
  return [...lifeEvents.values(), ...socialGroups.values()].flatMap((intent) => {
    const file = `intents/${intent.kind === 'life-event' ? 'life-events' : 'social-groups'}/${intent.id}.yaml`
    const steps = new Set(intent.steps.map(({ service }) => service))
    return [
      ...[...steps]
        .filter((id) => !cards.has(id))
        .map((id) => error(file, 0, `steps: there is no card "${id}"`, 'Correct the id, or write the card')),
      ...intent.questions.flatMap(({ id, options }) =>
        options.flatMap(({ services }) =>
          services
            .filter((service) => !steps.has(service))
            .map((service) => error(file, 0, `question ${id} leads to "${service}", which is no step`, 'Add the step, or correct the id')),
        ),
      ),
    ]
  })
}

const wantedQuestions: Record<Language, number> = { lv: 60, ru: 28, en: 18 }

function checkQuestions({ questions, cards }: Knowledge): Problem[] {
  const seen = new Map<string, { label: string; where: string }>()
  const problems: Problem[] = []
  for (const [label, list] of questions) {
    const [kind, id = ''] = label.split(':')
    // Short follow-ups fit many services.
    if (kind === 'facet') continue
    for (const { text, means, file, line } of list) {
      if (kind === 'service' && means !== null)
        problems.push(error(file, line, `"{${means}}" is no part of a card`, `Use ${facets.join(', ')} or none`))
      const key = splitWords(fold(text)).join(' ')
      const before = seen.get(key)
      if (before && before.label !== label)
        problems.push(error(file, line, `the same question stands in ${before.where}`, 'Keep it where it fits better'))
      else if (before) problems.push(warning(file, line, `the same question stands in ${before.where}`, 'Remove one'))
      seen.set(key, { label, where: `${file}:${line}` })
    }
    if (kind !== 'service') continue
    const file = list[0]?.file ?? label
    if (!cards.has(id)) problems.push(error(file, 0, `questions for "${id}", which has no card`, 'Write the card, or remove the file'))
    for (const language of languages) {
      const count = list.filter((question) => question.language === language).length
      if (count < wantedQuestions[language])
        problems.push(warning(file, 0, `${count} questions in ${language}`, `Add some until there are ${wantedQuestions[language]}`))
    }
  }
  return problems
}

function checkConcepts({ concepts }: Knowledge): Problem[] {
  const file = 'intents/concepts.yaml'
  const seen = new Set<string>()
  return concepts.flatMap((concept) => {
    const problems: Problem[] = []
    if (seen.has(concept.id)) problems.push(error(file, 0, `concept "${concept.id}" stands twice`, 'Join the two'))
    seen.add(concept.id)
    for (const language of languages) {
      if (concept[language].length === 0) problems.push(warning(file, 0, `concept "${concept.id}" has no words in ${language}`, 'Add some'))
      for (const word of concept[language]) {
        if (word.endsWith('*') && word.length < 4)
          problems.push(error(file, 0, `"${word}" of "${concept.id}" matches too much`, 'Use a prefix of at least three letters'))
      }
    }
    return problems
  })
}

/** A `{place}` that the code does not fill would fail when it is said: all languages must have the same ones. */
function checkWordings({ wordings }: Knowledge): Problem[] {
  const places = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort().join(' ')
  const entries = (language: Language) =>
    Object.entries(wordings[language]).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[key, value]] : Object.entries(value).map(([inner, text]) => [`${key}.${inner}`, text]),
    )
  const texts = languages.map((language) => new Map(entries(language)))
  return [...(texts[0] as Map<string, string>).keys()].flatMap((key) => {
    const found = texts.map((text) => places(text.get(key) ?? ''))
    // Two against one: the odd one is misspelt.
    const usual = found.find((value, index) => found.indexOf(value) !== index || found.lastIndexOf(value) !== index) ?? found[0] ?? ''
    return languages.flatMap((language, index) =>
      found[index] === usual
        ? []
        : [
            error(
              `intents/wording.${language}.yaml`,
              0,
              `${key}: has ${found[index] || 'no places'}, the other languages have ${usual || 'none'}`,
              `Write ${usual || 'it without places'}`,
            ),
          ],
    )
  })
}

/** Cards by what is due: when each must be looked at again. */
export function reviewDue(card: Card): string {
  const [year = 0, month = 1, day = 1] = card.reviewed.split('-').map(Number)
  const due = new Date(Date.UTC(year, month - 1 + card.reviewEvery, day))
  return due.toISOString().slice(0, 10)
}
