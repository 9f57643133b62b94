import { useCallback, useEffect, useState } from 'preact/hooks'
import { ApiError, api } from './api.ts'

export type Loaded<T> = { state: 'loading' } | { state: 'failed'; status: number; message: string } | { state: 'there'; value: T }

/** Something read from the server for a page, with a way to read it again. */
export function useReport<T>(path: string, onSignedOut: () => void): [Loaded<T>, () => void] {
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: 'loading' })
  const read = useCallback(() => {
    let wanted = true
    setLoaded({ state: 'loading' })
    api<T>('GET', path).then(
      (value) => wanted && setLoaded({ state: 'there', value }),
      (error: unknown) => {
        if (!wanted) return
        const status = error instanceof ApiError ? error.status : 0
        if (status === 401) onSignedOut()
        else setLoaded({ state: 'failed', status, message: error instanceof Error ? error.message : String(error) })
      },
    )
    return () => {
      wanted = false
    }
  }, [path, onSignedOut])
  useEffect(read, [read])
  return [loaded, read]
}
