import { db, type Tx } from '@/lib/db'
import { isActive } from '@/lib/deployments/status'
import { containerState, keepRunning, start } from '@/lib/docker/containers'
import { log } from '@/lib/log'
import { assertRoutes } from '@/lib/traffic/routes'
import type { DeploymentStatus, Environment, Replica } from '@/prisma/generated/client'
import { removeReplica } from './replicas'
import { desiredRoutes, lockProxy } from './routes'

/**
 * Brings one environment's containers to what its rows say: starts again what should serve and does not, follows addresses
 * that changed when the engine restarted, then the proxy, then removes what is over. Harmless at any time, by any worker.
 */
export async function matchEnvironment(environmentId: string) {
  await db.$transaction(
    async (tx) => {
      const [locked] = await tx.$queryRaw<
        Environment[]
      >`SELECT * FROM "Environment" WHERE id = ${environmentId}::uuid FOR NO KEY UPDATE`
      if (!locked) return
      const replicas = await tx.replica.findMany({
        where: { environmentId },
        include: { deployment: { select: { status: true } } },
      })
      const isOver = await overIn(tx, locked)
      const over = replicas.filter(isOver)
      await tx.replica.updateMany({ where: { id: { in: over.map(({ id }) => id) } }, data: { state: 'stopped' } })
      for (const replica of replicas.filter((each) => each.state === 'serving' && !isOver(each))) await heal(tx, replica)
    },
    { timeout: 120_000 },
  )
  await assertAllRoutes()
  // Without the environment's lock: what is marked comes back to nobody, and an application may take its time to stop.
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
async function overIn(tx: Tx, environment: Environment) {
  const active = await tx.deployment.findFirst({
    where: { environmentId: environment.id, status: { in: ['running', 'holding'] } },
    select: { kind: true },
  })
  return ({ state, warmUntil, deployment }: Replica & { deployment: { status: DeploymentStatus } }) => {
    if (state === 'starting') return !isActive(deployment.status)
    // A rollback under way may be about to take the warm set over.
    if (state === 'warm')
      return active?.kind !== 'rollback' && (environment.isStopped || (warmUntil !== null && warmUntil < new Date()))
    return environment.isStopped
  }
}

/** A serving container that was stopped by others is started again; the row learns its state and address. */
async function heal(tx: Tx, replica: Replica) {
  if (!replica.containerId) return
  let state = await containerState(replica.containerId)
  if (state && !state.running && !(await isWatched(tx, replica))) {
    await start(replica.containerId)
    await keepRunning(replica.containerId)
    state = await containerState(replica.containerId)
  }
  const health = !state
    ? 'removed'
    : state.running
      ? 'running'
      : state.oomKilled
        ? 'out-of-memory'
        : `exited ${state.exitCode ?? ''}`.trim()
  const address = state?.address ?? null
  if (health !== replica.health || address !== replica.address)
    await tx.replica.update({ where: { id: replica.id }, data: { health, address } })
}

/** While it is watched, a death means going back, not starting again. */
const isWatched = async (tx: Tx, { deploymentId }: Replica) =>
  (await tx.deployment.count({ where: { id: deploymentId, status: 'live', settledAt: null } })) > 0
