import { z } from '@hono/zod-openapi'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { DomainError } from '@/lib/errors'
import { log } from '@/lib/log'
import type { ApiContext } from '../context'
import { isDatabaseAway } from './database-away'

/** RFC 9457, with `code` for programs, `params` for translations, and `errors` for 422. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  requestId: z.uuid(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
})

const titles: Record<number, string> = {
  400: 'Not readable',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  412: 'Changed meanwhile',
  413: 'Too large',
  415: 'Not JSON',
  422: 'Not valid',
  423: 'Locked',
  428: 'If-Match is missing',
  429: 'Too many requests',
  500: 'An error of ours',
  501: 'Not built yet',
  503: 'Not available now',
}

/** Answers every error there is; what nobody expected is logged under the reference that the caller is told. */
export function answerError(error: Error, c: ApiContext): Response {
  const known = asDomainError(error)
  if (known) return answerProblem(c, known)
  if (error instanceof HTTPException) {
    return answer(c, { status: error.status, code: error.status === 415 ? 'not-json' : 'unparsable', detail: httpDetail(error) })
  }
  const requestId = c.get('requestId')
  log.error({ err: error, requestId, method: c.req.method, path: c.req.path }, 'a request ended in an unexpected error')
  const detail = `Something went wrong on our side. The reference ${requestId} finds it in the log.`
  return answer(c, { status: 500, code: 'unexpected', detail })
}

function asDomainError(error: Error): DomainError | null {
  if (error instanceof DomainError) return error
  if (!isDatabaseAway(error)) return null
  log.warn({ err: error }, 'the database cannot be reached')
  const message = 'The database does not answer. Nothing was changed; try again in a moment.'
  return new DomainError('unavailable', message, { cause: error, reason: 'database-unavailable', retryAfterSeconds: 5 })
}

function answerProblem(c: ApiContext, error: DomainError): Response {
  const { httpStatus: status, reason: code, message: detail, params, fields } = error
  const retryAfter = error.retryAfterSeconds ?? (status === 503 || status === 429 ? 5 : undefined)
  if (retryAfter !== undefined) c.header('Retry-After', String(retryAfter))
  if (status === 401) c.header('WWW-Authenticate', 'Bearer realm="branchline"')
  if (status === 503 && error.cause) log.warn({ err: error, requestId: c.get('requestId') }, 'a request was refused')
  return answer(c, {
    status,
    code,
    detail,
    ...(Object.keys(params).length > 0 && { params }),
    ...(fields.length > 0 && { errors: fields }),
  })
}

type ProblemBody = Omit<z.infer<typeof Problem>, 'type' | 'title' | 'requestId'>

function answer(c: ApiContext, { status, code, detail, ...more }: ProblemBody): Response {
  const problem = {
    type: `urn:branchline:problem:${code}`,
    title: titles[status] ?? 'Error',
    status,
    detail,
    code,
    requestId: c.get('requestId'),
    ...more,
  }
  return c.body(JSON.stringify(problem), status as ContentfulStatusCode, { 'Content-Type': 'application/problem+json' })
}

const httpDetail = ({ status }: HTTPException) =>
  status === 415 ? 'Send JSON, with the header Content-Type: application/json.' : 'The request cannot be read: it is not JSON.'
