import { createMiddleware } from 'hono/factory'
import type { ApiEnv } from '../context'

/** Answers depend on who asks and on the moment: no cache between us and the caller may keep them. */
export const noStore = createMiddleware<ApiEnv>(async (c, next) => {
  await next()
  if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store')
})
