import { ApiError } from './api.ts'
import type { TeamWords } from './team-words.ts'

/** What went wrong, in the words of the page. A conflict at a new account is its name, else the last administrator. */
export function failureOf(failure: unknown, t: TeamWords, onSignedOut: () => void, adding = false): string {
  if (!(failure instanceof ApiError)) return t.lost
  if (failure.status === 401) onSignedOut()
  if (failure.status === 409) return adding ? t.taken : t.lastAdministrator
  if (failure.status === 404) return t.noAccount
  if (failure.status !== 400) return `${t.failed} ${failure.message}`
  // The server names the field first: `email: must be …`.
  const [field = ''] = failure.message.split(/[:.]/)
  const labels: Record<string, string> = {
    username: t.username,
    name: t.name,
    role: t.role,
    centre: t.centre,
    languages: t.languages,
    institutions: t.institutions,
    maxChats: t.maxChats,
    email: t.email,
  }
  return t.wrongField(labels[field] ?? field)
}
