import { z } from 'zod'
import type { Actor } from '@/lib/access/actor'
import { requireCan } from '@/lib/access/can'
import { db } from '@/lib/db'
import type { Place } from '@/lib/deployments/input'
import { getEnvironment } from './queries'

export const ReplicaView = z.object({
  id: z.uuid(),
  index: z.int(),
  state: z.enum(['starting', 'serving', 'draining', 'warm', 'stopped']),
  /** The engine's last word: running, exited (1), oom-killed. */
  health: z.string().nullable(),
  containerId: z.string().nullable(),
  address: z.string().nullable(),
  port: z.int(),
  deployment: z.object({ id: z.uuid(), number: z.int() }),
  since: z.iso.datetime(),
  warmUntil: z.iso.datetime().nullable(),
})
export type ReplicaView = z.infer<typeof ReplicaView>

/** The containers of an environment, those of the newest deployment first. */
export async function listReplicas(actor: Actor, place: Place): Promise<ReplicaView[]> {
  const { environment, application } = await getEnvironment(actor, place.application, place.environment)
  requireCan(actor, 'environment.read', { applicationId: application.id })
  const rows = await db.replica.findMany({
    where: { environmentId: environment.id },
    include: { deployment: { select: { id: true, number: true } } },
    orderBy: [{ deployment: { number: 'desc' } }, { index: 'asc' }],
  })
  return rows.map((row) => ({
    id: row.id,
    index: row.index,
    state: row.state,
    health: row.health,
    containerId: row.containerId,
    address: row.address,
    port: row.port,
    deployment: row.deployment,
    since: row.createdAt.toISOString(),
    warmUntil: row.warmUntil?.toISOString() ?? null,
  }))
}
