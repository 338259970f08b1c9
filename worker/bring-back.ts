import { db, type Tx } from '@/lib/db'
import { containerState, keepRunning, start } from '@/lib/docker/containers'
import { DomainError } from '@/lib/errors'
import { appendRuntimeLines } from '@/lib/logs/append-runtime-lines'
import type { Environment, Replica } from '@/prisma/generated/client'
import { containerEnvironment, requireRelease } from './container-environment'
import type { ReplicaChange } from './look-at-replica'
import { lockEnvironment, updateReplica } from './replicas'
import { ensureEnvironmentNetwork, startReplica } from './start-replica'

/**
 * The live containers that are out of traffic since they do not run are started again; one that somebody removed is made
 * again, in its own slot, from the image and the configuration of its release. admit-replicas.ts gives them their traffic
 * back. All under the environment's lock: a deployment under way sees it before or after.
 */
export async function bringBack(environmentId: string) {
  const at = new Date()
  const made = await db.$transaction((tx) => bringAllBack(tx, environmentId), { timeout: 120_000 })
  if (made.length === 0) return
  const text = 'The container was removed from outside and is made again.'
  const lines = made.map(({ deploymentId, index }) => ({ deploymentId, replica: index, at, stream: 'system', text }))
  await appendRuntimeLines(environmentId, lines)
}

/** Answers with those that were made again. */
async function bringAllBack(tx: Tx, environmentId: string): Promise<Replica[]> {
  const environment = await lockEnvironment(tx, environmentId)
  if (!environment || environment.isStopped) return []
  const returning = await tx.replica.findMany({ where: { environmentId, state: 'starting', deployment: { status: 'live' } } })
  const made: Replica[] = []
  for (const replica of returning) {
    const change = await changeOf(tx, environment, replica)
    await updateReplica(tx, environment, replica, change)
    if (change.containerId) made.push(replica)
  }
  return made
}

async function changeOf(tx: Tx, environment: Environment, replica: Replica): Promise<ReplicaChange> {
  const state = replica.containerId ? await containerState(replica.containerId) : null
  if (state?.running) return { address: state.address }
  try {
    return state ? await startAgain(replica.containerId as string) : await makeAgain(tx, environment, replica)
  } catch (error) {
    // Such as an image that is gone too. It stands where people look, and the next sweep asks again.
    if (error instanceof DomainError) return { address: null, health: error.message }
    throw error
  }
}

async function startAgain(containerId: string): Promise<ReplicaChange> {
  await start(containerId)
  await keepRunning(containerId)
  return { address: (await containerState(containerId))?.address ?? null }
}

async function makeAgain(tx: Tx, environment: Environment, replica: Replica): Promise<ReplicaChange> {
  const { application, release, ...deployment } = await tx.deployment.findUniqueOrThrow({
    where: { id: replica.deploymentId },
    include: { application: true, release: true },
  })
  const parts = { application, environment, deployment, release }
  const variables = await containerEnvironment(parts, requireRelease(parts), tx)
  await ensureEnvironmentNetwork(parts)
  const made = await startReplica(parts, replica, variables)
  // Its release was live, so from now on a crash is the engine's matter again.
  await keepRunning(made.containerId)
  return { ...made, health: null }
}
