import { Hono } from 'hono'
import { checkHealth, type HealthView, version } from '@/lib/health'
import type { ApiEnv } from '../context'

/** Open to everybody: a balancer has no token. */
export const health = new Hono<ApiEnv>()

health.get('/live', (c) =>
  c.json({ status: 'ok', version, checks: {} } satisfies Omit<HealthView, 'checks'> & { checks: object }),
)

health.get('/ready', async (c) => {
  const found = await checkHealth()
  if (found.status !== 'down') return c.json(found)
  return c.json(found, 503, { 'Retry-After': '5' })
})
