import { figureReference } from '../cards/figures.ts'
import type { Knowledge, Label } from '../cards/load-knowledge.ts'
import { languages } from '../languages.ts'

/** A text from which the classifier learns what belongs to a label. */
export interface Example {
  label: Label
  text: string
}

/** People's questions, and what cards and intents say of themselves. */
export function trainingExamples(knowledge: Pick<Knowledge, 'questions' | 'cards' | 'lifeEvents' | 'socialGroups'>): Example[] {
  const examples: Example[] = []
  for (const [label, questions] of knowledge.questions) {
    for (const { text } of questions) examples.push({ label, text })
  }
  for (const card of knowledge.cards.values()) {
    for (const language of languages) {
      for (const name of card.names?.[language] ?? []) examples.push({ label: `service:${card.id}`, text: name })
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

/** Markdown without its marks and figures. */
function plain(markdown: string): string {
  return markdown
    .replace(figureReference, '')
    .replace(/\]\([^)]*\)/g, ']')
    .replace(/[[\]*#_]/g, '')
}
