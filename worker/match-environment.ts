import { db, type Tx } from '@/lib/db'
import { isActive } from '@/lib/deployments/status'
import { containerState } from '@/lib/docker/containers'
import { log } from '@/lib/log'
import { assertRoutes } from '@/lib/traffic/routes'
import type { Environment } from '@/prisma/generated/client'
import { admitReplicas } from './admit-replicas'
import { bringBack } from './bring-back'
import { isReturning, lookAtReplica, type ReplicaOfDeployment } from './look-at-replica'
import { lockEnvironment, removeReplica, updateReplica } from './replicas'
import { desiredRoutes, lockProxy } from './routes'

/**
 * Brings one environment's containers to what its rows say: follows addresses that changed when the engine restarted, takes
 * out of traffic what does not run and brings it back, removes what is over. Harmless at any time, by any worker.
 */
export async function matchEnvironment(environmentId: string) {
  const hasReturning = await db.$transaction((tx) => compare(tx, environmentId), { timeout: 120_000 })
  await assertAllRoutes()
  await Promise.all([removeStopped(environmentId), hasReturning && returnToTraffic(environmentId)])
}

/** Rows and engine, under the environment's lock. Tells whether live containers have to come back. */
async function compare(tx: Tx, environmentId: string): Promise<boolean> {
  const environment = await lockEnvironment(tx, environmentId)
  if (!environment) return false
  const all = await tx.replica.findMany({ where: { environmentId }, include: { deployment: true } })
  const isOver = await overIn(tx, environment, all)
  const over = all.filter(isOver)
  await tx.replica.updateMany({ where: { id: { in: over.map(({ id }) => id) } }, data: { state: 'stopped' } })
  let hasReturning = false
  for (const replica of all.filter((each) => !isOver(each))) {
    const change = replica.state === 'serving' ? await lookAtReplica(environment, replica) : {}
    await updateReplica(tx, environment, replica, change)
    hasReturning ||= isReturning({ ...replica, ...change })
  }
  return hasReturning
}

/** What is to come back is out of traffic first: the engine likes to give a new container the address of the one before. */
async function returnToTraffic(environmentId: string) {
  await bringBack(environmentId)
  if (await admitReplicas(environmentId)) await assertAllRoutes()
}

/** Without the environment's lock: what is marked comes back to nobody, and an application may take its time to stop. */
async function removeStopped(environmentId: string) {
  const stopped = await db.replica.findMany({ where: { environmentId, state: 'stopped' } })
  await Promise.all(stopped.map((replica) => removeReplica(db, replica)))
}

/** Every environment's routes, from the rows to the proxy and its files. */
export async function assertAllRoutes() {
  await db.$transaction(
    async (tx) => {
      await lockProxy(tx)
      const mended = await assertRoutes(await desiredRoutes(tx))
      if (mended.length > 0) log.debug({ mended }, 'the proxy was brought to what the rows say')
    },
    { timeout: 30_000 },
  )
}

/** Which rows nothing needs any more: of a stopped environment, past their warm time, or begun by a deployment that is over. */
async function overIn(tx: Tx, environment: Environment, replicas: ReplicaOfDeployment[]) {
  const active = await tx.deployment.findFirst({
    where: { environmentId: environment.id, status: { in: ['running', 'holding'] } },
    select: { kind: true },
  })
  // A rollback under way may be about to take the warm set over.
  const isWarmWanted = active?.kind === 'rollback'
  const broken = isWarmWanted ? new Set() : await brokenSets(replicas)
  return (replica: ReplicaOfDeployment) => {
    const { state, warmUntil, deployment } = replica
    if (state === 'starting' && !isReturning(replica)) return !isActive(deployment.status)
    if (state !== 'warm') return environment.isStopped
    if (isWarmWanted) return false
    return environment.isStopped || broken.has(deployment.id) || (warmUntil !== null && warmUntil < new Date())
  }
}

/** The deployments whose warm set lost a container: what is left of it is no release to go back to. */
async function brokenSets(replicas: ReplicaOfDeployment[]) {
  const warm = replicas.filter(({ state }) => state === 'warm')
  const states = await Promise.all(warm.map(({ containerId }) => containerId && containerState(containerId)))
  return new Set(warm.filter((_, index) => !states[index]).map(({ deploymentId }) => deploymentId))
}
