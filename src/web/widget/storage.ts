/** Values kept in the browser; where that is forbidden or full, in memory, so that the chat works until the page goes. */
const memory = new Map<string, string>()

export type Area = 'localStorage' | 'sessionStorage'

export function recall<T>(key: string, area: Area = 'localStorage'): T | undefined {
  try {
    const text = memory.get(key) ?? window[area].getItem(key)
    return text == null ? undefined : (JSON.parse(text) as T)
  } catch {
    return undefined
  }
}

export function keep(key: string, value: unknown, area: Area = 'localStorage'): void {
  const text = JSON.stringify(value)
  try {
    window[area].setItem(key, text)
    memory.delete(key)
  } catch {
    memory.set(key, text)
  }
}

export function drop(key: string, area: Area = 'localStorage'): void {
  memory.delete(key)
  try {
    window[area].removeItem(key)
  } catch {
    // Nothing was kept.
  }
}
