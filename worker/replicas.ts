import type { db, Tx } from '@/lib/db'
import { removeContainer, stopContainer } from '@/lib/docker/containers'
import { callOrNull, engine } from '@/lib/docker/engine'
import { containerName } from '@/lib/docker/names'
import { env } from '@/lib/env'
import { DomainError } from '@/lib/errors'
import { announce } from '@/lib/events'
import { instanceId } from '@/lib/installation'
import type { Deployment, Environment, Replica } from '@/prisma/generated/client'

/** Time between SIGTERM and SIGKILL. */
const graceMs = 10_000

/** The containers a deployment brings up: its own rows, or a warm set of the same release that a rollback takes over. */
export async function replicasOf(tx: Tx, deployment: Deployment): Promise<Replica[]> {
  const own = await tx.replica.findMany({ where: { deploymentId: deployment.id }, orderBy: { index: 'asc' } })
  if (own.length > 0 || deployment.kind !== 'rollback' || !deployment.releaseId) return own
  return tx.replica.findMany({
    where: {
      environmentId: deployment.environmentId,
      state: 'warm',
      deployment: { releaseId: deployment.releaseId, imageId: deployment.imageId },
      OR: [{ warmUntil: null }, { warmUntil: { gt: new Date() } }],
    },
    orderBy: { index: 'asc' },
  })
}

/** Gives a deployment its rows, each with a free slot of the proxy. Warm sets make room when the slots run out. */
export async function planReplicas(tx: Tx, deployment: Deployment, environment: Environment, port: number): Promise<Replica[]> {
  const all = await tx.replica.findMany({ where: { environmentId: environment.id } })
  const slots = env().BRANCHLINE_PROXY_SLOTS
  if (slots - all.length < environment.replicas) {
    for (const warm of all.filter(({ state }) => state === 'warm')) await removeReplica(tx, warm)
  }
  const taken = new Set(
    (await tx.replica.findMany({ where: { environmentId: environment.id }, select: { slot: true } })).map(({ slot }) => slot),
  )
  const free = Array.from({ length: slots }, (_, index) => index + 1).filter((slot) => !taken.has(slot))
  if (free.length < environment.replicas) {
    throw new DomainError(
      'limit',
      `The proxy has ${slots} places per environment, and old and new containers need more. Raise BRANCHLINE_PROXY_SLOTS, or use fewer replicas.`,
      {
        reason: 'slots-full',
        params: { slots },
      },
    )
  }
  return tx.replica.createManyAndReturn({
    data: Array.from({ length: environment.replicas }, (_, index) => ({
      environmentId: environment.id,
      deploymentId: deployment.id,
      index,
      slot: free[index] as number,
      port,
    })),
  })
}

/**
 * Removes a replica's container and forgets its row, which gives the slot back. It must be out of traffic. One that never
 * had any has nothing to finish and goes at once.
 */
export async function removeReplica(client: Tx | typeof db, replica: Replica) {
  const id = replica.containerId ?? (await findContainer(replica.id))
  if (id) {
    if (await mayHaveServed(client, replica)) await stopContainer(id, graceMs)
    await removeContainer(id)
  }
  await client.replica.deleteMany({ where: { id: replica.id } })
}

/** A switch that was begun may have sent visitors, whatever became of its deployment. */
const mayHaveServed = async (client: Tx | typeof db, { deploymentId }: Replica) =>
  (await client.deploymentStep.count({ where: { deploymentId, name: 'switch', startedAt: { not: null } } })) > 0

/** A container that was made while its worker died has no id in its row yet; its name follows from the row. */
async function findContainer(replicaId: string) {
  const name = containerName(instanceId(), replicaId)
  const found = await callOrNull('look for a container', (abortSignal) => engine().getContainer(name).inspect({ abortSignal }))
  return found?.Id ?? null
}

/** What a deployment that ends before its switch had begun is marked for removal; the clean-up stops it without holding up the end. */
export const dropStarting = (tx: Tx, deploymentId: string) =>
  tx.replica.updateMany({ where: { deploymentId, state: 'starting' }, data: { state: 'stopped' } })

export async function lockEnvironment(tx: Tx, id: string): Promise<Environment | undefined> {
  const [locked] = await tx.$queryRaw<Environment[]>`SELECT * FROM "Environment" WHERE id = ${id}::uuid FOR NO KEY UPDATE`
  return locked
}

/** Writes what changed, if anything did, and tells of it. */
export async function updateReplica(
  tx: Tx,
  { id: environmentId, applicationId }: Environment,
  replica: Replica,
  change: Partial<Replica>,
) {
  const isNews = Object.entries(change).some(([column, value]) => replica[column as keyof Replica] !== value)
  if (!isNews) return
  await tx.replica.update({ where: { id: replica.id }, data: change })
  await announce(tx, { type: 'deployment', deploymentId: replica.deploymentId, environmentId, applicationId })
}
