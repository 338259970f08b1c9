import { bodyLimit } from 'hono/body-limit'
import { every } from 'hono/combine'
import { createMiddleware } from 'hono/factory'
import { HTTPException } from 'hono/http-exception'
import { DomainError } from '@/lib/errors'
import type { ApiEnv } from '../context'

const mostBytes = 1_048_576
const mostDepth = 32

const limited = bodyLimit({
  maxSize: mostBytes,
  onError: () => {
    throw new DomainError('too-large', 'The request is larger than 1 MB.')
  },
})

/** Reads a write's body once: JSON of bounded size and depth. No body at all means an empty object. */
const readable = createMiddleware<ApiEnv>(async (c, next) => {
  if (!['POST', 'PUT', 'PATCH'].includes(c.req.method)) return next()
  const text = await c.req.raw.text()
  if (text && !/^application\/([a-z.-]+\+)?json *(;|$)/i.test(c.req.header('content-type') ?? '')) throw new HTTPException(415)
  if (text) checkShape(parse(text), 0)
  const headers = new Headers(c.req.raw.headers)
  headers.set('content-type', 'application/json')
  headers.delete('content-length')
  c.req.raw = new Request(c.req.raw, { headers, body: text || '{}' })
  await next()
})

export const jsonBody = every(limited, readable)

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new HTTPException(400)
  }
}

/** Refuses what no schema of ours allows and what would be costly or dangerous to look at with one. */
function checkShape(value: unknown, depth: number) {
  if (typeof value !== 'object' || value === null) return
  if (depth >= mostDepth) throw new DomainError('invalid', `The JSON is nested deeper than ${mostDepth} levels.`)
  if (Object.hasOwn(value, '__proto__')) throw new DomainError('invalid', 'The key __proto__ is not allowed.')
  for (const inner of Object.values(value)) checkShape(inner, depth + 1)
}
