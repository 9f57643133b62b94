import { useCallback, useRef, useState } from 'preact/hooks'
import { useDesk } from './session.ts'

/** Does one thing at a time, and says why when it fails. */
export function useAct() {
  const { t } = useDesk()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState('')
  const running = useRef(false)
  const act = useCallback(
    async (run: () => Promise<void>) => {
      if (running.current) return
      running.current = true
      setBusy(true)
      setError('')
      try {
        await run()
      } catch (failure) {
        setError(`${t.failed} ${(failure as Error).message}`)
      } finally {
        running.current = false
        setBusy(false)
      }
    },
    [t],
  )
  return { act, busy, error }
}
