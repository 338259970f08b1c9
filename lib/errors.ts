/** What a caller can do about it decides the code; the sentence is for people. */
const httpStatuses = {
  unparsable: 400,
  unauthenticated: 401,
  'not-allowed': 403,
  'not-found': 404,
  conflict: 409,
  stale: 412,
  'too-large': 413,
  invalid: 422,
  locked: 423,
  'precondition-missing': 428,
  limit: 429,
  'not-built': 501,
  unavailable: 503,
} as const

export type ErrorCode = keyof typeof httpStatuses

export interface FieldError {
  path: string
  message: string
}

interface DomainErrorOptions extends ErrorOptions {
  /** The contract's `code` where it is finer than ours: `set-changed`, `digest-changed`, a gate's code. Also the key of the translation. */
  reason?: string
  /** Values that a translation of `reason` may use. */
  params?: Record<string, string | number>
  fields?: FieldError[]
  retryAfterSeconds?: number
}

/** An error that people see. `message` says what happened, why, and what to do now; technical detail travels as `cause`. */
export class DomainError extends Error {
  readonly reason: string
  readonly params: Record<string, string | number>
  readonly fields: FieldError[]
  readonly retryAfterSeconds: number | undefined

  constructor(
    readonly code: ErrorCode,
    message: string,
    options: DomainErrorOptions = {},
  ) {
    super(message, options)
    this.name = 'DomainError'
    this.reason = options.reason ?? code
    this.params = options.params ?? {}
    this.fields = options.fields ?? []
    this.retryAfterSeconds = options.retryAfterSeconds
  }

  get httpStatus() {
    return httpStatuses[this.code]
  }
}

export const notFound = (what: string) => new DomainError('not-found', `${what} does not exist, or you may not see it.`)

/** Which unique constraint or index a database error broke, or null when it is another error. */
export function brokenUniqueness(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'P2002') return null
  return JSON.stringify('meta' in error ? error.meta : null)
}
