import { useLayoutEffect, useState } from 'preact/hooks'

/** A value of something that tells when it changes; drawn again only when the value is another one. */
export function useFollowed<T>(source: { follow(listener: () => void): () => void }, read: () => T): T {
  const [value, setValue] = useState(read)
  // Before anything can happen on the screen: what is typed until then would be drawn over.
  useLayoutEffect(() => {
    const again = () => setValue(() => read())
    again()
    return source.follow(again)
  }, [source])
  return value
}
