import { figureReference } from '../cards/figures.ts'
import type { Knowledge, Label } from '../cards/load-knowledge.ts'
import { type Language, languages } from '../languages.ts'

/** A text from which the classifier learns what belongs to a label. */
export interface Example {
  label: Label
  /** A second label that is right too. */
  also?: Label
  text: string
}

/** With fewer questions than this a service is not learnt: it is found by the words of its card (lexical.ts). */
export const minQuestions = 10

/** Of so many questions one teaches the language too; English has the fewest, so all of it is taken. */
const languageSample = { lv: 4, ru: 3, en: 1 } as const

/** How people begin when they only name what they want; without these, "get" would be learnt from what is to be refused. */
const shortWishes: Record<Language, string[]> = {
  lv: ['gribu', 'vajag', 'kā dabūt', 'kur dabūt', 'ka nokartot', 'bērnam vajag', 'man vajag', 'jautājums par'],
  ru: ['хочу', 'нужен', 'как получить', 'где получить', 'надо оформить', 'ребёнку нужно', 'вопрос про'],
  en: ['i want', 'i need', 'how to get', 'where to get', 'need for my child', 'question about'],
}

/** People's questions, and what cards and intents say of themselves. */
export function trainingExamples(knowledge: Pick<Knowledge, 'questions' | 'cards' | 'lifeEvents' | 'socialGroups'>): Example[] {
  const examples: Example[] = []
  const isLearnt = (label: Label) => (knowledge.questions.get(label)?.length ?? 0) >= minQuestions
  for (const [label, questions] of knowledge.questions) {
    if (label.startsWith('service:') && !isLearnt(label)) continue
    for (const { text } of questions) examples.push({ label, text })
    if (!label.startsWith('service:')) continue
    for (const { text, facets } of questions) {
      const [first, second] = facets
      if (first) examples.push({ label: `facet:${first}`, ...(second && { also: `facet:${second}` }), text })
    }
    for (const [index, { text, language }] of questions.entries()) {
      if (index % languageSample[language] !== 0) continue
      // Cyrillic needs no classifier; Russian typed in Latin letters does.
      examples.push({ label: `language:${language}`, text: language === 'ru' ? transliterate(text) : text })
    }
  }
  for (const card of knowledge.cards.values()) {
    if (!isLearnt(`service:${card.id}`)) continue
    for (const language of languages) {
      for (const [index, name] of (card.names?.[language] ?? []).entries()) {
        const wishes = shortWishes[language]
        const wish = wishes[(card.id.length + index) % wishes.length] ?? ''
        examples.push({ label: `service:${card.id}`, text: name }, { label: `service:${card.id}`, text: `${wish} ${name}` })
      }
      const text = card.texts[language]
      if (!text) continue
      const label = `service:${card.id}`
      examples.push({ label, text: text.title })
      for (const section of Object.values(text.sections)) {
        if (section.key === 'where' || section.key === 'appeal') continue
        examples.push({ label, text: `${text.title}. ${plain(section.markdown)}` })
      }
    }
  }
  for (const intent of [...knowledge.lifeEvents.values(), ...knowledge.socialGroups.values()]) {
    for (const language of languages) examples.push({ label: `${intent.kind}:${intent.id}`, text: intent.name[language] })
  }
  return examples
}

const latinLetters: Record<string, string> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ё: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'j',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'h',
  ц: 'c',
  ч: 'ch',
  ш: 'sh',
  щ: 'sch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'ju',
  я: 'ja',
}

/** Russian as people type it without a Russian keyboard. */
export function transliterate(text: string): string {
  return text.toLowerCase().replace(/[а-яё]/g, (letter) => latinLetters[letter] ?? letter)
}

/** Markdown without its marks and figures. */
function plain(markdown: string): string {
  return markdown
    .replace(figureReference, '')
    .replace(/\]\([^)]*\)/g, ']')
    .replace(/[[\]*#_]/g, '')
}
