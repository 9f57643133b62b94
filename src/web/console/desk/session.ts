import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Me } from '../api.ts'
import type { ConsoleLanguage, ConsoleWords } from '../words.ts'
import type { KeptText } from './kept-text.ts'
import type { Names } from './names.ts'
import type { Outbox } from './outbox.ts'
import type { Transcripts } from './transcripts.ts'
import type { DeskWords } from './words/index.ts'

/** What everything at the desk needs; the same object until the operator or the language changes. */
export interface DeskSession {
  me: Me
  language: ConsoleLanguage
  /** Words of the whole console, and of the desk. */
  t: ConsoleWords
  d: DeskWords
  kept: KeptText
  outbox: Outbox
  transcripts: Transcripts
  names: Names
}

export const DeskContext = createContext<DeskSession | undefined>(undefined)

export function useDesk(): DeskSession {
  const session = useContext(DeskContext)
  if (!session) throw new Error('this component belongs inside the desk')
  return session
}
