import { db } from '@/lib/db'
import { containerState } from '@/lib/docker/containers'
import { Health } from '@/lib/environments/input'
import { announce } from '@/lib/events'
import type { Environment, Replica } from '@/prisma/generated/client'
import { lookUntilHealthy, unhealthy } from './look-until-healthy'
import { lockEnvironment } from './replicas'

/** How long one call looks at most; the next sweep goes on with what is slower. */
const patienceMs = 10_000
/** And at least, for one that should be healthy by now: enough for as many good answers in a row as are wanted. */
const leastMs = 2000

/**
 * Gives their traffic back to the live containers that were brought back, once they are healthy. The looking holds no lock;
 * the row is written only where it still is what was looked at. Tells whether there is any.
 */
export async function admitReplicas(environmentId: string): Promise<boolean> {
  const waiting = await db.replica.findMany({
    where: { environmentId, state: 'starting', deployment: { status: 'live' }, environment: { isStopped: false } },
    include: { environment: true },
  })
  const admitted = await Promise.all(waiting.map(admit))
  return admitted.includes(true)
}

async function admit({ environment, ...replica }: Replica & { environment: Environment }): Promise<boolean> {
  const state = replica.containerId ? await containerState(replica.containerId) : null
  if (!state?.running || !replica.address) return false
  const health = Health.parse(environment.health)
  const now = Date.now()
  const dueAt = (state.startedAt?.getTime() ?? now) + health.deadlineMs
  const lookMs = Math.min(patienceMs, Math.max(leastMs, dueAt - now))
  const signal = AbortSignal.timeout(lookMs + 2 * health.timeoutMs)
  const last = await lookUntilHealthy(replica, health, { end: now + lookMs, signal })
  if (!last) return record(environment, replica, { state: 'serving', health: 'running' })
  if (Date.now() < dueAt) return false
  return record(environment, replica, { health: unhealthy(last, replica.port, health).message })
}

/** Tells whether it was admitted. */
async function record(
  { id: environmentId, applicationId }: Environment,
  replica: Replica,
  change: Pick<Partial<Replica>, 'state' | 'health'>,
) {
  if (change.state === undefined && change.health === replica.health) return false
  const { id, containerId, address, deploymentId } = replica
  return db.$transaction(async (tx) => {
    await lockEnvironment(tx, environmentId)
    const isStill = {
      id,
      containerId,
      address,
      state: 'starting',
      deployment: { status: 'live' },
      environment: { isStopped: false },
    } as const
    const { count } = await tx.replica.updateMany({ where: isStill, data: change })
    if (count > 0) await announce(tx, { type: 'deployment', deploymentId, environmentId, applicationId })
    return count > 0 && change.state === 'serving'
  })
}
