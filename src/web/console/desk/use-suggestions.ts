import { useEffect, useState } from 'preact/hooks'
import type { Language } from '../../../languages.ts'
import type { Suggestion, Suggestions } from '../../../operator/suggest.ts'
import { api } from '../api.ts'

export type { Suggestion, Suggestions }

/**
 * Drafts and replies for the client's last question.
 *
 * @param asked the number of that question; another one makes them be read again
 * @param wanted the language; absent: the client's
 */
export function useSuggestions(id: string, asked: number, wanted: Language | undefined): Suggestions | undefined {
  const [suggestions, setSuggestions] = useState<Suggestions | undefined>()
  useEffect(() => {
    if (asked === 0) return
    let current = true
    api<Suggestions>('GET', `/api/v1/cases/${id}/suggestions${wanted ? `?lang=${wanted}` : ''}`).then(
      (read) => current && setSuggestions(read),
      // Drafts are a help: without them the operator writes alone, and the next question brings new ones.
      () => undefined,
    )
    return () => {
      current = false
    }
  }, [id, asked, wanted])
  return suggestions
}
