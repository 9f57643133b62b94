import type { Language } from '../../../languages.ts'
import type { ConsoleLanguage } from '../words.ts'
import { genericReplies } from './generic-replies.ts'
import type { Suggestion } from './use-suggestions.ts'

export interface ReadyReply {
  id: string
  title: string
  text: string
}

export interface ReplyGroup {
  title: string
  replies: ReadyReply[]
}

/** Ready replies by institution and card, each named by its section; the general ones stand first. */
export function groupReplies(
  replies: readonly Suggestion[],
  language: Language,
  console: { language: ConsoleLanguage; generic: string },
): ReplyGroup[] {
  const groups: ReplyGroup[] = [
    {
      title: console.generic,
      replies: genericReplies.map(({ title, text }, index) => ({
        id: `generic-${index}`,
        title: title[console.language],
        text: text[language],
      })),
    },
  ]
  for (const [index, { institution, title, section, text }] of replies.entries()) {
    const name = `${institution} · ${title}`
    const group = groups.find((known) => known.title === name) ?? { title: name, replies: [] }
    if (!groups.includes(group)) groups.push(group)
    group.replies.push({ id: `card-${index}`, title: section ?? title, text })
  }
  return groups
}

/** Only what has every typed word in its title, its text or its group, whatever the diacritics. */
export function filterReplies(groups: readonly ReplyGroup[], typed: string): ReplyGroup[] {
  const words = plain(typed).split(/\s+/).filter(Boolean)
  if (words.length === 0) return [...groups]
  return groups
    .map((group) => ({
      ...group,
      replies: group.replies.filter(({ title, text }) => {
        const held = plain(`${group.title} ${title} ${text}`)
        return words.every((word) => held.includes(word))
      }),
    }))
    .filter(({ replies }) => replies.length > 0)
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
