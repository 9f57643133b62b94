import { useCallback, useLayoutEffect, useState } from 'preact/hooks'

/** Gives focus to what a selector finds, once it is drawn and before the next key is pressed. */
export function useFocus(): (selector: string) => void {
  const [wanted, setWanted] = useState<{ selector: string } | undefined>()
  useLayoutEffect(() => {
    if (wanted) document.querySelector<HTMLElement>(wanted.selector)?.focus()
  }, [wanted])
  return useCallback((selector) => setWanted({ selector }), [])
}
