import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { api, type CaseSummary, type CaseView } from '../api.ts'
import { lastSeq, type Transcripts } from './transcripts.ts'

export interface UsedCase {
  view: CaseView | undefined
  error: string
  /** Reads what is new; one read at a time, and one more when something happened meanwhile. */
  refresh(): void
}

/**
 * One conversation: shown at once when it was read before, then kept up with.
 *
 * @param entry the case as the list knows it; another one makes it read what is new
 */
export function useCase(id: string, entry: CaseSummary | undefined, transcripts: Transcripts): UsedCase {
  const [view, setView] = useState(() => transcripts.get(id))
  const [error, setError] = useState('')
  const reading = useRef<'no' | 'once' | 'again'>('no')
  const there = useRef(true)

  const refresh = useCallback(() => {
    if (reading.current !== 'no') {
      reading.current = 'again'
      return
    }
    const known = transcripts.get(id)
    reading.current = 'once'
    api<CaseView>('GET', `/api/v1/cases/${id}?after=${lastSeq(known)}`)
      .then(
        (fresh) => {
          const taken = transcripts.take(fresh)
          if (!there.current) return
          setView(taken)
          setError('')
        },
        (failure: Error) => there.current && setError(failure.message),
      )
      .finally(() => {
        const again = reading.current === 'again'
        reading.current = 'no'
        if (again && there.current) refresh()
      })
  }, [id, transcripts])

  useEffect(() => {
    there.current = true
    return () => {
      there.current = false
    }
  }, [])
  // A change of the case is what makes it read again.
  useEffect(() => {
    // Every look into a closed conversation is recorded: it is read once.
    if (transcripts.get(id)?.state !== 'closed') refresh()
  }, [id, entry, refresh, transcripts])
  return { view, error, refresh }
}
