import { useEffect, useState } from 'preact/hooks'
import type { ConsoleLanguage } from '../words.ts'

/** How far the server's clock is ahead of this computer's, milliseconds: promises and offers are in the server's time. */
let ahead = 0

export function setServerTime(at: string): void {
  ahead = Date.parse(at) - Date.now()
}

export function serverNow(): number {
  return Date.now() + ahead
}

const beats = new Map<number, Set<() => void>>()

/** The server's time, renewed every so often; everybody who wants the same beat shares one timer. */
export function useNow(every: number): number {
  const [now, setNow] = useState(serverNow)
  useEffect(() => follow(every, () => setNow(serverNow())), [every])
  return now
}

function follow(every: number, listener: () => void): () => void {
  const listeners = beats.get(every) ?? new Set()
  if (!beats.has(every)) {
    beats.set(every, listeners)
    const timer = setInterval(() => {
      if (listeners.size > 0) return void [...listeners].map((call) => call())
      clearInterval(timer)
      beats.delete(every)
    }, every)
  }
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const locales: Record<ConsoleLanguage, string> = { lv: 'lv-LV', ru: 'ru-RU', en: 'en-GB' }

/** A moment, with its day only when it is not today. */
export function formatTime(at: string | number, language: ConsoleLanguage, now = serverNow()): string {
  const today = new Date(at).toDateString() === new Date(now).toDateString()
  return new Intl.DateTimeFormat(locales[language], {
    ...(!today && { day: 'numeric', month: 'short' }),
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(at))
}

/** How long something lasts: minutes, then hours with minutes, then days. */
export function formatDuration(ms: number, language: ConsoleLanguage): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000))
  const unit = (value: number, name: 'minute' | 'hour' | 'day') =>
    new Intl.NumberFormat(locales[language], { style: 'unit', unit: name, unitDisplay: 'short' }).format(value)
  if (minutes < 60) return unit(minutes, 'minute')
  if (minutes < 1440) return `${unit(Math.floor(minutes / 60), 'hour')} ${unit(minutes % 60, 'minute')}`
  return unit(Math.floor(minutes / 1440), 'day')
}

/** Seconds in words, as «25 seconds». */
export function formatSeconds(ms: number, language: ConsoleLanguage): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  return new Intl.NumberFormat(locales[language], { style: 'unit', unit: 'second', unitDisplay: 'long' }).format(seconds)
}

/** A day, as «2026-11-21». */
export function formatDate(at: string, language: ConsoleLanguage): string {
  return new Intl.DateTimeFormat(locales[language], { dateStyle: 'medium' }).format(new Date(at))
}
