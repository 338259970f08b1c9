import type { Words } from './words'

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
  /** The contract's `code` where it is finer than ours: `set-changed`, `digest-changed`, a gate's code. */
  reason?: string
  /** Names the sentence for its translation, where one reason has several; absent: the reason does. */
  key?: string
  /** Values that the translation may use. */
  params?: Words['params']
  fields?: FieldError[]
  retryAfterSeconds?: number
}

/** An error that people see. `message` says what happened, why, and what to do now; technical detail travels as `cause`. */
export class DomainError extends Error {
  readonly reason: string
  readonly key: string
  readonly params: Words['params']
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
    this.key = options.key ?? this.reason
    this.params = options.params ?? {}
    this.fields = options.fields ?? []
    this.retryAfterSeconds = options.retryAfterSeconds
  }

  get httpStatus() {
    return httpStatuses[this.code]
  }
}

/** What a row or a report keeps beside an error's sentence. */
export const wordsOf = ({ key, params }: DomainError): Words => ({ key, params })

export const notFound = (what: string) => new DomainError('not-found', `${what} does not exist, or you may not see it.`)

/** Which unique constraint or index a database error broke, or null when it is another error. */
export function brokenUniqueness(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'P2002') return null
  return JSON.stringify('meta' in error ? error.meta : null)
}

// PostgreSQL: connection trouble, out of connections, shutting or starting up. Prisma: the same, and timeouts on the way.
const awayCodes = /^(08\w{3}|53300|57P0[1-3]|P1001|P1002|P1008|P1017|P2024|P2028|ECONN\w+|EPIPE|ETIMEDOUT)$/
const awayMessages =
  /connection terminated|connection is closed|not queryable|server closed the connection|can't reach database|timeout exceeded when trying to connect/i

/** Whether an error only says that the database cannot be reached at this moment. Looks through the causes that drivers wrap. */
export function isDatabaseAway(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  const { code, originalCode, message, cause, meta } = error as Record<string, unknown>
  if ([code, originalCode].some((text) => typeof text === 'string' && awayCodes.test(text))) return true
  if (typeof message === 'string' && awayMessages.test(message)) return true
  return isDatabaseAway(cause) || isDatabaseAway((meta as Record<string, unknown> | undefined)?.driverAdapterError)
}
