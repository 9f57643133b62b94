import type { CaseSummary, CaseView as ServedCase } from '../../operator/list-cases.ts'
import type { ReferralView } from '../../operator/list-referrals.ts'

export type { CaseSummary, ReferralView }

export interface TranscriptTurn {
  seq: number
  from: 'client' | 'assistant' | 'operator' | 'system'
  at: string
  lang: string
  text: string
  author: string | null
  assistant: {
    decision?: string
    reason?: string
    facet?: string | null
    confidence?: number
    services?: { id: string; score: number }[]
    why?: {
      kind: string
      views: { id: string; score: number; linear: number; dense: number; institution: number; near?: number }[]
      concepts: string[]
      named: string[]
      spokenOf: string | null
    }
  } | null
}

export interface CaseView extends Omit<ServedCase, 'transcript'> {
  transcript: TranscriptTurn[]
}

export interface Me {
  username: string
  name: string
  role: string
  mustChange: boolean
  permissions: string[]
}

export class ApiError extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

const timeout = 15_000

/** One call of the operators' API. Throws ApiError with the server's reason. */
export async function api<T>(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T> {
  const response = await fetch(path, {
    method,
    signal: AbortSignal.timeout(timeout),
    ...(body !== undefined && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  })
  if (response.status === 204) return undefined as T
  const data = await response.json().catch(() => undefined)
  if (!response.ok) throw new ApiError(response.status, data?.error?.message ?? `${response.status}`)
  return data as T
}
