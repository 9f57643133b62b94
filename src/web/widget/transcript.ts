import { type Activity, type DirectLine, seqOf } from './direct-line.ts'
import { nameOf } from './turn.ts'
import type { Words } from './words.ts'

/** The whole conversation as the record has it, as text. */
export async function transcript(line: DirectLine, last: number, words: Words, language: string): Promise<string> {
  const turns: Activity[] = []
  for (let before = last + 1; before > 1; before = turns[0] ? seqOf(turns[0]) : 1) turns.unshift(...(await line.earlier(before)))
  return turns
    .map(
      (activity) =>
        `${new Date(activity.timestamp).toLocaleString(language)} ${nameOf(activity, words)}:\n${activity.text?.replace(/\*\*/g, '')}`,
    )
    .join('\n\n')
}
