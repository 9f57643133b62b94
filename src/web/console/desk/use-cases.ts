import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { ApiError, api, type CaseSummary } from '../api.ts'
import { type Cases, mergeCases, replaceOpen } from './case-lists.ts'
import { setServerTime } from './clock.ts'
import { followCases } from './live.ts'

interface Listed {
  at: string
  cases: CaseSummary[]
}

export interface UsedCases {
  cases: Cases
  /** Whether the list was read at least once. */
  ready: boolean
  /** The connection is gone, and is being tried again. */
  lost: boolean
  readClosed(): void
}

/** All cases: read once at each connection, then only what changes. */
export function useCases(onSignedOut: () => void): UsedCases {
  const [cases, setCases] = useState<Cases>(() => new Map())
  const [lost, setLost] = useState(false)
  const [ready, setReady] = useState(false)
  /** What changed while the list is being read; undefined: it is not. */
  const meanwhile = useRef<CaseSummary[] | undefined>(undefined)
  const withClosed = useRef(false)

  const failed = useCallback(
    (error: unknown) => {
      if (error instanceof ApiError && error.status === 401) onSignedOut()
      else setLost(true)
    },
    [onSignedOut],
  )
  const readClosed = useCallback(() => {
    withClosed.current = true
    api<Listed>('GET', '/api/v1/cases?state=closed').then((listed) => setCases((known) => mergeCases(known, listed.cases)), failed)
  }, [failed])
  const readOpen = useCallback(async () => {
    const changed: CaseSummary[] = []
    meanwhile.current = changed
    try {
      const listed = await api<Listed>('GET', '/api/v1/cases')
      setServerTime(listed.at)
      setCases((known) => replaceOpen(known, listed.cases, changed))
      setLost(false)
      setReady(true)
      if (withClosed.current) readClosed()
    } catch (error) {
      failed(error)
    } finally {
      if (meanwhile.current === changed) meanwhile.current = undefined
    }
  }, [failed, readClosed])

  useEffect(
    () =>
      followCases({
        changed(news) {
          meanwhile.current?.push(...news)
          setCases((known) => mergeCases(known, news))
        },
        connected: () => void readOpen(),
        lost: () => {
          setLost(true)
          // Perhaps the session has ended: then no connection will ever come back.
          api('GET', '/api/v1/session').catch(failed)
        },
      }),
    [readOpen, failed],
  )
  return { cases, ready, lost, readClosed }
}
