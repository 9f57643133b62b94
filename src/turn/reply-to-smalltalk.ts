import { outcome } from './compose.ts'
import type { Step } from './draft.ts'

/** Concepts of the lexicon that tell one kind of small talk from another. */
const replies = [
  { concepts: ['bot'], wording: 'smalltalkWhoAreYou' },
  { concepts: ['happy-thanks'], wording: 'smalltalkThanks' },
  { concepts: ['goodbye'], wording: 'smalltalkBye' },
  { concepts: ['greeting'], wording: 'smalltalkHello' },
] as const

/** Greetings, thanks and questions about the assistant itself. */
export const replyToSmalltalk: Step = (draft, deps) => {
  const { heard } = draft
  if (heard?.kind !== 'smalltalk') return draft
  const found = replies.find(({ concepts }) => concepts.some((concept) => heard.concepts.includes(concept)))
  const text = deps.knowledge.wordings[draft.language][found?.wording ?? 'smalltalkOther']
  return outcome(draft, 'smalltalk', { text, facet: null, confidence: 1 })
}
