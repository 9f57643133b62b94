/** HTTP status for each code: the only place where a code becomes a status. */
export const httpStatus = {
  bad_request: 400,
  not_signed_in: 401,
  not_allowed: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  too_many: 429,
  channel_failed: 502,
  not_ready: 503,
} as const
export type ErrorCode = keyof typeof httpStatus

/** A refusal that the caller can understand. Anything else that is thrown is a bug. */
export class ServiceError extends Error {
  readonly code: ErrorCode
  /** The input field at fault, when there is one. */
  readonly field: string | null

  constructor(code: ErrorCode, message: string, options: ErrorOptions & { field?: string } = {}) {
    super(message, options)
    this.name = new.target.name
    this.code = code
    this.field = options.field ?? null
  }
}

export class CaseAlreadyTaken extends ServiceError {
  constructor(caseId: string, holder: string) {
    super('conflict', `case ${caseId} is already held by ${holder}`)
  }
}
