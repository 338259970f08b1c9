import { Hono } from 'hono'
import { requireCan } from '@/lib/access/can'
import { db } from '@/lib/db'
import { statuses } from '@/lib/deployments/status'
import { version } from '@/lib/health'
import type { ApiEnv } from '../context'
import { authenticate } from '../conventions/authenticate'
import { rateLimit } from '../conventions/rate-limit'

export const metrics = new Hono<ApiEnv>()

/** Counts over the whole installation, so only a membership everywhere may read them. */
metrics.get('/', authenticate, rateLimit, async (c) => {
  requireCan(c.get('actor'), 'deployment.read')
  return c.body(await exposition(), 200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' })
})

async function exposition(): Promise<string> {
  const [byStatus, oldest] = await Promise.all([
    db.deployment.groupBy({ by: ['status'], _count: true }),
    db.deployment.findFirst({ where: { status: 'queued' }, orderBy: { queuedAt: 'asc' }, select: { queuedAt: true } }),
  ])
  const countOf = (status: string) => byStatus.find((row) => row.status === status)?._count ?? 0
  const waitedMs = oldest ? Date.now() - oldest.queuedAt.getTime() : 0
  const { user, system } = process.cpuUsage()
  return [
    metric('branchline_info', 'The version that runs.', { [`version="${version}"`]: 1 }),
    metric(
      'branchline_deployments',
      'Deployments by status.',
      Object.fromEntries(statuses.map((status) => [`status="${status}"`, countOf(status)])),
    ),
    metric('branchline_queue_depth', 'Deployments that wait for their turn.', { '': countOf('queued') }),
    metric('branchline_queue_oldest_seconds', 'How long the first of them has waited.', { '': waitedMs / 1000 }),
    metric('process_resident_memory_bytes', 'Memory of the web process.', { '': process.memoryUsage.rss() }),
    metric('process_cpu_seconds_total', 'CPU time of the web process.', { '': (user + system) / 1e6 }, 'counter'),
    metric('process_uptime_seconds', 'Since the web process started.', { '': process.uptime() }),
  ].join('')
}

/** One metric in Prometheus' text format; the keys of `values` are its labels. */
function metric(name: string, help: string, values: Record<string, number>, type = 'gauge') {
  const lines = Object.entries(values).map(([labels, value]) => `${name}${labels && `{${labels}}`} ${value}\n`)
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`
}
