/** Milliseconds since the epoch. Time comes in as an argument so that tests can set it. */
export type Clock = () => number

export const systemClock: Clock = () => Date.now()

/** The calendar date (YYYY-MM-DD) of a moment in a time zone. */
export function dateIn(timeZone: string, at: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at)
}
