import { randomUUID } from 'node:crypto'
import { createMiddleware } from 'hono/factory'
import type { ApiEnv } from '../context'

/** Names every request; the same name is in the answer, in a problem document and in the log. */
export const requestId = createMiddleware<ApiEnv>(async (c, next) => {
  c.set('requestId', randomUUID())
  await next()
  c.header('X-Request-Id', c.get('requestId'))
})
